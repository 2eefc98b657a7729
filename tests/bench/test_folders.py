"""Made data that is kept for later runs."""

from pathlib import Path

from bench.folders import with_made_data


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        folder.mkdir()
        (folder / "data").write_text(f"made {self.times}")


def test_what_was_made_once_is_copied_by_later_runs(tmp_path: Path) -> None:
    make, kept = Maker(), tmp_path / "kept-tickets-10.5"
    for name in ("first", "second"):
        with_made_data(tmp_path / name, kept, make)
        (tmp_path / name / "data").write_text("changed by the run")
    with_made_data(tmp_path / "third", kept, make)
    assert make.times == 1
    assert (tmp_path / "third" / "data").read_text() == "made 1"


def test_a_copy_that_was_broken_off_is_made_anew(tmp_path: Path) -> None:
    make, kept = Maker(), tmp_path / "kept"
    (tmp_path / "kept.unfinished" / "half").mkdir(parents=True)
    with_made_data(tmp_path / "run", kept, make)
    assert sorted(each.name for each in kept.iterdir()) == ["data"]


def test_nothing_is_kept_without_a_folder_for_it(tmp_path: Path) -> None:
    with_made_data(tmp_path / "run", None, Maker())
    assert [each.name for each in tmp_path.iterdir()] == ["run"]

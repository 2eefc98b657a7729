"""`frontdesk import` and `frontdesk export` on files, pipes and bad input."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.installation import Frontdesk, Outcome
from tests.tickets.oracle import Json
from tests.tickets.worlds import CLIENTS

REFERENCE: Final = Path(__file__).parents[1] / "contract" / "list-tickets.response.json"
MEGABYTE: Final = 1_000_000


def ticket(ticket_id: int, **members: Any) -> Json:
    return {"id": ticket_id, "author": CLIENTS[0], "creationTime": "2026-03-01T12:00:00Z"} | members


def lines(tickets: Iterable[Json]) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in tickets)


def load(frontdesk: Frontdesk, community: str, *files: str | Path, stdin: bytes = b"") -> Outcome:
    return frontdesk.run("import", "--community", community, *map(str, files), stdin=stdin)


def ids(frontdesk: Frontdesk, community: str) -> list[int]:
    return [each["id"] for each in frontdesk.exported(community)]


def test_every_form_of_the_reference_gives_the_same_export(
    frontdesk: Frontdesk, tmp_path: Path
) -> None:
    tickets = json.loads(REFERENCE.read_bytes())["data"]
    array, packed = tmp_path / "array.json", tmp_path / "lines.jsonl.gz"
    array.write_text(json.dumps(tickets, indent=2))
    packed.write_bytes(gzip.compress(lines(tickets)))
    by_id = sorted(tickets, key=lambda each: each["id"])
    sources: list[str | Path] = [REFERENCE, array, packed, "-"]
    for number, source in enumerate(sources):
        community = frontdesk.community(f"form-{number}")
        done = load(frontdesk, community, source, stdin=lines(tickets))
        assert done.json == {
            "files": 1,
            "read": 3,
            "created": 3,
            "unchanged": 0,
            "kept": 0,
            "replies": 0,
            "notes": 0,
            "people": 2,
            "teammates": 0,
            "categories": 2,
            "tags": 1,
            "customFields": 0,
        }
        assert frontdesk.exported(community) == by_id


def test_export_imported_elsewhere_is_exported_as_the_same_bytes(
    frontdesk: Frontdesk, acme: str, tmp_path: Path
) -> None:
    first, second, packed = (tmp_path / name for name in ("a.jsonl", "b.jsonl", "c.jsonl.gz"))
    frontdesk.run("generate", "--community", acme, "--tickets", "200")
    assert frontdesk.run("export", "--community", acme, str(first)).json == {"exported": 200}
    elsewhere = frontdesk.community(f"{acme}-elsewhere")
    assert load(frontdesk, elsewhere, first).json["created"] == 200
    assert load(frontdesk, elsewhere, first).json["unchanged"] == 200
    frontdesk.run("export", "--community", elsewhere, str(second))
    frontdesk.run("export", "--community", elsewhere, str(packed))
    assert second.read_bytes() == first.read_bytes()
    assert gzip.decompress(packed.read_bytes()) == first.read_bytes()
    assert sorted(tmp_path.iterdir()) == [first, second, packed]


def test_several_files_are_counted_together(
    frontdesk: Frontdesk, acme: str, tmp_path: Path
) -> None:
    paths = [tmp_path / "1", tmp_path / "2"]
    for path, tickets in zip(paths, ([ticket(1), ticket(2)], [ticket(2), ticket(3)]), strict=True):
        path.write_bytes(lines(tickets))
    done = load(frontdesk, acme, *paths).json
    assert (done["files"], done["created"], done["unchanged"]) == (2, 3, 1)


def test_bad_records_are_reported_and_nothing_is_imported(
    frontdesk: Frontdesk, acme: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.jsonl"
    bad = [ticket(2, status="closed"), ticket(3, tags=["ok", ""]), ticket(2**53)]
    path.write_bytes(lines([ticket(1), *bad]) + b"{\n" + lines([ticket(4)]))
    done = load(frontdesk, acme, path)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        f"{path}:2: status: unknown value 'closed'; possible: open, pending, completed",
        f"{path}:3: tags[1]: expected 1 to 200 characters",
        f"{path}:4: id: expected an integer of at most 9007199254740991",
        f"{path}:5: the body is not JSON: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)",
        f"frontdesk: {path}: 4 bad records; nothing of this file was imported",
    ]
    assert ids(frontdesk, acme) == []


def test_only_the_first_hundred_bad_records_are_shown(frontdesk: Frontdesk, acme: str) -> None:
    done = load(frontdesk, acme, "-", stdin=b"{}\n" * 250)
    shown = done.err.splitlines()
    assert (done.code, len(shown)) == (1, 101)
    assert shown[-1] == "frontdesk: -: 250 bad records; nothing of this file was imported"


def test_syntax_error_inside_an_array_names_its_line(frontdesk: Frontdesk, acme: str) -> None:
    text = json.dumps([ticket(number) for number in (1, 2, 3)], indent=1)
    broken = text.replace('"id": 2', '"id": 2,,')
    line = broken[: broken.index(",,")].count("\n")
    done = load(frontdesk, acme, "-", stdin=broken.encode())
    assert done == Outcome(
        1,
        "",
        f"frontdesk: -: line {line}: Expecting property name enclosed in double quotes; "
        "nothing of this file was imported\n",
    )
    assert ids(frontdesk, acme) == []


def test_file_before_a_bad_one_stays(frontdesk: Frontdesk, acme: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(lines([ticket(1)]))
    bad.write_bytes(lines([ticket(2), {}]))
    assert load(frontdesk, acme, good, bad).code == 1
    assert ids(frontdesk, acme) == [1]


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_file_that_cannot_be_read_is_one_line(
    frontdesk: Frontdesk, acme: str, tmp_path: Path, name: str
) -> None:
    done = load(frontdesk, acme, tmp_path / name)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert f"{tmp_path / name}: cannot be read: " in done.err


def test_export_to_nowhere_is_one_line(frontdesk: Frontdesk, acme: str, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "file"
    done = frontdesk.run("export", "--community", acme, str(target))
    expected = f"frontdesk: {target}: cannot be written: No such file or directory\n"
    assert done == Outcome(1, "", expected)


def test_export_into_a_pipe_that_closes_ends_quietly(frontdesk: Frontdesk, acme: str) -> None:
    load(frontdesk, acme, "-", stdin=lines(big_tickets(4 * MEGABYTE, 10_000)))
    with frontdesk.start("export", "--community", acme) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode != 0


def test_concurrent_imports_of_one_file_create_each_ticket_once(
    frontdesk: Frontdesk, acme: str, tmp_path: Path
) -> None:
    path = tmp_path / "tickets.jsonl"
    path.write_bytes(lines(ticket(number, tags=["urgent"]) for number in range(1, 301)))
    command = ("import", "--community", acme, str(path))
    processes = [frontdesk.start(*command) for _ in range(3)]
    outputs = [json.loads(process.communicate()[0]) for process in processes]
    assert sorted(each["created"] for each in outputs) == [0, 0, 300]
    assert ids(frontdesk, acme) == list(range(1, 301))


def test_import_that_is_killed_leaves_nothing(frontdesk: Frontdesk, acme: str) -> None:
    tickets = list(big_tickets(12 * MEGABYTE, 3_000))
    content = lines(tickets)
    with frontdesk.start("import", "--community", acme, "-") as process:
        assert process.stdin
        process.stdin.write(content[: 9 * MEGABYTE])
        process.stdin.flush()  # all but what fits into the pipe has been read
        process.kill()
    assert ids(frontdesk, acme) == []
    assert load(frontdesk, acme, "-", stdin=content).json["created"] == len(tickets)


def test_memory_does_not_grow_with_the_file(
    frontdesk: Frontdesk, acme: str, tmp_path: Path
) -> None:
    peaks = []
    for number, size in enumerate((12 * MEGABYTE, 60 * MEGABYTE)):
        path = tmp_path / f"{number}.jsonl"
        with path.open("wb") as file:
            for each in big_tickets(size, 20_000, first_id=1 + number * 100_000):
                file.write(json.dumps(each).encode() + b"\n")
        done = load(frontdesk, acme, path)
        assert done.json["created"] == size // 20_000
        peaks.append(done.most_memory)
    assert peaks[1] < min(peaks[0] + 25 * MEGABYTE, 250 * MEGABYTE), peaks


def big_tickets(size: int, each: int, first_id: int = 1) -> Iterator[Json]:
    """Tickets of `each` bytes of text that make up `size` bytes."""
    for number in range(size // each):
        yield ticket(first_id + number, message=f"{number} ".ljust(each // 2, "x"), tags=["big"])

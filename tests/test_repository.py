"""What must hold for every file of the repository, whatever its subject.

The forbidden words are put together here from pieces, so that this file does not contain them.
"""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")

INDEX_HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("debian", "org/debian"),
)
PACKAGE_INDEX = re.compile(
    "|".join(
        [
            *(rf"{name}\.{top}" for name, top in INDEX_HOSTS),
            r"https?://\S+/simple(?![\w-])",
            r"--(?:extra-)?index-url[ =]\S*:/",
        ]
    )
)
# A path counts when it starts there: a URL's path or a folder of that name inside another is fine.
# So is the one folder under home that is the same on every machine, that of a package manager.
MACHINE_PATH = re.compile(
    rf"(?<![\w.])/(?:{'|'.join(('work', 'root', 'home(?!/linuxbrew/)', 'Users'))})/"
)

REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>\S+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)")


def test_no_file_names_a_package_index() -> None:
    assert occurrences(PACKAGE_INDEX) == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert occurrences(MACHINE_PATH) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PACKAGE_INDEX, "get it from https://" + "pypi" + ".org/project/frontdesk"),
        (PACKAGE_INDEX, "http://mirror.example/" + "simple/"),
        (PACKAGE_INDEX, "--index" + "-url https://mirror.example"),
        (MACHINE_PATH, "cd /" + "home/ada/frontdesk"),
        (MACHINE_PATH, '"/' + 'root/.cache"'),
    ],
)
def test_forbidden_text_is_recognised(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("text", ["https://example.com/home/", "src/work/x", "/homepage", "/work"])
def test_paths_of_other_kinds_are_fine(text: str) -> None:
    assert not MACHINE_PATH.search(text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(lock: str) -> None:
    loose = [
        line for line in lock_lines(lock) if not (REQUIREMENT.match(line) and HASH.search(line))
    ]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert [word for word in ("://", "index", "find-links", "file:", "@ ") if word in text] == []


def test_locks_hold_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    assert names_of(project["project"]["dependencies"]) - locked(LOCKS[0]).keys() == set()
    assert names_of([*groups["build"], *groups["dev"]]) - locked(LOCKS[1]).keys() == set()


def test_development_runs_on_what_is_released() -> None:
    assert locked(LOCKS[0]).items() <= locked(LOCKS[1]).items()


def occurrences(pattern: re.Pattern[str]) -> list[str]:
    """`file:line` of each match in a file that is tracked, or would be with `git add`."""
    return [
        f"{path}:{number}: {match.group()}"
        for path in repository_files()
        for number, line in enumerate((ROOT / path).read_text(errors="replace").splitlines(), 1)
        if (match := pattern.search(line))
    ]


def repository_files() -> list[str]:
    # The checkout may belong to another user than the one who tests.
    options = ["-c", "safe.directory=*", "-C", str(ROOT)]
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(["git", *options, *listing], check=True, capture_output=True, text=True)
    return sorted(path for path in set(run.stdout.split("\0")) if (ROOT / path).is_file())


def lock_lines(lock: str) -> list[str]:
    """One line a requirement, its hashes with it, without comments."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def locked(lock: str) -> dict[str, str]:
    """Name to version."""
    found = (REQUIREMENT.match(line) for line in lock_lines(lock))
    return {normalised(match["name"]): match["version"] for match in found if match}


def names_of(requirements: list[object]) -> set[str]:
    """Names without extras and bounds; a group that includes another names nothing itself."""
    texts = [text for text in requirements if isinstance(text, str)]
    return {normalised(re.split(r"[^\w.-]", text, maxsplit=1)[0]) for text in texts}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

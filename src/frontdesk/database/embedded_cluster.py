"""The files of the embedded server: made once by initdb, configured again at each start."""

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from frontdesk.database.embedded_account import Account
from frontdesk.database.embedded_binaries import Binaries
from frontdesk.database.embedded_folder import PORT, ServerFolder
from frontdesk.errors import OperatorError

OWNER = "frontdesk_owner"
UNFINISHED = "postgres.new-"
INITDB_OPTIONS = (
    f"--username={OWNER}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--text-search-config=english",
    "--data-checksums",
)
ACCESS = """\
# Only the owner of the socket's folder, which has mode 700, gets as far as this.
local all all trust
host all all all reject
"""
INCLUDE = "\n# Read before postgresql.auto.conf: ALTER SYSTEM changes any of these for good.\n"
HEADER = "# Written by frontdesk at each start: use ALTER SYSTEM to change a setting.\n"
FOR_A_SMALL_HOST = {
    "max_connections": "100",
    "maintenance_work_mem": "32MB",
    "effective_cache_size": "512MB",
    "max_worker_processes": "2",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "max_logical_replication_workers": "0",
    "max_wal_senders": "0",
    "autovacuum_max_workers": "2",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "min_wal_size": "64MB",
    "max_wal_size": "1GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
SINCE_MAJOR = {18: {"io_method": "sync"}}  # spares three processes


def major_of_cluster(folder: ServerFolder) -> int | None:
    """None if there is no cluster yet. Raises OperatorError for anything else of that name."""
    if not folder.cluster.exists() or not any(folder.cluster.iterdir()):
        return None
    try:
        return int((folder.cluster / "PG_VERSION").read_text())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise OperatorError(
            f"{folder.cluster} is not a PostgreSQL cluster, though it has the name of ours:"
            f" move it away or choose another data folder."
        ) from None


def create_cluster(
    folder: ServerFolder, binaries: Binaries, account: Account, settings: Mapping[str, str]
) -> None:
    """All or nothing, whenever it is killed: the folder gets its name when it is complete."""
    remove_unfinished(folder)
    fresh = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.root))
    account.give(fresh)
    options = ["--no-sync"] if settings.get("fsync") == "off" else []
    _run_initdb(folder, [binaries.initdb, "-D", str(fresh), *options], binaries.major, account)
    (fresh / "pg_hba.conf").write_text(ACCESS)
    with (fresh / "postgresql.conf").open("a") as file:
        file.write(f"{INCLUDE}include_if_exists 'frontdesk.conf'\n")
    fresh.rename(folder.cluster)
    _write_through(folder.root)


def remove_unfinished(folder: ServerFolder) -> None:
    """An initdb that outlived its killed parent may still write there: then the next start does."""
    for left_over in folder.root.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over, ignore_errors=True)


def configure_cluster(
    folder: ServerFolder, account: Account, major: int, settings: Mapping[str, str]
) -> None:
    """Rewrites frontdesk.conf, at once and only if it changes; `settings` win over ours."""
    wanted = FOR_A_SMALL_HOST | {"shared_buffers": f"{shared_buffers_mb()}MB"}
    for since, more in SINCE_MAJOR.items():
        wanted |= more if major >= since else {}
    text = HEADER + "".join(_line(*setting) for setting in (wanted | dict(settings)).items())
    file = folder.cluster / "frontdesk.conf"
    if file.exists() and file.read_text() == text:
        return
    fresh = file.with_suffix(".new")
    fresh.write_text(text)
    account.give(fresh)
    fresh.replace(file)


def shared_buffers_mb() -> int:
    """A sixteenth of the memory, 64 to 512 MB, taken page by page as it is used: lists of a million
    tickets cost what those of ten thousand do only while the upper part of their indexes is in
    there."""
    return min(512, max(64, _memory_bytes() // 16 // 2**20))


def _memory_bytes() -> int:
    """The machine's, or what a container has of it."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text().strip() if limit.exists() else "max"
    return machine if text == "max" else min(machine, int(text))


def server_command(folder: ServerFolder, binaries: Binaries, sockets: Path) -> list[str]:
    """What no configuration file may change is said here."""
    quoted = str(sockets).replace('"', '""')
    fixed = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": f'"{quoted}"',
        "logging_collector": "off",
        "log_destination": "stderr",
    }
    options = [part for setting in fixed.items() for part in ("-c", "=".join(setting))]
    return [binaries.postgres, "-D", str(folder.cluster), *options]


def _run_initdb(folder: ServerFolder, command: list[str], major: int, account: Account) -> None:
    for locale in _locales(major):
        outcome = account.named().run([*command, *INITDB_OPTIONS, *locale])
        if outcome.returncode == 0:
            return
    remove_unfinished(folder)
    raise OperatorError(_why_initdb_failed(folder, outcome))


def _locales(major: int) -> Sequence[list[str]]:
    """Byte order for sorting, and letters of every script for lower() and full text search."""
    if major >= 17:
        return [["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
    return [["--lc-ctype=C.UTF-8"], []]  # not every system knows it


def _why_initdb_failed(folder: ServerFolder, outcome: "subprocess.CompletedProcess[str]") -> str:
    output = outcome.stdout + outcome.stderr
    if os.strerror(errno.ENOSPC) in output:
        return f"The disk of the data folder {folder.root} is full: the database cannot be made."
    reasons = [line for line in output.splitlines() if "FATAL:" in line or "error:" in line]
    reason = (reasons or output.splitlines() or ["no reason given"])[0].strip()
    return f"The database cannot be made in {folder.root}: {reason}"


def _line(name: str, value: str) -> str:
    return "{} = '{}'\n".format(name, value.replace("'", "''"))


def _write_through(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

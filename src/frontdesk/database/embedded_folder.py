"""The embedded server's places: its files in the data folder, and its socket."""

import fcntl
import hashlib
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from frontdesk.database.embedded_account import Account
from frontdesk.database.embedded_keeper import running_server
from frontdesk.database.embedded_locks import lock_now, open_lock, try_lock
from frontdesk.errors import OperatorError

PORT = 5432
LONGEST_SOCKET_PATH = 107 if sys.platform == "linux" else 103
LARGEST_LOG = 5_000_000


@dataclass(frozen=True)
class ServerFolder:
    """A data folder, seen from its server; `root` is absolute and free of links."""

    root: Path

    @classmethod
    def prepare(cls, data_dir: Path) -> "ServerFolder":
        """Makes the folder if need be. Raises OperatorError or OSError if that fails."""
        if data_dir.exists() and not data_dir.is_dir():
            raise OperatorError(f"The data folder {data_dir} is a file: choose another.")
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(data_dir.resolve())

    @property
    def cluster(self) -> Path:
        return self.root / "postgres"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    @property
    def users_lock(self) -> Path:
        return self.root / "postgres.users"

    @property
    def start_lock(self) -> Path:
        return self.root / "postgres.start"

    @property
    def keeper_lock(self) -> Path:
        return self.root / "postgres.keeper"

    def has_no_keeper(self) -> bool:
        """For one who holds `start`: looking takes the keeper's lock for a moment."""
        keeper_lock = try_lock(self.keeper_lock)
        if keeper_lock is None:
            return False
        os.close(keeper_lock)
        return True

    def has_users(self) -> bool:
        """False also if the keeper has noticed that there are none and is stopping the server."""
        descriptor = open_lock(self.users_lock)
        try:
            nobody_at_all = lock_now(descriptor, fcntl.LOCK_EX)
            return not nobody_at_all and lock_now(descriptor, fcntl.LOCK_SH)
        finally:
            os.close(descriptor)

    def is_at_rest(self) -> bool:
        """Whether neither keeper nor server is there, and nobody is about to start them."""
        start_lock = try_lock(self.start_lock)
        if start_lock is None:
            return False
        try:
            return self.has_no_keeper() and running_server(str(self.cluster)) is None
        finally:
            os.close(start_lock)

    def begin_log(self, account: Account) -> None:
        """Starts a new log, and keeps one old one, when the log has grown large."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch(mode=0o600)
        account.give(self.log)

    def remove_stale_socket_lock(self, sockets: Path) -> None:
        """A killed server leaves it behind, and PostgreSQL takes it for that of a running server
        if the process id in it has gone to another process or if nobody has reaped the server."""
        if running_server(str(self.cluster)) is None:
            (sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def make_socket_folder(self, account: Account) -> Path:
        """Inside the data folder, or under the temporary folder if that makes too long a path.

        Raises OperatorError if even that is too long or is somebody else's.
        """
        inside = self.root / "postgres-socket"
        if _fits(inside):
            inside.mkdir(mode=0o700, exist_ok=True)
            account.give(inside)
            return inside
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:20]
        outside = Path(tempfile.gettempdir(), f"frontdesk-{name}")
        if not _fits(outside):
            raise OperatorError(
                f"The paths of the data folder {self.root} and of the temporary folder {outside}"
                f" are too long for the socket of the database: give --data-dir or TMPDIR a"
                f" path of less than 80 bytes."
            )
        return _make_private(outside, account)


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH


def _make_private(folder: Path, account: Account) -> Path:
    """Anybody may have made a folder of this name under the temporary folder, so trust none."""
    uid = account.ids[0] if account.ids else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        account.give(folder)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or (found.st_uid, found.st_mode & 0o777) != (uid, 0o700):
            raise OperatorError(
                f"The folder {folder} for the socket of the database must be a folder of mode 700"
                f" that belongs to the user {uid}, and is not: remove it."
            ) from None
    return folder

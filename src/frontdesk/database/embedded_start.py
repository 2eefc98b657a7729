"""Starting the embedded server: steps 2 to 5 of the protocol in `embedded.py`."""

import errno
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from frontdesk.database import embedded_keeper
from frontdesk.database.embedded_account import Account, choose_account, environment
from frontdesk.database.embedded_binaries import binaries_for_cluster, binaries_for_new_cluster
from frontdesk.database.embedded_cluster import (
    configure_cluster,
    create_cluster,
    major_of_cluster,
    remove_unfinished,
    server_command,
)
from frontdesk.database.embedded_folder import ServerFolder
from frontdesk.database.embedded_locks import locked, try_lock
from frontdesk.database.embedded_server import (
    EmbeddedServer,
    connect_as_owner,
    ensure_database,
    server_that_says_it_is_ready,
)
from frontdesk.errors import OperatorError

LAUNCHES = 3
PAUSE = 0.3  # processes of a killed server may still hold its shared memory
BAD_NEWS = re.compile(r"(?:FATAL|PANIC|ERROR):.*|.*\berror\b.*")
LOG_TAIL = 20_000


@dataclass(frozen=True)
class ServerStart:
    """What is to be started, and how. Every method needs the caller to hold `users`."""

    folder: ServerFolder
    settings: Mapping[str, str]
    binaries: Path | None
    user_namespaces: bool
    patience: float

    def ensure_server(self) -> EmbeddedServer:
        """Returns when the server answers. Raises OperatorError or OSError."""
        with locked(self.folder.start_lock):
            log_seen = _size(self.folder.log)
            for _ in range(LAUNCHES):
                self._ensure_keeper()
                server = self._wait_for_answer(log_seen)
                if server:
                    return server
                time.sleep(PAUSE)
            raise self._failure("did not start", _last_bad_news(self.folder.log, log_seen))

    def ensure_keeper_of_running_server(self) -> None:
        """For the one who leaves; nothing to do if somebody is starting things at this moment."""
        if embedded_keeper.running_server(str(self.folder.cluster)):
            start_lock = try_lock(self.folder.start_lock)
            if start_lock is not None:
                try:
                    self._ensure_keeper()
                finally:
                    os.close(start_lock)

    def _ensure_keeper(self) -> None:
        keeper_lock = try_lock(self.folder.keeper_lock)
        if keeper_lock is None:
            return
        try:
            self._launch_keeper(keeper_lock, *self._prepare())
        finally:
            os.close(keeper_lock)

    def _prepare(self) -> tuple[Account, list[str]]:
        """All that the server needs, and the command that runs it."""
        folder = self.folder
        remove_unfinished(folder)
        major = major_of_cluster(folder)
        if major is None:
            programs = binaries_for_new_cluster(self.binaries)
        else:
            programs = binaries_for_cluster(folder.cluster, major, self.binaries)
        account = choose_account(
            folder.root, folder.cluster, programs.folder, namespaces=self.user_namespaces
        )
        if major is None:
            create_cluster(folder, programs, account, self.settings)
        account.give_all(folder.cluster)
        configure_cluster(folder, account, programs.major, self.settings)
        folder.begin_log(account)
        sockets = folder.make_socket_folder(account)
        folder.remove_stale_socket_lock(sockets)
        return account, [*account.prefix, *server_command(folder, programs, sockets)]

    def _launch_keeper(self, keeper_lock: int, account: Account, command: list[str]) -> None:
        """The keeper inherits the lock; the process that we wait for here only makes it."""
        folder = self.folder
        ids = ":".join(map(str, account.ids or ()))
        script = [sys.executable, "-I", "-S", embedded_keeper.__file__]
        places = [str(path) for path in (folder.users_lock, folder.cluster, folder.log)]
        with folder.log.open("ab") as log:
            subprocess.run(
                [*script, str(keeper_lock), *places, ids, *command],
                pass_fds=[keeper_lock],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=environment(),
                start_new_session=True,
            )

    def _wait_for_answer(self, log_seen: int) -> EmbeddedServer | None:
        """None if the keeper has ended, and with it the server."""
        problem, deadline = "", time.monotonic() + self.patience
        while time.monotonic() < deadline:
            server = server_that_says_it_is_ready(self.folder)
            try:
                if server:
                    with connect_as_owner(server) as connection:
                        ensure_database(connection)
                    return server
            except psycopg.OperationalError as error:
                problem = " ".join(str(error).split())
            if self.folder.has_no_keeper():
                return None
            time.sleep(0.01)
        raise self._failure("did not answer", problem or _last_bad_news(self.folder.log, log_seen))

    def _failure(self, what: str, reason: str) -> OperatorError:
        if os.strerror(errno.ENOSPC) in reason:
            return OperatorError(
                f"The disk of the data folder {self.folder.root} is full: {reason}."
            )
        server = f"The embedded PostgreSQL server in {self.folder.cluster}"
        return OperatorError(f"{server} {what}: {reason} (see {self.folder.log}).")


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _last_bad_news(log: Path, log_seen: int) -> str:
    """Of what was written since the log had that size: the last error, else the last line."""
    with log.open("rb") as file:
        end = _size(log)
        file.seek(max(log_seen if log_seen <= end else 0, end - LOG_TAIL))
        lines = file.read().decode(errors="replace").split("\n")
    news = [found[0] for found in map(BAD_NEWS.search, lines) if found]
    last = (news or [line for line in lines if line] or ["it left no message"])[-1]
    return " ".join(last.split())

"""A running embedded server, as its users see it."""

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from frontdesk.database.embedded_cluster import OWNER
from frontdesk.database.embedded_folder import ServerFolder
from frontdesk.errors import OperatorError

DATABASE = "frontdesk"


@dataclass(frozen=True)
class EmbeddedServer:
    socket_folder: Path
    port: int

    def conninfo(self, role: str, database: str = DATABASE) -> str:
        """A libpq connection string; no password is asked of anybody who can reach the socket."""
        return make_conninfo(
            host=str(self.socket_folder), port=self.port, user=role, dbname=database
        )


def server_that_says_it_is_ready(folder: ServerFolder) -> EmbeddedServer | None:
    """By its postmaster.pid, which a crashed server leaves behind: only a connection can tell.

    The place of the socket is what that server was told, not what this process would choose.
    """
    try:
        text = (folder.cluster / "postmaster.pid").read_bytes()
        _pid, _cluster, _since, port, sockets, _addresses, _key, status, *_ = text.split(b"\n")
    except (FileNotFoundError, ValueError):
        return None
    ready = status.strip() == b"ready"
    return EmbeddedServer(Path(os.fsdecode(sockets)), int(port)) if ready else None


def connect_as_owner(server: EmbeddedServer) -> psycopg.Connection:
    """Raises psycopg.OperationalError if it does not answer."""
    return psycopg.connect(server.conninfo(OWNER, "postgres"), autocommit=True, connect_timeout=5)


def ensure_database(connection: psycopg.Connection) -> None:
    """Raises OperatorError if there is no database and none can be made."""
    try:
        found = connection.execute("select from pg_database where datname = %s", [DATABASE])
        if found.fetchone() is None:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise OperatorError(f"The database {DATABASE} cannot be made: {reason}.") from error

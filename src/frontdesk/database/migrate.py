"""Bringing the schema up to date, by one process at a time."""

from pathlib import Path
from typing import Final

import psycopg
from psycopg.rows import scalar_row

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.migrations import HEAD
from frontdesk.errors import OperatorError

OLDEST_SERVER: Final = 150000
_LOCK: Final = 0x66726F6E74  # "front", one advisory lock for everybody who migrates


def migrate(address: DatabaseAddress) -> bool:
    """Run the missing migrations; false if there were none. Concurrent callers wait.

    Raises OperatorError: unreachable, older than PostgreSQL 15, newer than this program, or not
    ours to change.
    """
    with connect_owner(address) as connection:
        _refuse_old_server(connection.info.server_version)
        if current_revision(connection) == HEAD:
            _settle_journal(connection)
            return False
        connection.execute("select pg_advisory_lock(%s)", [_LOCK])
        outdated = current_revision(connection) != HEAD
        if outdated:
            upgrade(address, HEAD)
        return outdated


def _settle_journal(connection: psycopg.Connection) -> None:
    """Let readers of the journal go on after a dump was restored into a younger server."""
    connection.execute("select settle_restored_journal()")


def connect_owner(address: DatabaseAddress) -> psycopg.Connection:
    """A blocking connection that may change the schema, in autocommit mode."""
    try:
        return psycopg.connect(address.owner, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise OperatorError(f"the database cannot be reached: {reason}") from None


def _refuse_old_server(version: int) -> None:
    if version < OLDEST_SERVER:
        major = version // 10_000
        raise OperatorError(f"PostgreSQL {major} is too old: frontdesk needs 15 or newer")


def current_revision(connection: psycopg.Connection) -> str | None:
    """The newest migration that this database has had; None before the first."""
    cursor = connection.cursor(row_factory=scalar_row)
    if cursor.execute("select to_regclass('public.alembic_version')").fetchone() is None:
        return None
    revision = cursor.execute("select version_num from alembic_version").fetchone()
    if revision is not None and revision > HEAD:
        raise OperatorError(
            f"the database is at schema {revision}, this frontdesk knows {HEAD} at most: "
            "use the newer frontdesk that made it"
        )
    return str(revision) if revision is not None else None


def upgrade(address: DatabaseAddress, revision: str) -> None:
    """Run the missing migrations up to this one; raises OperatorError when one fails."""
    # Loaded here: Alembic costs 0.4 s and 30 MB, which an up-to-date start does not pay.
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool

    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(address.owner),
        poolclass=NullPool,
    )
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise OperatorError(f"the schema cannot be brought up to date: {reason}") from None

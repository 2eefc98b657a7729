"""The tables of the job queue, which are procrastinate's and stand in a schema of their own.

The library brings their SQL along, and steps from each of its versions to the next. How far a
database has come stands in the comment of the schema, so that `bring_job_queue_up_to_date` does
what is missing and nothing else: a release that takes a newer library with new steps adds a
migration that calls it.
"""

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, LiteralString

import psycopg
from alembic import op

from frontdesk.database.address import SERVICE_ROLE

SCHEMA: Final = "procrastinate"


def bring_job_queue_up_to_date() -> None:
    """Make the queue's tables, or take the library's steps since they were made."""
    connection = op.get_bind().connection.driver_connection
    assert isinstance(connection, psycopg.Connection), "Alembic is given one of psycopg's"
    done = _newest_step_done(connection)
    if done is None:
        connection.execute("create schema procrastinate")
        _run(connection, _read(resources.files("procrastinate.sql") / "schema.sql"))
    else:
        for step in library_steps():
            if step.name > done:
                _run(connection, _read(step))
    _note_newest_step(connection)
    _grant_to_service(connection)


def library_steps() -> list[Traversable]:
    """The steps of the installed library, oldest first; a file's name begins with its version."""
    folder = resources.files("procrastinate.sql") / "migrations"
    steps = (file for file in folder.iterdir() if file.name.endswith(".sql"))
    return sorted(steps, key=lambda file: file.name)


def _newest_step_done(connection: psycopg.Connection) -> str | None:
    row = connection.execute(
        "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = %s", [SCHEMA]
    ).fetchone()
    return row[0] if row else None


def _note_newest_step(connection: psycopg.Connection) -> None:
    name = library_steps()[-1].name
    connection.execute(psycopg.sql.SQL("comment on schema procrastinate is {}").format(name))


def _run(connection: psycopg.Connection, statements: LiteralString) -> None:
    """As the library expects it: its names carry no schema."""
    connection.execute("set local search_path = procrastinate")
    connection.execute(statements)
    connection.execute("set local search_path = public")


def _read(file: Traversable) -> LiteralString:
    # As safe as SQL of ours: it is the installed library's.
    return file.read_text(encoding="utf-8")


def _grant_to_service(connection: psycopg.Connection) -> None:
    """Rows, never definitions."""
    for grant in (
        "usage on schema procrastinate",
        "select, insert, update, delete on all tables in schema procrastinate",
        "usage on all sequences in schema procrastinate",
    ):
        connection.execute(f"grant {grant} to {SERVICE_ROLE}")

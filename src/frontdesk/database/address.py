"""Where the database is, and as whom to connect to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo

from frontdesk.database.embedded import hold_server
from frontdesk.errors import OperatorError

OWNER_ROLE = "frontdesk_owner"
SERVICE_ROLE = "frontdesk_service"


@dataclass(frozen=True)
class DatabaseAddress:
    """libpq connection strings. `owner` may change the schema; who connects to `service` must take
    the role SERVICE_ROLE, which may only change rows (`database.pool` does so)."""

    owner: str
    service: str


@contextmanager
def database_address(url: str | None, data_dir: Path) -> Iterator[DatabaseAddress]:
    """The outside server of `url`, or the embedded one of `data_dir`, held while in the context.

    Raises OperatorError when the URL is malformed or the embedded server cannot be started.
    """
    if url:
        yield _outside(url)
    else:
        with hold_server(data_dir) as server:
            yield DatabaseAddress(server.conninfo(OWNER_ROLE), server.conninfo(SERVICE_ROLE))


def _outside(url: str) -> DatabaseAddress:
    try:
        conninfo = make_conninfo(url)
    except ProgrammingError:  # its text may quote the password
        raise OperatorError(
            "FRONTDESK_DATABASE_URL: expected postgresql://user:password@host:port/database"
        ) from None
    return DatabaseAddress(owner=conninfo, service=conninfo)

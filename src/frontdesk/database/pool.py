"""Connections of the service role, each bound to one community at a time.

A pooled connection remembers its community and is told again only when it changes: the setting
costs as much as a short query (design section 2).
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, LiteralString, Self, TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.errors import DeadlockDetected
from psycopg.rows import TupleRow
from psycopg.types.string import ByteaBinaryLoader
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from frontdesk.database.address import SERVICE_ROLE
from frontdesk.database.asking import Parameters, ask
from frontdesk.errors import Collision, Unavailable

__all__ = ["Connection", "Database", "Parameters", "owner_connection", "owner_transaction"]

Row = TypeVar("Row")

_UNSURE: Final = -1


class Connection(AsyncConnection[TupleRow]):
    """One connection of the pool; `community_id` is what it was last told (None: nothing)."""

    community_id: int | None = None

    async def enter(self, community_id: int | None) -> None:
        if self.community_id != community_id:
            self.community_id = _UNSURE  # an interruption leaves open what the server holds
            text = "" if community_id is None else str(community_id)
            await self.execute("select set_config('frontdesk.community', %s, false)", [text])
            self.community_id = community_id

    async def rows(
        self, kind: type[Row], query: LiteralString, parameters: Parameters
    ) -> list[Row]:
        """All rows as `kind`, a dataclass whose fields are the columns by name."""
        answer = await ask(self, query, parameters)
        return answer.rows(_maker(kind, answer.columns()))

    async def row(
        self, kind: type[Row], query: LiteralString, parameters: Parameters
    ) -> Row | None:
        answer = await ask(self, query, parameters)
        return answer.first(_maker(kind, answer.columns()))

    async def value(self, query: LiteralString, parameters: Parameters) -> Any:
        """The single column of the first row; None without one."""
        return (await ask(self, query, parameters)).first(_only)

    async def values(self, query: LiteralString, parameters: Parameters) -> list[Any]:
        return (await ask(self, query, parameters)).rows(_only)

    async def tuples(self, query: LiteralString, parameters: Parameters) -> list[TupleRow]:
        """All rows with their columns in order, sent in binary, which suits long documents."""
        return (await ask(self, query, parameters, binary=True)).rows(tuple)


def _maker(kind: type[Row], columns: list[str]) -> Callable[[Sequence[Any]], Row]:
    return lambda values: kind(**dict(zip(columns, values, strict=True)))


def _only(values: Sequence[Any]) -> Any:
    return values[0]


class Database:
    """The pool of one process, open inside `async with`.

    At most `most` connections; a caller waits up to `wait_seconds` for a free one.
    """

    def __init__(self, conninfo: str, *, most: int = 10, wait_seconds: float = 5.0) -> None:
        self._pool = AsyncConnectionPool(
            conninfo,
            connection_class=Connection,
            min_size=min(2, most),
            max_size=most,
            timeout=wait_seconds,
            kwargs={"autocommit": True, "connect_timeout": 5},
            configure=_become_service,
            open=False,
        )

    async def __aenter__(self) -> Self:
        await self._pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    @asynccontextmanager
    async def reading(self, community_id: int | None) -> AsyncIterator[Connection]:
        """A connection in autocommit mode: each statement sees the newest commits.

        Raises Unavailable when the database cannot be reached, Collision when it ended a deadlock.
        """
        try:
            # Not by the pool's `connection()`: that ends a transaction, and there is none.
            connection = await self._pool.getconn()
            try:
                await connection.enter(community_id)
                yield connection
            finally:
                await self._pool.putconn(connection)
        except DeadlockDetected as error:
            raise Collision("another change was in the way") from error
        except (PoolTimeout, psycopg.OperationalError) as error:
            raise Unavailable("the database cannot be reached") from error

    @asynccontextmanager
    async def writing(self, community_id: int) -> AsyncIterator[Connection]:
        """A connection inside a transaction, committed when the block ends without an exception."""
        async with self.reading(community_id) as connection, connection.transaction():
            yield connection


async def _become_service(connection: Connection) -> None:
    # Said on the connection, not in its address: a pooler in between may drop that part.
    await connection.execute(f"set role {SERVICE_ROLE}")
    # Words of changed tickets wait in a list until it is so long (kB), then the writer sorts them
    # in: a short one, so that neither that writer nor any search waits long.
    await connection.execute("set gin_pending_list_limit = 64")
    await connection.execute("set plan_cache_mode = force_generic_plan")
    await _read_json_as_bytes(connection)


async def _read_json_as_bytes(connection: Connection) -> None:
    # On the wire `json` is its own text: documents pass through unparsed.
    connection.adapters.register_loader("json", ByteaBinaryLoader)
    connection.adapters.register_loader("json", _TextAsBytes)


class _TextAsBytes(Loader):
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


@asynccontextmanager
async def owner_connection(conninfo: str) -> AsyncIterator[Connection]:
    """A connection of the owner's, in autocommit mode."""
    connection = await Connection.connect(conninfo, autocommit=True, connect_timeout=10)
    async with connection:
        await _read_json_as_bytes(connection)
        yield connection


@asynccontextmanager
async def owner_transaction(conninfo: str, community_id: int) -> AsyncIterator[Connection]:
    """A transaction of the owner's, who may make temporary tables, inside one community."""
    async with owner_connection(conninfo) as connection:
        await connection.enter(community_id)
        async with connection.transaction():
            yield connection

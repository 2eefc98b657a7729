"""The floor: what List Tickets costs when nothing is done but to fetch and to join.

The same server settings, driver, role and statements as frontdesk, but no authorization, no
parsing, no routing, no logs, no expiry. It knows a request by the bytes of its body.

    python -m bench.floor TASK.json
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString

import msgspec
import uvloop
from litestar.types import Receive, Scope, Send
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, tuple_row
from psycopg.types.string import ByteaBinaryLoader
from psycopg_pool import AsyncConnectionPool

from bench.asgi import send_json, serve
from frontdesk.config import load_settings
from frontdesk.database.pool import Parameters
from frontdesk.tickets.listing import Listing
from frontdesk.wire.reading import read_body
from frontdesk.wire.tickets import ListTickets

_PREFIX = b'{"data":['
_SUFFIX = b'],"errorCode":-1,"errorText":null}'


class Task(msgspec.Struct, frozen=True):
    port: int
    conninfo: str
    community_id: int
    requests: list[bytes]


class Query(msgspec.Struct, frozen=True):
    statement: LiteralString
    parameters: Parameters
    take: int


class Floor:
    """An ASGI application that answers the requests of its task, and dies of any other."""

    def __init__(self, pool: AsyncConnectionPool, queries: Mapping[bytes, Query]) -> None:
        self._pool = pool
        self._queries = queries

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        request = (await receive())["body"]  # type: ignore[typeddict-item] # it comes in one piece
        query = self._queries[request]
        async with self._pool.connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row, binary=True)
            await cursor.execute(query.statement, query.parameters)
            rows = await cursor.fetchall()
        documents = b",".join([row[0] for row in rows[: query.take]])
        await send_json(send, b"".join((_PREFIX, documents, _SUFFIX)))


async def compose(request: bytes, task: Task, pool: AsyncConnectionPool) -> Query:
    """What frontdesk would run for this request, by its own code; the way to the page is chosen
    once."""
    wanted = read_body(request, ListTickets)
    take = wanted.page_size()
    listing = Listing(task.community_id, wanted.filter(), wanted.order())
    async with pool.connection() as connection:
        plan = await listing.choose_plan(connection)
    statement, parameters = listing.compose(plan, start=wanted.start(None), take=take)
    return Query(statement, parameters, take)


def make_pool(task: Task) -> AsyncConnectionPool:
    """As many connections as frontdesk opens, each told its community once."""

    async def configure(connection: AsyncConnection[TupleRow]) -> None:
        connection.adapters.register_loader("json", ByteaBinaryLoader)
        told = [str(task.community_id)]
        await connection.execute("select set_config('frontdesk.community', %s, false)", told)

    return AsyncConnectionPool(
        task.conninfo,
        min_size=2,
        max_size=load_settings().database_connections,
        kwargs={"autocommit": True},
        configure=configure,
        open=False,
    )


async def serve_floor(task: Task) -> None:
    async with make_pool(task) as pool:
        queries = {request: await compose(request, task, pool) for request in task.requests}
        await serve(Floor(pool, queries), task.port)


if __name__ == "__main__":
    uvloop.run(serve_floor(msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Task)))

"""Statements and their rows, on the short way where the connection has prepared them already.

psycopg's cursors take longer than most of our statements do. What it prepares, on the sixth use of
a statement, is from then on sent and awaited here with libpq alone: a third of the time, and for a
page of tickets, which comes in many pieces, a third as well.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final, LiteralString, NamedTuple, TypeVar

from psycopg import AsyncConnection
from psycopg._preparing import Prepare  # its cache of statements has no public name
from psycopg._queries import PostgresQuery
from psycopg.abc import PQGen
from psycopg.abc import Transformer as AnyTransformer
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.generators import execute
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.waiting import Ready

Row = TypeVar("Row")
Parameters = dict[str, Any]  # Any: whatever psycopg adapts

_STOP_SECONDS: Final = 5.0


class Answer(NamedTuple):
    """The rows of a statement, still as the server sent them."""

    transformer: AnyTransformer
    result: PGresult

    def rows(self, make: Callable[[Sequence[Any]], Row]) -> list[Row]:
        return self.transformer.load_rows(0, self.result.ntuples, make)

    def first(self, make: Callable[[Sequence[Any]], Row]) -> Row | None:
        return self.transformer.load_row(0, make) if self.result.ntuples else None

    def columns(self) -> list[str]:
        names = (self.result.fname(index) for index in range(self.result.nfields))
        return [name.decode() for name in names if name is not None]


async def ask(
    connection: AsyncConnection[Any],
    statement: LiteralString,
    parameters: Parameters,
    *,
    binary: bool = False,
) -> Answer:
    """For a connection in autocommit mode, also inside its `transaction()`; not in a pipeline."""
    transformer = Transformer(connection)
    query = PostgresQuery(transformer)
    query.convert(statement, parameters)
    state, name = connection._prepared.get(query)
    if state is Prepare.YES:
        connection._prepared.maybe_add_to_cache(query, state, name)  # as the latest used
        result = await _ask_prepared(connection, name, query, binary)
    else:
        result = await _ask_by_cursor(connection, statement, parameters, binary)
    transformer.set_pgresult(result)
    return Answer(transformer, result)


async def _ask_by_cursor(
    connection: AsyncConnection[Any],
    statement: LiteralString,
    parameters: Parameters,
    binary: bool,
) -> PGresult:
    cursor = connection.cursor(binary=binary)
    await cursor.execute(statement, parameters)
    assert cursor.pgresult is not None, "the statement was executed"
    return cursor.pgresult


async def _ask_prepared(
    connection: AsyncConnection[Any], name: bytes, query: PostgresQuery, binary: bool
) -> PGresult:
    form = Format.BINARY if binary else Format.TEXT
    async with connection.lock:
        connection.pgconn.send_query_prepared(
            name, query.params, param_formats=query.formats, result_format=form
        )
        results = await _await_results(connection)
    if results[-1].status != ExecStatus.TUPLES_OK:
        raise error_from_result(results[-1], encoding=connection.info.encoding)
    return results[-1]


async def _await_results(connection: AsyncConnection[Any]) -> list[PGresult]:
    try:
        if connection.pgconn.flush():  # the server does not take all of it yet
            return await connection.wait(execute(connection.pgconn))
        return await _read(execute(connection.pgconn), connection.pgconn.socket)
    except (asyncio.CancelledError, KeyboardInterrupt, SystemExit):
        await _stop(connection)
        raise


async def _read(waiting: PQGen[list[PGresult]], socket: int) -> list[PGresult]:
    """Go on whenever there is something to read. The socket is watched once for the whole answer,
    by psycopg anew for each piece of it."""
    loop, readable = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(socket, readable.set)
    try:
        next(waiting)
        while True:
            await readable.wait()
            readable.clear()
            waiting.send(Ready.R)
    except StopIteration as end:
        results: list[PGresult] = end.value
        return results
    finally:
        loop.remove_reader(socket)


async def _stop(connection: AsyncConnection[Any]) -> None:
    """Nobody waits for the statement any more: end it, and if that fails, the connection."""
    if connection.pgconn.transaction_status != TransactionStatus.ACTIVE:
        return
    try:
        await connection.cancel_safe(timeout=_STOP_SECONDS)
        await connection.wait(execute(connection.pgconn), timeout=_STOP_SECONDS)
    except Exception:
        connection.pgconn.finish()
    except BaseException:
        connection.pgconn.finish()
        raise

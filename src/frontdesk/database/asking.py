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
from psycopg.abc import Buffer, PQGen
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


class Question:
    """A statement and its parameters that are asked over and over, on whichever connections: how
    they are sent is worked out once. Nobody may change the parameters any more."""

    def __init__(self, statement: LiteralString, parameters: Parameters) -> None:
        self.statement = statement
        self.parameters = parameters
        self._sent: _Sent | None = None

    def sent(self, transformer: AnyTransformer) -> "_Sent":
        if self._sent is None:
            query = PostgresQuery(transformer)
            query.convert(self.statement, self.parameters)
            # Not the query itself, which would hold on to a connection.
            self._sent = _Sent(query.query, query.types, query.params, query.formats)
        return self._sent


class _Sent(NamedTuple):
    """What psycopg makes of a question, under the names by which its cache of statements asks."""

    query: bytes
    types: tuple[int, ...]
    params: Sequence[Buffer | None] | None
    formats: Sequence[Format] | None


async def ask(
    connection: AsyncConnection[Any],
    statement: LiteralString,
    parameters: Parameters,
    *,
    binary: bool = False,
) -> Answer:
    """For a connection in autocommit mode, also inside its `transaction()`; not in a pipeline."""
    return await put(connection, Question(statement, parameters), binary=binary)


async def put(
    connection: AsyncConnection[Any], question: Question, *, binary: bool = False
) -> Answer:
    """`ask` for a question that is kept."""
    transformer = Transformer(connection)
    query: Any = question.sent(transformer)  # Any: the cache wants it by psycopg's own class
    state, name = connection._prepared.get(query)
    if state is Prepare.YES:
        connection._prepared.maybe_add_to_cache(query, state, name)  # as the latest used
        result = await _ask_prepared(connection, name, query, binary)
    else:
        result = await _ask_by_cursor(connection, question.statement, question.parameters, binary)
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
    connection: AsyncConnection[Any], name: bytes, query: _Sent, binary: bool
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
    loop = asyncio.get_running_loop()
    readable = loop.create_future()

    def wake() -> None:
        if not readable.done():
            readable.set_result(None)

    loop.add_reader(socket, wake)
    try:
        next(waiting)
        while True:
            await readable
            readable = loop.create_future()
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

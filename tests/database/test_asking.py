"""Statements that a connection has prepared, which go without psycopg's cursors."""

import asyncio
from dataclasses import dataclass
from typing import LiteralString

import pytest
from psycopg import sql
from psycopg.errors import DivisionByZero
from psycopg.pq import TransactionStatus

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.asking import Question, put
from frontdesk.database.pool import Connection, Database, Parameters, owner_transaction
from frontdesk.errors import Unavailable

OFTEN = 8
"""psycopg prepares a statement when it is used for the sixth time."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    number: int
    text: str | None


async def prepare(connection: Connection, query: LiteralString, parameters: Parameters) -> None:
    for _ in range(OFTEN):
        await connection.value(query, parameters)


async def test_rows_are_the_same_whether_prepared_or_not(address: DatabaseAddress) -> None:
    query: LiteralString = """
        select n as number, nullif(%(text)s, n::text) as text
        from generate_series(1, %(most)s::int) n
        order by n
    """
    parameters: Parameters = {"text": "2", "most": 3}
    async with Database(address.service, most=1) as database, database.reading(1) as connection:
        rows = [await connection.rows(Pair, query, parameters) for _ in range(OFTEN)]
        tuples = [await connection.tuples(query, parameters) for _ in range(OFTEN)]
        firsts = [await connection.row(Pair, query, parameters) for _ in range(OFTEN)]
    pairs = [Pair(number=1, text="2"), Pair(number=2, text=None), Pair(number=3, text="2")]
    assert rows == [pairs] * OFTEN
    assert tuples == [[(1, "2"), (2, None), (3, "2")]] * OFTEN
    assert firsts == pairs[:1] * OFTEN


async def test_question_that_is_kept_is_answered_by_whichever_connection(
    address: DatabaseAddress,
) -> None:
    question = Question(
        "select %(number)s::int + pg_backend_pid() * 0, %(text)s::text",
        {"number": 7, "text": "ø"},
    )
    async with (
        Database(address.service, most=2) as database,
        database.reading(1) as one,
        database.reading(None) as other,
    ):
        answers = [
            (await put(connection, question)).rows(tuple) for connection in (one, other) * OFTEN
        ]
    assert answers == [[(7, "ø")]] * 2 * OFTEN


async def test_without_a_row_there_is_none(address: DatabaseAddress) -> None:
    query: LiteralString = "select 1 as number, 'a' as text where %(is_there)s"
    async with Database(address.service, most=1) as database, database.reading(1) as connection:
        await prepare(connection, query, {"is_there": True})
        absent: Parameters = {"is_there": False}
        assert await connection.value(query, absent) is None
        assert await connection.row(Pair, query, absent) is None
        assert await connection.values(query, absent) == []


async def test_fault_of_a_prepared_statement_leaves_the_connection_in_order(
    address: DatabaseAddress,
) -> None:
    query: LiteralString = "select 6 / %(divisor)s::int"
    async with Database(address.service, most=1) as database, database.reading(1) as connection:
        await prepare(connection, query, {"divisor": 2})
        with pytest.raises(DivisionByZero):
            await connection.value(query, {"divisor": 0})
        assert await connection.value(query, {"divisor": 3}) == 2


async def test_statement_longer_than_the_socket_takes_at_once(address: DatabaseAddress) -> None:
    query: LiteralString = "select length(%(text)s::text)"
    async with Database(address.service, most=1) as database, database.reading(1) as connection:
        await prepare(connection, query, {"text": "short"})
        assert await connection.value(query, {"text": "x" * 20_000_000}) == 20_000_000


async def test_statement_nobody_waits_for_is_ended_and_the_connection_goes_on(
    address: DatabaseAddress,
) -> None:
    query: LiteralString = "select 1 from pg_sleep(%(seconds)s::float8)"
    async with Database(address.service, most=1) as database, database.reading(1) as connection:
        await prepare(connection, query, {"seconds": 0})
        process_id = connection.info.backend_pid
        sleeping = asyncio.create_task(connection.value(query, {"seconds": 3600}))
        for _ in range(3):
            await asyncio.sleep(0)
        assert connection.pgconn.transaction_status == TransactionStatus.ACTIVE
        sleeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sleeping
        assert await connection.value("select pg_backend_pid()", {}) == process_id


async def test_connection_that_was_ended_under_a_statement_is_replaced(
    address: DatabaseAddress,
) -> None:
    async with Database(address.service, most=1) as database:
        with pytest.raises(Unavailable):
            await ask_and_be_ended(database, address)
        async with database.reading(1) as connection:
            assert await connection.value("select 1", {}) == 1


async def ask_and_be_ended(database: Database, address: DatabaseAddress) -> None:
    query: LiteralString = "select 1 from pg_sleep(%(seconds)s::float8)"
    async with database.reading(1) as connection:
        await prepare(connection, query, {"seconds": 0})
        sleeping = asyncio.create_task(connection.value(query, {"seconds": 3600}))
        await end_backend(address, connection.info.backend_pid)
        await sleeping


async def end_backend(address: DatabaseAddress, process_id: int) -> None:
    async with owner_transaction(address.owner, 1) as owner:
        await owner.execute(
            sql.SQL("select pg_terminate_backend({})").format(sql.Literal(process_id))
        )

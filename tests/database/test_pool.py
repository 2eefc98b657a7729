"""Pooled connections and the community that each one remembers."""

import asyncio

import pytest
from psycopg import sql

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Connection, Database, owner_transaction
from frontdesk.errors import Unavailable


async def community_of(connection: Connection) -> str:
    """What the server holds for this connection, whatever the connection believes."""
    return str(await connection.value("select current_setting('frontdesk.community', true)", {}))


@pytest.mark.parametrize("steps", range(6))
async def test_connection_that_was_interrupted_knows_its_community_again(
    address: DatabaseAddress, steps: int
) -> None:
    async with Database(address.service, most=1) as database:
        async with database.reading(1) as connection:
            changing = asyncio.create_task(connection.enter(2))
            for _ in range(steps):
                await asyncio.sleep(0)
            changing.cancel()
            await asyncio.wait([changing])
        async with database.reading(1) as connection:
            assert await community_of(connection) == "1"


async def test_connection_is_told_another_community_and_none(address: DatabaseAddress) -> None:
    async with Database(address.service, most=1) as database:
        seen = []
        for community_id in (1, None, 2, 2, 1):
            async with database.reading(community_id) as connection:
                seen.append(await community_of(connection))
    assert seen == ["1", "", "2", "2", "1"]


async def test_transaction_that_fails_leaves_nothing_and_keeps_the_community(
    address: DatabaseAddress,
) -> None:
    async with Database(address.service, most=1) as database:
        with pytest.raises(ZeroDivisionError):
            await set_and_fail(database)
        async with database.reading(1) as connection:
            assert await community_of(connection) == "1"
            assert not await connection.value("select current_setting('frontdesk.test', true)", {})


async def set_and_fail(database: Database) -> None:
    async with database.writing(1) as connection:
        await connection.execute("select set_config('frontdesk.test', 'x', false)")
        raise ZeroDivisionError


async def test_database_that_nobody_answers_is_unavailable() -> None:
    nowhere = "host=127.0.0.1 port=1 dbname=frontdesk"
    async with Database(nowhere, most=1, wait_seconds=0.2) as database:
        with pytest.raises(Unavailable, match="cannot be reached"):
            async with database.reading(1):
                pass


async def select_one(database: Database) -> None:
    async with database.reading(1) as connection:
        await connection.value("select 1", {})


async def test_pool_recovers_from_connections_that_were_ended(address: DatabaseAddress) -> None:
    async with Database(address.service, most=1) as database:
        async with database.reading(1) as connection:
            process_id = connection.info.backend_pid
        async with owner_transaction(address.owner, 1) as owner:
            await owner.execute(
                sql.SQL("select pg_terminate_backend({})").format(sql.Literal(process_id))
            )
        with pytest.raises(Unavailable):
            await select_one(database)
        async with database.reading(1) as connection:
            assert await community_of(connection) == "1"

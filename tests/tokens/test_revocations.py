"""A revocation reaches every process that serves (contract section 2)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from psycopg import AsyncConnection

from frontdesk.app import create_app
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.tokens.refresh import revoke_token
from tests.desk import NOON, FakeClock, open_desk
from tests.serving import serve_app


async def test_revocation_is_heard_by_every_server_on_the_database(
    address: DatabaseAddress, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    async with AsyncExitStack() as servers:
        urls = [
            await servers.enter_async_context(serve_app(create_app(settings, address, clock=clock)))
            for _ in range(2)
        ]
        desk = await servers.enter_async_context(open_desk(database, address, urls[0], "acme"))
        community_id = desk.community.community_id

        async def statuses() -> list[int]:
            calls = [desk.client.post(f"{url}/tickets/list", json={}) for url in urls]
            return [answer.status_code for answer in await asyncio.gather(*calls)]

        assert [await statuses() for _ in range(3)] == [[200, 200]] * 3
        async with database.writing(community_id) as connection:
            assert await revoke_token(connection, community_id, name="tests", now=NOON)
        await until(statuses, [401, 401])


async def until(ask: Callable[[], Awaitable[list[int]]], wanted: list[int]) -> None:
    """A second is promised; a busy machine gets three."""
    async with asyncio.timeout(3):
        while await ask() != wanted:  # noqa: ASYNC110 # only an answer tells
            await asyncio.sleep(0.02)


async def test_listener_that_loses_its_connection_hears_again(
    address: DatabaseAddress, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    app = create_app(Settings(data_dir=tmp_path, log_level="error"), address, clock=clock)
    async with serve_app(app) as url, open_desk(database, address, url, "acme") as desk:
        assert await desk.list_tickets() == []
        await end_listeners(address)
        assert await desk.list_tickets() == []
        community_id = desk.community.community_id
        async with database.writing(community_id) as connection:
            assert await revoke_token(connection, community_id, name="tests", now=NOON)

        async def status() -> list[int]:
            return [(await desk.post("/tickets/list", {})).status_code]

        await until(status, [401])


async def end_listeners(address: DatabaseAddress) -> None:
    async with await AsyncConnection.connect(address.owner, autocommit=True) as connection:
        await connection.execute(
            """
            select pg_terminate_backend(pid)
            from pg_stat_activity
            where query like 'listen %' and pid <> pg_backend_pid()
            """
        )

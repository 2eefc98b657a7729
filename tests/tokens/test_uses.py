"""When a token was last used is known soon, and written seldom."""

import asyncio

from frontdesk.database.pool import Database
from frontdesk.kit.background import in_background
from frontdesk.kit.clock import MINUTE
from frontdesk.people.enums import Role
from frontdesk.tokens.access import Access
from frontdesk.tokens.refresh import create_token, find_access, list_tokens
from frontdesk.tokens.uses import TokenUses, write_use
from tests.desk import NOON, Desk, FakeClock


async def make_token(desk: Desk, name: str) -> Access:
    """One that the server has not seen."""
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        secret = await create_token(
            connection, community_id, name=name, kind="refresh", role=Role.AGENT, now=NOON
        )
        access = await find_access(connection, community_id, secret, kind="refresh")
    assert access is not None
    return access


async def last_uses(desk: Desk) -> dict[str, int | None]:
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        tokens = await list_tokens(connection, community_id)
    return {token.name: token.last_used_time for token in tokens}


async def until_used(desk: Desk, name: str, wanted: int) -> None:
    async with asyncio.timeout(10):
        while (await last_uses(desk))[name] != wanted:  # noqa: ASYNC110 # it is in the database
            await asyncio.sleep(0.01)


async def test_a_request_is_a_use_of_its_token_and_of_no_other(acme: Desk) -> None:
    await make_token(acme, "idle")
    assert (await acme.post("/tickets/list", {})).status_code == 200
    await until_used(acme, "tests", NOON)
    assert await last_uses(acme) == {"tests": NOON, "idle": None}


async def test_uses_within_the_pause_are_one(acme: Desk, clock: FakeClock) -> None:
    busy, other = await make_token(acme, "busy"), await make_token(acme, "other")
    uses = TokenUses(acme.database, clock)
    async with in_background(uses.run()):
        uses.note(busy)
        await until_used(acme, "busy", NOON)
        clock.advance(MINUTE)
        uses.note(busy)
        uses.note(other)
        await until_used(acme, "other", NOON + MINUTE)
    assert (await last_uses(acme))["busy"] == NOON


async def test_a_use_after_the_pause_is_noted_again(acme: Desk, clock: FakeClock) -> None:
    await until_used(acme, "tests", NOON)
    busy = await make_token(acme, "busy")
    uses = TokenUses(acme.database, clock, pause_seconds=0)
    async with in_background(uses.run()):
        uses.note(busy)
        await until_used(acme, "busy", NOON)
        clock.advance(MINUTE)
        async with asyncio.timeout(10):
            while await last_uses(acme) != {"tests": NOON, "busy": NOON + MINUTE}:
                uses.note(busy)
                await asyncio.sleep(0.01)


async def test_a_later_use_in_another_process_stays(acme: Desk, database: Database) -> None:
    busy = await make_token(acme, "busy")
    for now in (NOON + MINUTE, NOON):
        await write_use(database, busy, now=now)
    assert (await last_uses(acme))["busy"] == NOON + MINUTE

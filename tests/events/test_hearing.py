"""What is announced reaches whoever listens, in every process and after a lost connection."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.events.announcements import EVENTS, ChangeAnnounced, read_change, write_change
from frontdesk.events.hearing import Hearing, Listener
from frontdesk.kit.background import in_background
from tests.desk import Desk
from tests.tokens.test_revocations import end_listeners


class Heard:
    def __init__(self) -> None:
        self.texts: asyncio.Queue[str] = asyncio.Queue()
        self.begun = asyncio.Event()
        self.ended = asyncio.Event()

    def listener(self) -> Listener:
        return Listener(hear=self.texts.put_nowait, begin=self.begun.set, end=self.ended.set)

    async def next(self) -> str:
        async with asyncio.timeout(30):
            return await self.texts.get()


def misunderstand(text: str) -> None:
    raise ValueError(text)


@pytest.fixture
async def heard(address: DatabaseAddress) -> AsyncIterator[Heard]:
    hearing, heard = Hearing(address.service), Heard()
    hearing.join("tests", Listener(hear=misunderstand))
    hearing.join("tests", heard.listener())
    hearing.join(EVENTS, heard.listener())
    async with in_background(hearing.run()):
        await heard.begun.wait()
        yield heard


async def announce(database: Database, text: str) -> None:
    async with database.reading(None) as connection:
        await connection.execute("select pg_notify('tests', %s)", [text])


async def test_one_listener_that_misunderstands_does_not_deafen_the_other(
    database: Database, heard: Heard
) -> None:
    for text in ("a", "b"):
        await announce(database, text)
    assert [await heard.next(), await heard.next()] == ["a", "b"]


async def test_a_lost_connection_is_told_and_replaced(
    address: DatabaseAddress, database: Database, heard: Heard
) -> None:
    heard.begun.clear()
    await end_listeners(address)
    async with asyncio.timeout(30):
        await heard.ended.wait()
        await heard.begun.wait()
    await announce(database, "again")
    assert await heard.next() == "again"


async def test_a_change_is_announced_with_its_ticket_when_it_is_committed(
    heard: Heard, acme: Desk
) -> None:
    while not heard.texts.empty():
        heard.texts.get_nowait()
    answer = await acme.post("/tickets", {"title": "Hi", "creator": {"email": "a@example.com"}})
    ticket_id = answer.json()["data"]
    community_id = acme.community.community_id
    while (text := await heard.next()).partition(":")[0] != str(community_id):
        pass
    assert read_change(text) == ChangeAnnounced(community_id, ticket_id)
    assert read_change(write_change(ChangeAnnounced(7, None))) == (7, None)

"""The journal in commit order: nothing is passed over, whatever the order of the commits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random
from typing import Any

import pytest
from psycopg import AsyncConnection

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.migrate import migrate
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.events.feed import START, FeedPosition, find_end, read_feed
from frontdesk.events.names import EventName
from frontdesk.events.readers import communities_with_news
from frontdesk.people.enums import Role
from frontdesk.samples.synthetic import SyntheticIds, synthetic_tickets
from frontdesk.transfer.loading import load_tickets
from tests.desk import NOON, Desk, data_of, fault_of, open_desk_as

Session = AsyncConnection[tuple[Any, ...]]


@asynccontextmanager
async def writer(desk: Desk) -> AsyncIterator[Session]:
    """A connection of its own, whose transaction the test ends."""
    async with await AsyncConnection.connect(desk.address.service) as session:
        community_id = str(desk.community.community_id)
        await session.execute("select set_config('frontdesk.community', %s, false)", [community_id])
        await session.commit()
        yield session


async def write(session: Session, desk: Desk, mark: str) -> None:
    await session.execute(
        "insert into events (community_id, time, name, subject_id) values (%s, 0, %s, %s)",
        [desk.community.community_id, "tickets_imported", mark],
    )


async def read(
    desk: Desk, after: FeedPosition = START, *, take: int = 100
) -> tuple[list[str | None], FeedPosition]:
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        page = await read_feed(connection, community_id, after=after, take=take)
    return [event.subject_id for event in page.events], page.next


async def test_an_event_is_there_once_nothing_older_is_under_way(acme: Desk) -> None:
    async with writer(acme) as first, writer(acme) as second:
        await write(first, acme, "early, committed late")
        await write(second, acme, "late, committed early")
        await second.commit()
        seen, position = await read(acme)
        assert seen == []
        await first.commit()
        seen, position = await read(acme, position)
        assert seen == ["early, committed late", "late, committed early"]
        assert (await read(acme, position))[0] == []


async def test_what_is_rolled_back_delays_and_never_shows(acme: Desk) -> None:
    async with writer(acme) as first, writer(acme) as second:
        await write(first, acme, "regretted")
        await write(second, acme, "kept")
        await second.commit()
        assert (await read(acme))[0] == []
        await first.rollback()
        assert (await read(acme))[0] == ["kept"]


async def test_another_communitys_transaction_delays_and_shows_nothing(
    acme: Desk, globex: Desk
) -> None:
    async with writer(globex) as other, writer(acme) as own:
        await write(other, globex, "theirs")
        await write(own, acme, "ours")
        await own.commit()
        await other.commit()
        assert (await read(acme))[0] == ["ours"]
        assert (await read(globex))[0] == ["theirs"]


@pytest.mark.parametrize("seed", range(3))
async def test_a_reader_that_keeps_up_sees_every_commit_once(acme: Desk, seed: int) -> None:
    """Eight transactions at a time, begun, written to, committed and undone in any order."""
    dice = Random(seed)
    committed: list[str] = []
    seen: list[str | None] = []
    position = START
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(writer(acme)) for _ in range(8)]
        written: list[list[str]] = [[] for _ in sessions]
        for step in range(300):
            number = dice.randrange(len(sessions))
            if dice.random() < 0.6:
                await write(sessions[number], acme, f"{number}-{step}")
                written[number].append(f"{number}-{step}")
            elif dice.random() < 0.8:
                await sessions[number].commit()
                committed += written[number]
                written[number] = []
            else:
                await sessions[number].rollback()
                written[number] = []
            more, position = await read(acme, position, take=dice.randint(1, 5))
            seen += more
        for session in sessions:
            await session.rollback()
    while more := (page := await read(acme, position, take=7))[0]:
        seen += more
        position = page[1]
    assert len(seen) == len(set(seen))
    assert set(seen) == set(committed)
    for number in range(len(sessions)):
        own = [mark for mark in seen if mark and mark.startswith(f"{number}-")]
        assert own == [mark for mark in committed if mark.startswith(f"{number}-")]


async def test_a_load_holds_up_its_own_community_only(acme: Desk, globex: Desk) -> None:
    async with loading(globex), writer(acme) as acmes, writer(globex) as globexs:
        for desk, session in ((acme, acmes), (globex, globexs)):
            await write(session, desk, "meanwhile")
            await session.commit()
        seen, position = await read(acme)
        assert seen == ["meanwhile"]
        assert (await read(globex))[0] == []
        await write(acmes, acme, "under way")
        async with writer(acme) as other:
            await write(other, acme, "after what is under way")
            await other.commit()
        assert (await read(acme, position))[0] == []
        await acmes.commit()
    assert (await read(acme, position))[0] == ["under way", "after what is under way"]
    assert (await read(globex))[0] == [None, "meanwhile"]


async def test_readers_of_communities_without_a_load_are_sent_on(acme: Desk, globex: Desk) -> None:
    ids = [desk.community.community_id for desk in (acme, globex)]
    async with loading(globex), writer(acme) as acmes, writer(globex) as globexs:
        for desk, session in ((acme, acmes), (globex, globexs)):
            await begin_reading(session, desk)
            await write(session, desk, "meanwhile")
            await session.commit()
        async with acme.database.reading(None) as connection:
            behind = await communities_with_news(connection, "webhooks")
        assert [each for each in ids if each in behind] == ids[:1]


async def begin_reading(session: Session, desk: Desk) -> None:
    await session.execute(
        "insert into event_readers values (%s, 'webhooks', '0', 0)", [desk.community.community_id]
    )


@asynccontextmanager
async def loading(desk: Desk) -> AsyncIterator[None]:
    """Tickets have been loaded meanwhile, and are not yet committed."""
    community_id = desk.community.community_id
    async with owner_transaction(desk.address.owner, community_id) as connection:
        ids = SyntheticIds(category_ids=(1,), field_ids=(1,))
        tickets = synthetic_tickets(3, seed=1, first_id=1, now=NOON, ids=ids)
        await load_tickets(connection, desk.community, tickets, now=NOON)
        yield


async def test_readers_and_writers_at_once_lose_nothing(
    acme: Desk, address: DatabaseAddress
) -> None:
    seen: list[str | None] = []
    done = asyncio.Event()

    async def keep_writing(number: int) -> None:
        async with writer(acme) as session:
            for step in range(60):
                await write(session, acme, f"{number}-{step}")
                await asyncio.sleep(0)
                await session.commit()

    async def keep_reading() -> None:
        position = START
        async with Database(address.service, most=1) as database:
            while True:
                last = done.is_set()
                community_id = acme.community.community_id
                async with database.reading(community_id) as connection:
                    page = await read_feed(connection, community_id, after=position, take=10)
                seen.extend(event.subject_id for event in page.events)
                position = page.next
                if last and not page.has_more:
                    return

    reading = asyncio.create_task(keep_reading())
    await asyncio.gather(*(keep_writing(number) for number in range(5)))
    done.set()
    await reading
    assert sorted(map(str, seen)) == sorted(f"{n}-{s}" for n in range(5) for s in range(60))


def test_a_position_is_read_as_it_was_written() -> None:
    position = FeedPosition(2**40 + 7, 12345)
    assert FeedPosition.parse(str(position)) == position


@pytest.mark.parametrize("text", ["", "7", "7-", "-7", "x-1", "1-2-3", "1- 2", "f" * 16 + "-1"])
def test_another_text_is_no_position(text: str) -> None:
    with pytest.raises(ValueError, match="expected a position"):
        FeedPosition.parse(text)


# Over the API


async def test_feed_pages_through_what_happened_to_a_ticket(acme: Desk) -> None:
    end = (await acme.read("/events", after="now"))["next"]
    ticket_id = data_of(
        await acme.post("/tickets", {"title": "Help", "creator": {"email": "c@example.com"}})
    )
    await acme.client.patch(f"/tickets/{ticket_id}/status", json={"status": "pending"})
    first = await acme.read("/events", after=end, take=1)
    assert (len(first["events"]), first["hasMore"]) == (1, True)
    assert first["events"][0]["position"] == first["next"]
    second = await acme.read("/events", after=first["next"])
    assert second["hasMore"] is False
    assert second["events"] == [
        {
            "position": second["events"][0]["position"],
            "type": "ticket_status_changed",
            "time": "2026-03-02T12:00:00+00:00",
            "actor": second["events"][0]["actor"],
            "ticketId": ticket_id,
            "subjectId": None,
            "data": {"previous": "open", "status": "pending"},
        }
    ]
    assert second["events"][0]["actor"]["id"] == str(acme.community.api_user_id)
    assert (await acme.read("/events", after=second["next"]))["events"] == []


async def test_feed_is_narrowed_by_type(acme: Desk) -> None:
    await acme.post("/categories", {"name": "Returns"})
    await acme.post("/customFields", {"name": "Size", "type": "text", "possibleValues": []})
    found = await acme.read("/events", types="category_created, custom_field_created")
    assert [event["type"] for event in found["events"]] == [
        "category_created",
        "custom_field_created",
    ]
    category = found["events"][0]["data"]["category"]
    assert category == {
        "categoryId": category["categoryId"],
        "parentId": None,
        "name": "Returns",
        "autoArchive": False,
        "canBeChosen": True,
        "isHidden": False,
        "isMuted": False,
    }


async def test_settings_are_for_administrators(acme: Desk) -> None:
    await acme.post("/categories", {"name": "Returns"})
    async with open_desk_as(acme, Role.AGENT) as agent:
        assert (await agent.read("/events"))["events"] == []
        refused = await agent.client.get("/events", params={"types": "category_created"})
    assert fault_of(refused) == (403, "the role agent may not read events category_created")


async def test_sensitive_values_are_kept_from_those_who_may_not_see_them(acme: Desk) -> None:
    field = data_of(
        await acme.post(
            "/customFields", {"name": "Diagnosis", "type": "text", "isSensitiveData": True}
        )
    )
    ticket_id = data_of(
        await acme.post("/tickets", {"title": "Help", "creator": {"email": "c@example.com"}})
    )
    await acme.client.patch(
        f"/tickets/{ticket_id}/customFields", json={"id": field["id"], "value": "flu"}
    )
    query = {"types": EventName.TICKET_CUSTOM_FIELD_CHANGED.value}
    assert (await acme.read("/events", **query))["events"][0]["data"]["values"] == ["flu"]
    async with open_desk_as(acme, Role.READ_ONLY_USER) as reader:
        [event] = (await reader.read("/events", **query))["events"]
    assert event["data"] == {"fieldId": field["id"], "previous": None, "values": None}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"after": "x"}, "after: expected a position as this feed gave it, or now"),
        ({"types": "ticket_created,nothing"}, "types: 'nothing' is no type of event"),
        ({"take": "-1"}, "take: expected an integer of at least 0"),
    ],
)
async def test_other_parameters_are_refused(acme: Desk, query: dict[str, str], said: str) -> None:
    assert fault_of(await acme.client.get("/events", params=query)) == (400, said)


async def test_end_is_behind_what_is_committed(acme: Desk) -> None:
    await acme.post("/categories", {"name": "Returns"})
    async with acme.database.reading(acme.community.community_id) as connection:
        end = await find_end(connection, acme.community.community_id)
        page = await read_feed(connection, acme.community.community_id, after=end, take=10)
    assert page.events == []


async def test_journal_restored_into_a_younger_server_is_read_on(acme: Desk) -> None:
    async with writer(acme) as session:
        await write(session, acme, "old")
        await write(session, acme, "older than the dump, not read yet")
        await session.execute(
            "update events set transaction_id = '9000000000' where community_id = %s",
            [acme.community.community_id],
        )
        await session.commit()
    assert migrate(acme.address) is False
    seen, _ = await read(acme)
    assert seen == ["old", "older than the dump, not read yet"]
    async with acme.database.reading(acme.community.community_id) as connection:
        first: int = await connection.value(
            "select min(event_id) from events where community_id = %(community_id)s",
            {"community_id": acme.community.community_id},
        )
    seen, position = await read(acme, FeedPosition(9_000_000_000, first))
    assert seen == ["older than the dump, not read yet"]
    async with writer(acme) as session:
        await write(session, acme, "new")
        await session.commit()
    assert (await read(acme, position))[0] == ["new"]

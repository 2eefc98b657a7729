"""Counts of tickets: for whom, of what, and true whatever happens at once."""

import asyncio
import json
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from psycopg import sql

from frontdesk.kit.clock import DAY
from frontdesk.tickets.counting import (
    Counts,
    Miscount,
    StatusCounts,
    count_expired,
    count_mentions,
    find_miscounts,
    fold_counts,
    mend_counts,
    read_counts,
)
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.paging import count_listed
from frontdesk.tickets.visibility import EVERYTHING, Visibility
from frontdesk.transfer.records import read_ticket
from tests.api.test_list_tickets import example_tickets
from tests.desk import NOON, Desk, assert_found_and_counted, data_of
from tests.tickets.worlds import CLIENTS, INGRID, TEAM, properties

WRITERS: Final = 6


def ticket(ticket_id: int, **members: Any) -> Any:
    """A ticket in the API's form; `flags` are its properties that are true."""
    flags = members.pop("flags", set())
    whole = {
        "id": ticket_id,
        "title": "x",
        "message": "x",
        "htmlMessage": "x",
        "attachments": [],
        "author": CLIENTS[0],
        "category": None,
        "creationTime": "2026-03-01T12:00:00+00:00",
        "customFields": [],
        "lastThreadElementCreationTime": "2026-03-01T12:00:00+00:00",
        "lockedBy": None,
        "originalLink": None,
        "properties": properties(is_locked="lockedBy" in members, flags=flags),
        "replyCount": 0,
        "sentiment": "question",
        "source": "web",
        "detailedSource": "web_website",
        "sourceName": None,
        "status": "open",
        "tags": [],
    } | members
    return read_ticket(json.dumps(whole).encode())


CARS: Final = {"id": 7, "name": "Cars"}
BOATS: Final = {"id": 8, "name": "Boats"}

TICKETS: Final = (
    ticket(1),
    ticket(2, category=CARS, lockedBy=TEAM[0]),
    ticket(3, category=CARS, status="pending", flags={"hasDraft"}),
    ticket(4, category=BOATS, status="completed", lockedBy=TEAM[1]),
    ticket(5, category=BOATS, flags={"isSpam", "hasDraft"}),
    ticket(6, category=CARS, flags={"isDeleted"}),
)


async def counts(desk: Desk, **narrowing: Any) -> Counts:
    async with desk.database.reading(desk.community.community_id) as connection:
        return await read_counts(connection, desk.community.community_id, **narrowing)


async def test_tickets_are_counted_for_views_and_categories(acme: Desk, globex: Desk) -> None:
    await acme.load(TICKETS)
    await globex.load(example_tickets())
    assert await counts(acme, person_id=UUID(INGRID)) == Counts(
        all=StatusCounts(open=2, pending=1, completed=1),
        mine=StatusCounts(open=1),
        unassigned=StatusCounts(open=1, pending=1),
        drafts=StatusCounts(pending=1),
        spam=StatusCounts(open=1),
        categories={
            None: StatusCounts(open=1),
            7: StatusCounts(open=1, pending=1),
            8: StatusCounts(completed=1),
        },
    )


async def test_who_sees_some_categories_gets_their_counts(acme: Desk) -> None:
    await acme.load(TICKETS)
    ingrid = UUID(INGRID)
    assert await counts(acme, visibility=Visibility(None, frozenset({8}))) == Counts(
        all=StatusCounts(open=1, completed=1),
        unassigned=StatusCounts(open=1),
        spam=StatusCounts(open=1),
        categories={None: StatusCounts(open=1), 8: StatusCounts(completed=1)},
    )
    # And what is assigned to them, wherever it is.
    assert await counts(
        acme, person_id=ingrid, visibility=Visibility(ingrid, frozenset({8}))
    ) == Counts(
        all=StatusCounts(open=2, completed=1),
        mine=StatusCounts(open=1),
        unassigned=StatusCounts(open=1),
        spam=StatusCounts(open=1),
        categories={
            None: StatusCounts(open=1),
            7: StatusCounts(open=1),
            8: StatusCounts(completed=1),
        },
    )


async def test_counts_follow_each_change(acme: Desk) -> None:
    await acme.load(TICKETS)
    data_of(await acme.client.patch("/tickets/1/status", json={"status": "completed"}))
    data_of(await acme.client.patch("/tickets/2/category", json={"id": 8}))
    data_of(await acme.post("/tickets/3/replies", {"message": "x", "isDraft": True}))
    data_of(await acme.client.request("DELETE", "/categories/8"))
    now = await counts(acme)
    assert now.all == StatusCounts(open=1, pending=1, completed=2)
    assert now.categories == {
        None: StatusCounts(open=1, completed=2),
        7: StatusCounts(pending=1),
    }


async def test_change_that_is_rolled_back_does_not_count(acme: Desk) -> None:
    await acme.load(TICKETS)
    before = await counts(acme)
    community_id = acme.community.community_id
    async with (
        acme.database.reading(community_id) as connection,
        connection.transaction(force_rollback=True),
    ):
        await connection.execute("update tickets set status = 'completed', is_spam = true")
        assert await read_counts(connection, community_id) != before
    assert await counts(acme) == before


async def test_tickets_that_are_removed_count_no_longer(acme: Desk) -> None:
    await acme.load(TICKETS)
    community_id = acme.community.community_id
    async with acme.database.writing(community_id) as connection:
        for table in ("ticket_search", "ticket_messages", "ticket_documents"):
            await connection.execute(sql.SQL("delete from {}").format(sql.Identifier(table)))
        await connection.execute("delete from tickets where ticket_id in (1, 5)")
        await connection.execute("delete from tickets")
    assert await counts(acme) == Counts()


async def test_counts_are_the_same_before_and_after_folding(acme: Desk) -> None:
    await acme.load(TICKETS)
    before = await counts(acme)
    community_id = acme.community.community_id
    async with acme.database.writing(community_id) as connection:
        assert await fold_counts(connection, community_id) > 0
        assert await fold_counts(connection, community_id) == 0
        assert await read_counts(connection, community_id) == before
        async with acme.database.writing(community_id) as other:
            assert await fold_counts(other, community_id) == 0  # somebody is at it
    assert await counts(acme) == before


@pytest.mark.damages_documents("tickets are changed behind the back of their documents")
async def test_many_who_change_and_fold_at_once_are_all_counted(acme: Desk) -> None:
    await acme.load([ticket(number) for number in range(1, 41)])
    seed = Random().randrange(10_000)
    print(f"seed {seed}")
    await asyncio.gather(*(change_and_fold(acme, Random(seed + n)) for n in range(WRITERS)))
    await assert_found_and_counted(acme)


async def change_and_fold(desk: Desk, chance: Random) -> None:
    """Changes of any columns that count; some are rolled back, some fold in between."""
    community_id = desk.community.community_id
    for _ in range(25):
        async with desk.database.writing(community_id) as connection:
            await connection.execute(
                """
                update tickets
                set status = %(status)s, is_spam = %(is_spam)s, is_deleted = %(is_deleted)s,
                    has_draft = not has_draft
                where community_id = %(community_id)s and ticket_id = %(ticket_id)s
                """,
                {
                    "community_id": community_id,
                    "ticket_id": chance.randrange(1, 41),
                    "status": chance.choice(list(TicketStatus)).value,
                    "is_spam": chance.random() < 0.2,
                    "is_deleted": chance.random() < 0.1,
                },
            )
            if chance.random() < 0.3:
                await fold_counts(connection, community_id)
            if chance.random() < 0.2:
                await connection.execute("rollback")
                await connection.execute("begin")
        if chance.random() < 0.2:
            await counts(desk)


@pytest.mark.damages_documents("counts are made wrong, then mended; the tickets stay as they are")
async def test_wrong_counts_are_found_and_mended(acme: Desk) -> None:
    await acme.load(TICKETS)
    before = await counts(acme)
    community_id = acme.community.community_id
    async with acme.database.writing(community_id) as connection:
        await fold_counts(connection, community_id)
        await connection.execute(
            "update ticket_counts set total = total + 5 where facet = 'all' and category_id = 8"
        )
        assert await find_miscounts(connection, community_id) == [
            Miscount(facet="all", category_id=8, status=TicketStatus.COMPLETED, by=5)
        ]
        assert await mend_counts(connection, community_id) == 1
        assert await find_miscounts(connection, community_id) == []
    assert await counts(acme) == before


async def test_community_cannot_count_for_another(acme: Desk, globex: Desk) -> None:
    await acme.load(TICKETS)
    async with globex.database.reading(globex.community.community_id) as connection:
        assert await read_counts(connection, acme.community.community_id) == Counts()
        assert await fold_counts(connection, acme.community.community_id) == 0


async def test_expired_tickets_are_counted_up_to_a_bound(acme: Desk) -> None:
    await acme.load(TICKETS)
    community_id = acme.community.community_id
    async with acme.database.reading(community_id) as connection:

        async def expired(now: int, *categories: int) -> int:
            seen = Visibility(None, frozenset(categories)) if categories else EVERYTHING
            return await count_expired(connection, community_id, now=now, visibility=seen)

        assert await expired(NOON - DAY) == 0
        assert await expired(NOON + DAY) == 3
        assert await expired(NOON + DAY, 7) == 3
        assert await expired(NOON + DAY, 8) == 1


async def test_mentions_are_counted_by_ticket(acme: Desk) -> None:
    mate = data_of(
        await acme.post(
            "/Teammates", {"name": "Ingrid", "email": "ingrid@x.example", "role": "agent"}
        )
    )
    await acme.load(TICKETS)
    for ticket_id in (1, 1, 2, 4):
        body = {"message": "@Ingrid please look"}
        note = data_of(await acme.post(f"/tickets/{ticket_id}/notes", body))
        assert [user["id"] for user in note["mentionedUsers"]] == [mate["id"]]
    community_id = acme.community.community_id
    async with acme.database.reading(community_id) as connection:
        person = UUID(mate["id"])
        assert await count_mentions(connection, community_id, person) == 2
        seen = Visibility(UUID(int=0), frozenset({8}))
        assert await count_mentions(connection, community_id, person, visibility=seen) == 1


async def test_list_is_counted_up_to_a_bound(acme: Desk) -> None:
    await acme.load(TICKETS)
    community_id = acme.community.community_id
    async with acme.database.reading(community_id) as connection:
        wanted = TicketFilter(status=TicketStatus.OPEN)
        assert await count_listed(connection, community_id, wanted, now=NOON) == 4
        assert await count_listed(connection, community_id, wanted, now=NOON, most=3) == 3

"""Every plan that a list can take leads to the same page, whichever the code would choose; and the
filters of the inbox, which no request of the API can ask for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Connection, Database
from frontdesk.kit.clock import parse_ticks
from frontdesk.tickets import listing
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.enums import TicketListOrderBy, TicketStatus
from frontdesk.tickets.field_search import settle_field_values
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.listing import Listing
from frontdesk.tickets.paging import list_tickets
from frontdesk.tickets.planning import possible_plans
from frontdesk.tickets.ranging import spans_of
from frontdesk.tickets.statements import ORDERS
from frontdesk.tickets.visibility import EVERYTHING, Visibility, may_see
from frontdesk.wire.reading import read_body
from frontdesk.wire.tickets import ListTickets
from tests.desk import NOON, Desk
from tests.tickets.oracle import ORDERS as ORDERS_OF_API
from tests.tickets.oracle import Json, as_shown, id_of, matches
from tests.tickets.test_listing_oracle import few, open_world
from tests.tickets.worlds import CATEGORIES, INGRID, TERJE, World, requests, worlds

TAKE = 7

extras = st.fixed_dictionaries(
    {},
    optional={
        "statuses": st.lists(st.sampled_from(TicketStatus), min_size=1, unique=True).map(tuple),
        "category_ids": st.lists(st.sampled_from((*CATEGORIES, 99)), min_size=1).map(tuple),
        "is_spam": st.booleans(),
        "is_deleted": st.booleans(),
        "is_hidden": st.booleans(),
        "is_muted": st.booleans(),
        "has_draft": st.booleans(),
        "is_expired": st.booleans(),
        "mentions": st.sampled_from((UUID(INGRID), UUID(TERJE))),
    },
)
sights = st.just(EVERYTHING) | st.builds(
    Visibility, st.just(UUID(INGRID)), st.frozensets(st.sampled_from(CATEGORIES), min_size=1)
)


@few
@given(
    world=worlds(),
    asked=st.lists(st.tuples(requests(), extras, sights), min_size=12, max_size=15),
    mentioned=st.sets(st.integers(0, 19), max_size=6),
)
async def test_every_plan_leads_to_the_page_of_the_oracle(
    database: Database,
    address: DatabaseAddress,
    server_url: str,
    world: World,
    asked: list[tuple[Json, dict[str, Any], Visibility]],
    mentioned: set[int],
) -> None:
    async with open_world(database, address, server_url, world) as acme:
        mentions = {world.ours[index]["id"] for index in mentioned}
        await mention_ingrid(acme, mentions)
        for near in (listing.NEAR, 0):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(listing, "NEAR", near)
                for body, extra, visibility in asked:
                    await check_plans(acme, world, mentions, body, extra, visibility)


async def check_plans(
    desk: Desk,
    world: World,
    mentions: set[int],
    body: Json,
    extra: dict[str, Any],
    visibility: Visibility,
) -> None:
    request = read_body(msgspec.json.encode(body), ListTickets)
    skip = min(body.get("skip") or 0, 5)
    expected = [
        ticket["id"]
        for ticket in in_order(world.ours, request.order())
        if matches(ticket, body, world.parents)
        and matches_extra(as_shown(ticket, NOON), extra, mentions)
        and is_seen(ticket, visibility, mentions)
    ]
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        wanted = await settle_field_values(connection, community_id, request.filter(), set())
        wanted = replace(wanted, **extra, now=NOON)
        for plan in await plans(connection, community_id, wanted, request.order(), visibility):
            for start in (skip, place_of(world, request.order(), expected, skip)):
                page = await list_tickets(
                    connection,
                    community_id,
                    wanted,
                    order=request.order(),
                    start=start,
                    take=TAKE,
                    now=NOON,
                    visibility=visibility,
                    plan=plan,
                )
                found = [msgspec.json.decode(each)["id"] for each in page.documents]
                after = skip if isinstance(start, int) else skip + 1
                assert found == expected[after : after + TAKE], (plan and plan.name, body, extra)
                assert (page.next is not None) == (len(expected) > after + TAKE)


async def plans(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    order: TicketListOrderBy,
    visibility: Visibility,
) -> list[Any]:
    """All possible ones, and None for the one that is chosen."""
    parameters = {"community_id": community_id}
    spans = await spans_of(connection, wanted, parameters)
    chosen = await Listing(community_id, wanted, order, visibility).choose_plan(connection)
    possible = possible_plans(wanted, ORDERS[order], spans=spans)
    assert chosen in possible
    return [None, *possible]


def place_of(
    world: World, order: TicketListOrderBy, expected: list[int], skip: int
) -> Cursor | int:
    """The cursor after the ticket at `skip`; `skip` itself without such a ticket."""
    if skip >= len(expected):
        return skip
    key, _ = ORDERS_OF_API[order]
    ticket = next(each for each in world.ours if each["id"] == expected[skip])
    return Cursor(order, parse_ticks(ticket[key]), ticket["id"], 0)


def in_order(tickets: Iterable[Json], order: TicketListOrderBy) -> list[Json]:
    key, newest_first = ORDERS_OF_API[order]
    return sorted(
        tickets, key=lambda each: (parse_ticks(each[key]), each["id"]), reverse=newest_first
    )


_PROPERTIES = {
    "is_spam": "isSpam",
    "is_deleted": "isDeleted",
    "is_hidden": "isHidden",
    "is_muted": "isMuted",
    "has_draft": "hasDraft",
    "is_expired": "isExpired",
}


def matches_extra(ticket: Json, extra: dict[str, Any], mentions: set[int]) -> bool:
    return (
        ticket["status"] in extra.get("statuses", (ticket["status"],))
        and ("category_ids" not in extra or id_of(ticket["category"]) in extra["category_ids"])
        and all(
            ticket["properties"][member] == extra.get(name, ticket["properties"][member])
            for name, member in _PROPERTIES.items()
        )
        and ("mentions" not in extra or ticket["id"] in mentioning(extra["mentions"], mentions))
    )


def mentioning(person_id: UUID, mentions: set[int]) -> set[int]:
    return mentions if str(person_id) == INGRID else set()


def is_seen(ticket: Json, visibility: Visibility, mentions: set[int]) -> bool:
    assignee = id_of(ticket["lockedBy"])
    return may_see(
        visibility,
        category_id=id_of(ticket["category"]),
        assignee_id=None if assignee is None else UUID(assignee),
        mentioned_ids=[UUID(INGRID)] if ticket["id"] in mentions else [],
    )


async def mention_ingrid(desk: Desk, ticket_ids: set[int]) -> None:
    """Two notes on each of these tickets."""
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        await connection.execute(
            """
            with written as (
                insert into notes
                       (community_id, ticket_id, author_id, creation_time, message, html_message)
                select community_id, ticket_id, author_id, creation_time, '', ''
                from tickets
                cross join generate_series(1, 2)
                where community_id = %s and ticket_id = any(%s)
                returning community_id, note_id
            )
            insert into note_mentions (community_id, note_id, position, person_id)
            select community_id, note_id, 1, %s
            from written
            join people using (community_id)
            where person_id = %s
            """,
            [community_id, list(ticket_ids), INGRID, INGRID],
        )

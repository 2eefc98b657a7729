"""Full text against plain Python, on every way by which the code may find tickets."""

import json
from dataclasses import replace
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.kit.search_query import read_query
from frontdesk.people.enums import Role
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.enums import Sentiment, TicketListOrderBy, TicketSource, TicketStatus
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.listing import Listing
from frontdesk.tickets.search_request import MEASURED, Limits, Place
from frontdesk.tickets.searching import find_by_words, narrow_to_query
from frontdesk.transfer.records import read_ticket
from tests.desk import NOON, Desk, open_desk
from tests.tickets.oracle import Json, matching
from tests.tickets.test_listing_oracle import plant_categories
from tests.tickets.words_oracle import has_words
from tests.tickets.worlds import CATEGORIES, IDS, some_ids, tickets

WORDS: Final = (
    *("car", "cars", "card", "Müller", "mueller", "muller", "Håkan", "hakan", "7", "007", "e-mail"),
    *("東京都", "東京", "京都", "都", "猫", "x猫y", "bill@example.com", "912 34 567", "91234567"),
)
PIECES: Final = (*WORDS, "Bill", "Robert Baker", "robert@ex", "ca*", "c*", "-car", "-東京", "zebra")
WAYS: Final = {
    "as measured": MEASURED,
    "walks": replace(MEASURED, sample=1_000),
    "walks on": Limits(sample=2, frequent=1, furthest=1_000, long_walk=1_000),
    "looks up": Limits(sample=1, frequent=2, furthest=0, long_walk=0),
    "gives up walking": Limits(
        sample=2, frequent=1, very_frequent=9, short_walk=1, furthest=3, long_walk=3
    ),
    "walks far": Limits(sample=2, frequent=1, short_walk=1, long_walk=1_000),
    "walks to the end": Limits(
        sample=1, frequent=1, very_frequent=1, short_walk=1, long_walk=20, longest_walk=20
    ),
}

# Each as the API is asked, and as the code asks itself.
PARENTS: Final = {1: None, 2: 1, 3: 1, 4: 2, 5: None}
FILTERS: Final[tuple[tuple[Json, TicketFilter], ...]] = (
    ({}, TicketFilter()),
    *(({"status": each}, TicketFilter(status=each)) for each in TicketStatus),
    ({"source": "email"}, TicketFilter(source=TicketSource.EMAIL)),
    ({"categoryId": None}, TicketFilter(category_id=None)),
    ({"categoryId": CATEGORIES[0]}, TicketFilter(category_id=CATEGORIES[0])),
    (
        {"categoryId": CATEGORIES[0], "includeSubcategories": True},
        TicketFilter(category_id=CATEGORIES[0], include_subcategories=True),
    ),
    (
        {"categoryId": CATEGORIES[1], "status": "open", "source": "web"},
        TicketFilter(
            category_ids=(CATEGORIES[1],), status=TicketStatus.OPEN, source=TicketSource.WEB
        ),
    ),
    (
        {"sentiment": "question", "status": "open"},
        TicketFilter(sentiment=Sentiment.QUESTION, status=TicketStatus.OPEN),
    ),
)

texts = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)


@st.composite
def worded(draw: st.DrawFn, ticket_id: int) -> Json:
    return draw(tickets(ticket_id)) | {"title": draw(texts), "message": draw(texts)}


@st.composite
def worlds(draw: st.DrawFn) -> list[Json]:
    return [draw(worded(ticket_id)) for ticket_id in draw(some_ids(20))]


pieces = st.sampled_from(PIECES) | st.lists(st.sampled_from(PIECES), min_size=2, max_size=3).map(
    lambda words: f'"{" ".join(words)}"'
)
queries = st.lists(pieces, min_size=1, max_size=3).map(" ".join)


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    world=worlds(),
    asked=st.lists(
        st.tuples(queries, st.sampled_from(FILTERS), st.sampled_from(TicketListOrderBy)),
        min_size=25,
        max_size=30,
    ),
)
async def test_every_way_finds_what_the_oracle_finds(
    database: Database,
    address: DatabaseAddress,
    server_url: str,
    world: list[Json],
    asked: list[tuple[str, tuple[Json, TicketFilter], TicketListOrderBy]],
) -> None:
    async with open_desk(database, address, server_url, "acme") as desk:
        await plant_categories(desk, PARENTS)
        await desk.load([read_ticket(json.dumps(ticket).encode()) for ticket in world])
        for text, (members, filter_), order in asked:
            try:
                query = read_query(text)
            except ValueError:
                continue
            body = members | {"orderBy": order}
            expected = [
                ticket["id"]
                for ticket in matching(world, body, PARENTS, now=NOON)
                if has_words(ticket, query)
            ]
            wanted = narrow_to_query(filter_, desk.community.community_id, query, Role.AGENT)
            for way, limits in WAYS.items():
                assert await walk(desk, wanted, order, limits) == expected, (text, members, way)
                skipped = await page(desk, wanted, order, 2, take=50, limits=limits)
                assert [each for _, each in skipped] == expected[2:], (text, members, way)
            assert await desk.listed_ids(**body, query=text, take=50) == expected, text


async def walk(
    desk: Desk, wanted: TicketFilter, order: TicketListOrderBy, limits: Limits
) -> list[int]:
    """All tickets, four a page, by cursors."""
    found: list[int] = []
    start: Cursor | int = 0
    while True:
        places = await page(desk, wanted, order, start, take=4, limits=limits)
        found += [ticket_id for _, ticket_id in places[:4]]
        if len(places) <= 4:
            return found
        assert len(found) <= len(IDS), "the walk goes in circles"
        start = Cursor(order, places[3].time, places[3].ticket_id, 0)


async def page(
    desk: Desk,
    wanted: TicketFilter,
    order: TicketListOrderBy,
    start: Cursor | int,
    *,
    take: int,
    limits: Limits,
) -> list[Place]:
    listing = Listing(desk.community.community_id, wanted, order)
    assert wanted.words is not None
    async with desk.database.reading(desk.community.community_id) as connection:
        return list(
            await find_by_words(
                connection,
                listing.without_words(),
                wanted.words,
                start=start,
                take=take,
                limits=limits,
            )
        )


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80) | st.text(alphabet="ab 猫'\"\\-*:&|!<>()@.0éß%", max_size=40))
async def test_no_query_is_a_fault_of_ours(
    database: Database, address: DatabaseAddress, server_url: str, text: str
) -> None:
    try:
        query = read_query(text)
    except ValueError:
        return
    wanted = narrow_to_query(TicketFilter(), 1, query, Role.AGENT)
    assert wanted.words is not None
    listing = Listing(1, wanted, TicketListOrderBy.CREATION_TIME_ASC).without_words()
    async with database.reading(1) as connection:
        for limits in (MEASURED, WAYS["looks up"]):
            await find_by_words(connection, listing, wanted.words, start=0, take=5, limits=limits)

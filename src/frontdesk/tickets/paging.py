"""Pages of lists of tickets, answered from documents (design section 2, hot path)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.tickets.counting import MOST_COUNTED
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.document import as_of
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.listing import Listing, Row
from frontdesk.tickets.search_request import Place
from frontdesk.tickets.searching import find_best_by_words, find_by_words
from frontdesk.tickets.statements import Plan
from frontdesk.tickets.visibility import EVERYTHING, Visibility


@dataclass(frozen=True)
class TicketPage:
    """Documents as JSON texts in the asked order; `next` is there while more tickets follow."""

    documents: list[bytes]
    next: Cursor | None


async def list_tickets(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    *,
    order: TicketListOrderBy,
    start: Cursor | int,
    take: int,
    now: int,
    visibility: Visibility = EVERYTHING,
    plan: Plan | None = None,
) -> TicketPage:
    """The page of `take` tickets after `start` (a cursor, or a number of tickets to skip), of those
    that `visibility` shows.

    Ties in the order go by id in the same direction (contract 3.13). `plan` is for tests: without
    one the quickest is chosen.
    """
    if take == 0:
        return TicketPage([], None)
    listing = _listing_at(now, community_id, wanted, order, visibility)
    if wanted.words is not None:
        places = await find_by_words(
            connection, listing.without_words(), wanted.words, start=start, take=take
        )
        return _page(await _rows(connection, community_id, places), take, order, start, now)
    if plan is None:
        plan = await listing.choose_plan(connection)
    rows = await listing.fetch(connection, plan, start=start, take=take)
    return _page(rows, take, order, start, now)


async def list_best(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    *,
    skip: int,
    take: int,
    now: int,
    visibility: Visibility = EVERYTHING,
) -> list[bytes]:
    """Documents of tickets with the words that are asked for, the best first; one more than `take`
    if there are more (`searching.find_best_by_words`)."""
    assert wanted.words is not None, "what is best is said of words"
    order = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC
    listing = Listing(community_id, replace(wanted, now=now), order, visibility).without_words()
    places = await find_best_by_words(connection, listing, wanted.words, skip=skip, take=take)
    rows = await _rows(connection, community_id, places)
    return [as_of(document, expiry, now) for document, expiry, _, _ in rows]


async def _rows(connection: Connection, community_id: int, places: Sequence[Place]) -> list[Row]:
    """The documents of these tickets, in this order."""
    rows = await connection.tuples(
        """
        select t.ticket_id, d.document, t.expiry_time
        from tickets t
        join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
        where t.community_id = %(community_id)s and t.ticket_id = any(%(ids)s::bigint[])
        """,
        {"community_id": community_id, "ids": [place.ticket_id for place in places]},
    )
    found = {row[0]: row[1:] for row in rows}
    return [(*found[id_], time, id_) for time, id_ in places if id_ in found]


async def count_listed(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    *,
    now: int,
    visibility: Visibility = EVERYTHING,
    most: int = MOST_COUNTED,
) -> int:
    """How many tickets a list of these has, on all its pages; at most `most`."""
    order = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC
    listing = Listing(community_id, replace(wanted, now=now), order, visibility).without_words()
    if wanted.words is not None:
        places = await find_by_words(connection, listing, wanted.words, start=0, take=most - 1)
        return len(places)
    plan = await listing.choose_plan(connection)
    statement, parameters = listing.compose_places(plan, after=None, most=most)
    counting = _COUNT.replace("{places}", statement)
    count: int = await connection.value(counting, parameters)
    return count


_COUNT: Final[LiteralString] = "select count(*) from ({places}) found"


def _listing_at(
    now: int,
    community_id: int,
    wanted: TicketFilter,
    order: TicketListOrderBy,
    visibility: Visibility,
) -> Listing:
    if wanted.is_expired is not None:
        return Listing(community_id, replace(wanted, now=now), order, visibility)
    make = _remembered if _is_short(wanted) else Listing
    return make(community_id, wanted, order, visibility)


_remembered: Final = lru_cache(maxsize=512)(Listing)
"""The same lists are asked for over and over: what they are made of is worked out once."""


def _is_short(wanted: TicketFilter) -> bool:
    texts = (*wanted.tags, *(value or "" for _, value in wanted.custom_fields))
    return len(wanted.ticket_ids) <= 100 and wanted.words is None and len("".join(texts)) <= 1000


def _page(
    rows: list[Row], take: int, order: TicketListOrderBy, start: Cursor | int, now: int
) -> TicketPage:
    documents = [
        # Asked here already: a call for each ticket is what a list spends most on.
        document if expiry is None or expiry > now else as_of(document, expiry, now)
        for document, expiry, _, _ in rows[:take]
    ]
    if len(rows) <= take:
        return TicketPage(documents, None)
    skip = start if isinstance(start, int) else start.skip
    _, _, time, ticket_id = rows[take - 1]
    return TicketPage(documents, Cursor(order, time, ticket_id, skip))

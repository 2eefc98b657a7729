"""Tickets that hold words, in an asked order: which, and in the fewest steps.

Frequent words stand in many of the first tickets of a list: the list is walked, each ticket's words
are looked at, and it ends when the page is full. Other words are found by their index, and what it
gives is put into order. Which of both is better is learned from the first tickets of the walk, not
from statistics; neither goes on for long where the other would be better.
"""

from dataclasses import replace
from typing import Final, LiteralString

from psycopg.rows import tuple_row

from frontdesk.database.pool import Connection
from frontdesk.kit.search_query import SearchQuery
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, may
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.document import MAX_ID
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.search_lookup import look_up
from frontdesk.tickets.search_pairs import sought_pairs
from frontdesk.tickets.search_request import MEASURED, Limits, Narrowed, Place, Search
from frontdesk.tickets.search_vector import search_condition
from frontdesk.tickets.search_walk import Walk, count_rest, walk
from frontdesk.tickets.statements import Plan


def narrow_to_query(
    wanted: TicketFilter, community_id: int, query: SearchQuery | None, role: Role
) -> TicketFilter:
    """The filter with what is asked for in words; who may not read notes finds nothing by them."""
    if query is None:
        return wanted
    with_notes = may(role, Permission.READ_NOTES)
    return replace(
        wanted,
        words=search_condition(community_id, query, with_notes=with_notes),
        pairs=sought_pairs(community_id, query),
    )


async def find_by_words(
    connection: Connection,
    listing: Narrowed,
    words: str,
    *,
    start: Cursor | int,
    take: int,
    limits: Limits = MEASURED,
) -> list[Place]:
    """The tickets of the page and, if there are more, one beyond it."""
    skip = start if isinstance(start, int) else 0
    search = Search(
        listing=listing,
        words=words,
        pairs=listing.wanted.pairs,
        after=Place(start.time, start.ticket_id) if isinstance(start, Cursor) else None,
        needed=min(skip + take + 1, MAX_ID),
        limits=limits,
    )
    is_narrowed = bool(listing.conditions()[0])
    found = await (_find_narrowed if is_narrowed else _find)(connection, search)
    return found[skip : search.needed]


async def _find(connection: Connection, search: Search) -> list[Place]:
    plan = await search.listing.choose_plan(connection)
    sample = await walk(connection, search, plan, search.limits.sample, after=search.after)
    return await _go_on(connection, search, plan, sample, _furthest(search))


def _furthest(search: Search) -> int:
    """Where texts are looked at either way, the index is no quicker."""
    return search.limits.long_walk if search.looks_at_texts else search.limits.furthest


async def _find_narrowed(connection: Connection, search: Search) -> list[Place]:
    limits = search.limits
    bare = replace(search, listing=search.listing.bare(), needed=limits.sample)
    plan = await bare.listing.choose_plan(connection)
    sample = await walk(connection, bare, plan, limits.sample, after=search.after)
    if not sample.found:
        return await look_up(connection, search)
    plan = await search.listing.choose_plan(connection)
    first = await walk(connection, search, plan, limits.sample, after=search.after)
    if search.looks_at_texts:
        return await _go_on(connection, search, plan, first, limits.long_walk, at_any_rate=True)
    if len(sample.found) < limits.frequent:
        return await _go_on(connection, search, plan, first, limits.furthest)
    return await _go_far(connection, search, plan, first, frequency=len(sample.found))


async def _go_on(
    connection: Connection,
    search: Search,
    plan: Plan,
    sample: Walk,
    furthest: int,
    *,
    at_any_rate: bool = False,
) -> list[Place]:
    """Walk on from a sample if that promises to fill the page; else look into the index."""
    if at_any_rate or _promises(search, sample, search.limits.sample, furthest):
        sample = await _walk_on(connection, search, plan, sample, furthest)
    return await _look_up_rest(connection, search, sample)


async def _go_far(
    connection: Connection, search: Search, plan: Plan, sample: Walk, *, frequency: int
) -> list[Place]:
    """The same for words that `frequency` tickets of a sample of all have: the index would give
    very many. What is walked is worth more if it ends the list, however few it finds."""
    limits = search.limits
    near = await _walk_on(connection, search, plan, sample, limits.short_walk)
    last = near.last
    if last is not None and len(near.found) < search.needed:
        walked = limits.sample + limits.short_walk
        worth = min(limits.long_walk * frequency // limits.very_frequent, limits.longest_walk)
        if _promises(search, near, walked, limits.long_walk):
            near = await _walk_on(connection, search, plan, near, limits.long_walk)
        elif await count_rest(connection, search, plan, worth + 1, after=last) <= worth:
            near = await _walk_on(connection, search, plan, near, worth + 1)
    return await _look_up_rest(connection, search, near)


def _promises(search: Search, sample: Walk, walked: int, further: int) -> bool:
    """Whether the page is full so much further on, if that is like what was walked so far."""
    return search.needed * walked <= len(sample.found) * further


async def _walk_on(
    connection: Connection, search: Search, plan: Plan, before: Walk, most: int
) -> Walk:
    """What was found before, with what the next tickets add."""
    missing = search.needed - len(before.found)
    if before.last is None or missing <= 0 or not most:
        return before
    rest = replace(search, needed=missing)
    on = await walk(connection, rest, plan, most, after=before.last)
    return Walk(found=before.found + on.found, last=on.last)


async def _look_up_rest(connection: Connection, search: Search, before: Walk) -> list[Place]:
    """What is missing after a walk, from the index: from where it ended."""
    missing = search.needed - len(before.found)
    if before.last is None or missing <= 0:
        return before.found
    rest = replace(search, needed=missing, after=before.last)
    return before.found + await look_up(connection, rest)


MOST_RANKED: Final = 200
"""The newest tickets with the words, of which the best come first."""

# Titles count most, then people; notes least.
_RANKED: Final[LiteralString] = """
select s.last_activity, s.ticket_id
from ticket_search s
where s.community_id = %(community_id)s and s.ticket_id = any(%(ids)s::bigint[])
order by ts_rank('{0.05, 0.2, 0.7, 1.0}', s.words, %(words)s::tsquery) desc,
         s.last_activity desc, s.ticket_id desc
offset %(skip)s limit %(needed)s
"""


async def find_best_by_words(
    connection: Connection, listing: Narrowed, words: str, *, skip: int, take: int
) -> list[Place]:
    """The best first, of the `MOST_RANKED` newest of the list; of equals the newer one. One more
    than `take` if there are more."""
    newest = await find_by_words(connection, listing, words, start=0, take=MOST_RANKED - 1)
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(
        _RANKED,
        {
            "community_id": listing.community_id,
            "words": words,
            "ids": [place.ticket_id for place in newest],
            "skip": skip,
            "needed": take + 1,
        },
    )
    return [Place(*row) for row in await cursor.fetchall()]

"""Tickets that hold words, in an asked order: which, and in the fewest steps.

Frequent words stand in many of the first tickets of a list: the list is walked, each ticket's words
are looked at, and it ends when the page is full. Rare words are found by their index, and what it
gives is put into order. Which of both is better is learned from the first tickets of the walk, not
from statistics; neither goes on for long where the other would be better.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, LiteralString, NamedTuple, Protocol

from psycopg import AsyncConnection
from psycopg.rows import tuple_row

from frontdesk.database.pool import Connection, Parameters
from frontdesk.kit.search_query import SearchQuery
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, may
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.document import MAX_ID
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.search_vector import search_condition
from frontdesk.tickets.sources import CREATION
from frontdesk.tickets.statements import ORDERS, Plan


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Tickets whose words are looked at: `sample` to learn how frequent they are; `furthest` in a
    walk that promises to fill the page; `long_walk` through a filter with words of which the index
    would give even more: those that `frequent` tickets of the sample have."""

    sample: int = 200
    frequent: int = 2
    furthest: int = 8_000
    long_walk: int = 16_000


MEASURED: Final = Limits()
"""Chosen at a million tickets, see docs/performance.md."""


class Place(NamedTuple):
    """A found ticket and its time in the asked order."""

    time: int
    ticket_id: int


class Narrowed(Protocol):
    """The list that the words narrow further: `listing.Listing`."""

    @property
    def community_id(self) -> int: ...
    @property
    def order(self) -> TicketListOrderBy: ...
    def bare(self) -> "Narrowed": ...
    async def choose_plan(self, connection: AsyncConnection[Any]) -> Plan: ...
    def compose_places(
        self, plan: Plan, *, after: Place | None, most: int
    ) -> tuple[LiteralString, Parameters]: ...
    def conditions(self) -> tuple[list[LiteralString], Parameters]: ...


@dataclass(frozen=True, kw_only=True)
class Search:
    """One page of one search; `needed`: tickets from `after` on, skipped ones too."""

    listing: Narrowed
    words: str
    after: Place | None
    needed: int
    limits: Limits


@dataclass(frozen=True, kw_only=True)
class _Walk:
    """What a walk found. `last`: where it stopped; None if the list ended, or enough was found."""

    found: list[Place]
    last: Place | None


def narrow_to_query(
    wanted: TicketFilter, community_id: int, query: SearchQuery | None, role: Role
) -> TicketFilter:
    """The filter with what is asked for in words; who may not read notes finds nothing by them."""
    if query is None:
        return wanted
    with_notes = may(role, Permission.READ_NOTES)
    return replace(wanted, words=search_condition(community_id, query, with_notes=with_notes))


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
        after=Place(start.time, start.ticket_id) if isinstance(start, Cursor) else None,
        needed=min(skip + take + 1, MAX_ID),
        limits=limits,
    )
    is_narrowed = bool(listing.conditions()[0])
    found = await (_find_narrowed if is_narrowed else _find)(connection, search)
    return found[skip : search.needed]


async def _find(connection: Connection, search: Search) -> list[Place]:
    plan = await search.listing.choose_plan(connection)
    sample = await _walk(connection, search, plan, search.limits.sample, after=search.after)
    return await _go_on(connection, search, plan, sample)


async def _find_narrowed(connection: Connection, search: Search) -> list[Place]:
    limits = search.limits
    bare = replace(search, listing=search.listing.bare(), needed=limits.sample)
    plan = await bare.listing.choose_plan(connection)
    sample = await _walk(connection, bare, plan, limits.sample, after=search.after)
    if not sample.found:
        return await _look_up(connection, search)
    plan = await search.listing.choose_plan(connection)
    first = await _walk(connection, search, plan, limits.sample, after=search.after)
    is_frequent = len(sample.found) >= limits.frequent
    return await _go_on(connection, search, plan, first, at_any_rate=is_frequent)


async def _go_on(
    connection: Connection,
    search: Search,
    plan: Plan,
    sample: _Walk,
    *,
    at_any_rate: bool = False,
) -> list[Place]:
    """Walk on from a sample if that promises to fill the page; else look into the index."""
    if sample.last is None or len(sample.found) >= search.needed:
        return sample.found
    limits = search.limits
    promises = search.needed * limits.sample <= len(sample.found) * limits.furthest
    if promises or at_any_rate:
        rest = replace(search, needed=search.needed - len(sample.found))
        furthest = limits.long_walk if at_any_rate else limits.furthest
        walk = await _walk(connection, rest, plan, furthest, after=sample.last)
        found = sample.found + walk.found
        if walk.last is None or len(found) >= search.needed:
            return found
    return await _look_up(connection, search)


# The test is a subquery of one row: nothing but the primary key can serve it.
_WALK: Final[LiteralString] = """
select w.number, w.is_hit, w.found_time, w.ticket_id
from (
    select row_number() over () as number, f.{key} as found_time, f.ticket_id,
           (
               select s.words @@ %(words)s::tsquery
               from ticket_search s
               where s.community_id = %(community_id)s and s.ticket_id = f.ticket_id
           ) as is_hit
    from ({page}) f
) w
where w.is_hit or w.number = %(most)s
limit %(needed)s
"""


async def _walk(
    connection: Connection, search: Search, plan: Plan, most: int, *, after: Place | None
) -> _Walk:
    """Look at the words of the first `most` tickets behind `after`."""
    page, parameters = search.listing.compose_places(plan, after=after, most=most)
    key = ORDERS[search.listing.order].key
    statement = _WALK.replace("{page}", page).replace("{key}", key)
    parameters |= {"words": search.words, "most": most, "needed": search.needed}
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(statement, parameters)
    rows = await cursor.fetchall()
    found = [Place(time, ticket_id) for _, is_hit, time, ticket_id in rows if is_hit]
    last = [Place(time, ticket_id) for number, _, time, ticket_id in rows if number == most]
    return _Walk(found=found, last=last[0] if last else None)


_WITH_WORDS: Final[LiteralString] = """tickets_with_words(
    %(words)s::tsquery, %(by_creation)s, %(descending)s, %(after_time)s::bigint,
    %(after_id)s::bigint, %(most)s::bigint
)"""

_LOOK_UP: Final[LiteralString] = "select f.found_time, f.ticket_id from {with_words} f"

# The join cannot but go through the candidates in their order, and ends when there are enough.
_LOOK_UP_NARROWED: Final[LiteralString] = """
select f.found_time, f.ticket_id
from {with_words} f
cross join lateral (
    select
    from tickets t
    where t.community_id = %(community_id)s
      and t.ticket_id = f.ticket_id
      and {conditions}
    offset 0
) narrowed
limit %(needed)s
"""


async def _look_up(connection: Connection, search: Search) -> list[Place]:
    conditions, parameters = search.listing.conditions()
    statement = _LOOK_UP_NARROWED if conditions else _LOOK_UP
    statement = statement.replace("{conditions}", "\n      and ".join(conditions))
    order = ORDERS[search.listing.order]
    parameters |= {
        "words": search.words,
        "by_creation": order.key == CREATION,
        "descending": order.direction == "desc",
        "after_time": search.after and search.after.time,
        "after_id": search.after and search.after.ticket_id,
        "most": None if conditions else search.needed,
        "needed": search.needed,
    }
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(statement.replace("{with_words}", _WITH_WORDS), parameters)
    return [Place(*row) for row in await cursor.fetchall()]


MOST_RANKED: Final = 200
"""The newest tickets with the words, of which the best come first."""

_FOR_RANKING: Final = replace(MEASURED, furthest=16_000)

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
    newest = await find_by_words(
        connection, listing, words, start=0, take=MOST_RANKED - 1, limits=_FOR_RANKING
    )
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

"""Tickets that hold words, in an asked order: which, and in the fewest steps.

Frequent words stand in many of the first tickets of a list: the list is walked, each ticket's words
are looked at, and it ends when the page is full. Rare words are found by their index, and what it
gives is put into order. Which of both is better is learned from the first tickets of the walk, not
from statistics; neither goes on for long where the other would be better.
"""

from dataclasses import dataclass, replace
from typing import Final, LiteralString, NamedTuple

from psycopg.rows import tuple_row

from frontdesk.database.pool import Connection, Parameters
from frontdesk.kit.search_query import SearchQuery
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, may
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter, predicates
from frontdesk.tickets.search_vector import search_condition


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Tickets whose words are looked at: `sample` to learn how frequent they are; `furthest` in a
    walk that promises to fill the page; `long_walk` through a filter with words of which the index
    would give even more: those that `frequent` tickets of the sample have."""

    sample: int = 200
    frequent: int = 20
    furthest: int = 4_000
    long_walk: int = 10_000


MEASURED: Final = Limits()
"""Chosen at a million tickets, see docs/performance.md."""


class Place(NamedTuple):
    """A found ticket and its time in the asked order."""

    time: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class Search:
    """One page of one search; `needed` tickets from the beginning, `skip` of them left out."""

    community_id: int
    wanted: TicketFilter
    order: TicketListOrderBy
    after: Place | None
    skip: int
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
    community_id: int,
    wanted: TicketFilter,
    *,
    order: TicketListOrderBy,
    start: Cursor | int,
    take: int,
    limits: Limits = MEASURED,
) -> list[Place]:
    """The tickets of the page and, if there are more, one beyond it."""
    skip = start if isinstance(start, int) else 0
    search = Search(
        community_id=community_id,
        wanted=wanted,
        order=order,
        after=Place(start.time, start.ticket_id) if isinstance(start, Cursor) else None,
        skip=skip,
        needed=skip + take + 1,
        limits=limits,
    )
    is_narrowed = replace(wanted, words=None) != TicketFilter()
    found = await (_find_narrowed if is_narrowed else _find)(connection, search)
    return found[skip : search.needed]


async def _find(connection: Connection, search: Search) -> list[Place]:
    sample = await _walk(connection, search, search.limits.sample, after=search.after)
    return await _go_on(connection, search, sample)


async def _find_narrowed(connection: Connection, search: Search) -> list[Place]:
    limits = search.limits
    bare = replace(search, wanted=TicketFilter(words=search.wanted.words), needed=limits.sample)
    sample = await _walk(connection, bare, limits.sample, after=search.after)
    if not sample.found:
        return await _look_up(connection, search)
    first = await _walk(connection, search, limits.sample, after=search.after)
    is_frequent = len(sample.found) >= limits.frequent
    return await _go_on(connection, search, first, at_any_rate=is_frequent)


async def _go_on(
    connection: Connection, search: Search, sample: _Walk, *, at_any_rate: bool = False
) -> list[Place]:
    """Walk on from a sample if that promises to fill the page; else look into the index."""
    if sample.last is None or len(sample.found) >= search.needed:
        return sample.found
    limits = search.limits
    promises = search.needed * limits.sample <= len(sample.found) * limits.furthest
    if promises or at_any_rate:
        rest = replace(search, needed=search.needed - len(sample.found))
        furthest = limits.long_walk if at_any_rate else limits.furthest
        walk = await _walk(connection, rest, furthest, after=sample.last)
        found = sample.found + walk.found
        if walk.last is None or len(found) >= search.needed:
            return found
    return await _look_up(connection, search)


# The test is a subquery of one row: nothing but the primary key can serve it.
_TEST: Final[LiteralString] = """(
            select s.words @@ %(words)s::tsquery
            from ticket_search s
            where s.community_id = %(community_id)s and s.ticket_id = f.ticket_id
        )"""

_WALK: Final[LiteralString] = """
select w.number, w.is_hit, w.found_time, w.ticket_id
from (
    select row_number() over () as number, f.found_time, f.ticket_id, {test} as is_hit
    from (
        select t.ticket_id, t.{key} as found_time
        from tickets t
        where t.community_id = %(community_id)s
        {conditions}
        order by t.{key} {direction}, t.ticket_id {direction}
        limit %(most)s
    ) f
) w
where w.is_hit or w.number = %(most)s
limit %(needed)s + 1
"""

_AFTER: Final[LiteralString] = (
    "and (t.{key}, t.ticket_id) {beyond} (%(after_time)s::bigint, %(after_id)s::bigint)"
)


async def _walk(connection: Connection, search: Search, most: int, *, after: Place | None) -> _Walk:
    """Look at the words of the first `most` tickets behind `after`."""
    conditions, parameters = _conditions(search)
    if after is not None:
        conditions = [_AFTER, *conditions]
        parameters |= {"after_time": after.time, "after_id": after.ticket_id}
    statement = _WALK.replace("{conditions}", "\n        ".join(conditions))
    statement = statement.replace("{test}", _TEST)
    for name, part in _order_parts(search.order):
        statement = statement.replace(name, part)
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(statement, parameters | {"most": most, "needed": search.needed})
    rows = await cursor.fetchall()
    found = [Place(time, ticket_id) for _, is_hit, time, ticket_id in rows if is_hit]
    last = [Place(time, ticket_id) for number, _, time, ticket_id in rows if number == most]
    return _Walk(found=found[: search.needed], last=last[0] if last else None)


def _conditions(search: Search) -> tuple[list[LiteralString], Parameters]:
    conditions: list[LiteralString] = []
    parameters: Parameters = {
        "community_id": search.community_id,
        "words": search.wanted.words,
    }
    for condition, values in predicates(replace(search.wanted, words=None)):
        conditions.append("and " + condition)
        parameters |= values
    return conditions, parameters


def _order_parts(order: TicketListOrderBy) -> list[tuple[LiteralString, LiteralString]]:
    return [
        ("{key}", "creation_time" if _by_creation(order) else "last_activity"),
        ("{direction}", "desc" if _descending(order) else "asc"),
        ("{beyond}", "<" if _descending(order) else ">"),
    ]


def _by_creation(order: TicketListOrderBy) -> bool:
    return order in (TicketListOrderBy.CREATION_TIME_DESC, TicketListOrderBy.CREATION_TIME_ASC)


def _descending(order: TicketListOrderBy) -> bool:
    return order in (
        TicketListOrderBy.CREATION_TIME_DESC,
        TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC,
    )


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
      {conditions}
    offset 0
) narrowed
limit %(needed)s
"""


async def _look_up(connection: Connection, search: Search) -> list[Place]:
    conditions, parameters = _conditions(search)
    statement = _LOOK_UP_NARROWED if conditions else _LOOK_UP
    statement = statement.replace("{conditions}", "\n      ".join(conditions))
    parameters |= {
        "by_creation": _by_creation(search.order),
        "descending": _descending(search.order),
        "after_time": search.after and search.after.time,
        "after_id": search.after and search.after.ticket_id,
        "most": None if conditions else search.needed,
        "needed": search.needed,
    }
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(statement.replace("{with_words}", _WITH_WORDS), parameters)
    return [Place(*row) for row in await cursor.fetchall()]


MOST_RANKED: Final = 1_000
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
    connection: Connection, community_id: int, wanted: TicketFilter, *, skip: int, take: int
) -> list[Place]:
    """The best first, of the `MOST_RANKED` newest that the filter lets through; of equals the newer
    one. One more than `take` if there are more."""
    newest = await find_by_words(
        connection,
        community_id,
        wanted,
        order=TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC,
        start=0,
        take=MOST_RANKED - 1,
    )
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(
        _RANKED,
        {
            "community_id": community_id,
            "words": wanted.words,
            "ids": [place.ticket_id for place in newest],
            "skip": skip,
            "needed": take + 1,
        },
    )
    return [Place(*row) for row in await cursor.fetchall()]


_COUNT: Final[LiteralString] = """
select count(*)
from (
    select
    from tickets t
    where t.community_id = %(community_id)s
    {conditions}
    limit %(most)s
) found
"""


async def count_listed(
    connection: Connection, community_id: int, wanted: TicketFilter, *, most: int = 1_000
) -> int:
    """How many tickets the filter lets through, with words or without; at most `most`."""
    if wanted.words is not None:
        order = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC
        found = await find_by_words(
            connection, community_id, wanted, order=order, start=0, take=most - 1
        )
        return len(found)
    conditions: list[LiteralString] = []
    parameters: Parameters = {"community_id": community_id, "most": most}
    for condition, values in predicates(wanted):
        conditions.append("and " + condition)
        parameters |= values
    statement = _COUNT.replace("{conditions}", "\n    ".join(conditions))
    found_count: int = await connection.value(statement, parameters)
    return found_count

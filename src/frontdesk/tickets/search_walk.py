"""Looking at the words of one ticket after the other, in the order of the list."""

from dataclasses import dataclass
from typing import Final, LiteralString

from psycopg.rows import tuple_row

from frontdesk.database.pool import Connection
from frontdesk.tickets.search_request import Place, Search
from frontdesk.tickets.statements import ORDERS, Plan


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What a walk found. `last`: where it stopped; None if the list ended, or enough was found."""

    found: list[Place]
    last: Place | None


# The test is a subquery of one row: nothing but the primary key can serve it. Pairs are
# asked first: they stand in the row, words beside it.
_WALK: Final[LiteralString] = """
select w.number, w.is_hit, w.found_time, w.ticket_id
from (
    select row_number() over () as number, f.{key} as found_time, f.ticket_id,
           (
               select {pairs}s.words @@ %(words)s::tsquery
               from ticket_search s
               where s.community_id = %(community_id)s and s.ticket_id = f.ticket_id
           ) as is_hit
    from ({page}) f
) w
where w.is_hit or w.number = %(most)s
limit %(needed)s
"""


async def walk(
    connection: Connection, search: Search, plan: Plan, most: int, *, after: Place | None
) -> Walk:
    """Look at the words of the first `most` tickets behind `after`."""
    page, parameters = search.listing.compose_places(plan, after=after, most=most)
    key = ORDERS[search.listing.order].key
    statement = _WALK.replace("{page}", page).replace("{key}", key)
    statement = statement.replace("{pairs}", _HAS_PAIR if search.pairs else "")
    parameters |= {"words": search.words, "most": most, "needed": search.needed}
    if search.pairs:
        parameters["pair"] = list(search.pairs[0])
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(statement, parameters)
    rows = await cursor.fetchall()
    found = [Place(time, ticket_id) for _, is_hit, time, ticket_id in rows if is_hit]
    last = [Place(time, ticket_id) for number, _, time, ticket_id in rows if number == most]
    return Walk(found=found, last=last[0] if last else None)


_HAS_PAIR: Final[LiteralString] = "s.pairs && %(pair)s::int2[] and "


_COUNT: Final[LiteralString] = "select count(*) from ({page}) f"


async def count_rest(
    connection: Connection, search: Search, plan: Plan, most: int, *, after: Place
) -> int:
    """How many tickets the list has behind `after`, whatever their words; at most `most`."""
    page, parameters = search.listing.compose_places(plan, after=after, most=most)
    count: int = await connection.value(_COUNT.replace("{page}", page), parameters)
    return count

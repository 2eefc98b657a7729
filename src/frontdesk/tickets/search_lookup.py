"""Taking the tickets with words from their index, and putting them into the order of the list."""

from typing import Final, LiteralString

from msgspec import UNSET
from psycopg.rows import tuple_row

from frontdesk.database.pool import Connection, Parameters
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.search_pairs import MOST_SOUGHT
from frontdesk.tickets.search_request import Place, Search
from frontdesk.tickets.sources import CREATION
from frontdesk.tickets.statements import ORDERS

_BESIDE_WORDS: Final = frozenset({"status", "category", "categories", "uncategorized", "source"})

_CANDIDATES: Final[LiteralString] = """{function}({pairs}
    %(words)s::tsquery, %(among_statuses)s::text[], %(among_categories)s::bigint[],
    %(of_source)s::text, %(by_creation)s, %(descending)s, %(after_time)s::bigint,
    %(after_id)s::bigint, %(most)s::bigint
)"""

_PAIRS: Final[LiteralString] = (
    "%(pair_1)s::int2[], %(pair_2)s::int2[], %(pair_3)s::int2[], %(pair_4)s::int2[],"
)

_LOOK_UP: Final[LiteralString] = "select f.found_time, f.ticket_id from {candidates} f"

# The join cannot but go through the candidates in their order, and ends when there are enough.
_LOOK_UP_NARROWED: Final[LiteralString] = """
select f.found_time, f.ticket_id
from {candidates} f
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


async def look_up(connection: Connection, search: Search) -> list[Place]:
    conditions, parameters = search.listing.conditions()
    is_narrowed = not _covers(search)
    statement = _LOOK_UP_NARROWED if is_narrowed else _LOOK_UP
    statement = statement.replace("{conditions}", "\n      and ".join(conditions.values()))
    statement = statement.replace("{candidates}", _candidates(search))
    parameters |= _asked(search) | {"most": None if is_narrowed else search.needed}
    cursor = connection.cursor(row_factory=tuple_row)
    await cursor.execute(statement, parameters)
    return [Place(*row) for row in await cursor.fetchall()]


def _covers(search: Search) -> bool:
    """Whether all that the list asks of tickets stands beside their words."""
    names = search.listing.conditions()[0].keys()
    return names <= _BESIDE_WORDS and len(names - {"status", "source"}) <= 1


def _candidates(search: Search) -> LiteralString:
    function: LiteralString = "tickets_with_phrases" if search.pairs else "tickets_with_words"
    pairs: LiteralString = _PAIRS if search.pairs else ""
    return _CANDIDATES.replace("{function}", function).replace("{pairs}", pairs)


def _asked(search: Search) -> Parameters:
    order = ORDERS[search.listing.order]
    asked = _beside_words(search.listing.wanted) | {
        "words": search.words,
        "by_creation": order.key == CREATION,
        "descending": order.direction == "desc",
        "after_time": search.after and search.after.time,
        "after_id": search.after and search.after.ticket_id,
        "needed": search.needed,
    }
    if search.pairs:
        for number in range(MOST_SOUGHT):
            asked[f"pair_{number + 1}"] = list(search.pairs[min(number, len(search.pairs) - 1)])
    return asked


def _beside_words(wanted: TicketFilter) -> Parameters:
    """What `tickets_with_words` itself looks at; 0 stands for no category."""
    categories = None
    if wanted.category_ids:
        categories = list(wanted.category_ids)
    elif wanted.category_id is None:
        categories = [0]
    elif wanted.category_id is not UNSET and not wanted.include_subcategories:
        categories = [wanted.category_id]
    return {
        "among_statuses": sorted(wanted.wanted_statuses()) if wanted.narrows_status else None,
        "among_categories": categories,
        "of_source": wanted.source,
    }

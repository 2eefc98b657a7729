"""Lists of tickets: filtered on columns, answered from documents (design section 2, hot path)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, LiteralString

from psycopg.rows import tuple_row

from frontdesk.database.pool import Connection, Parameters
from frontdesk.errors import NotFound
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.document import as_of
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter, predicates
from frontdesk.tickets.searching import Place, find_best_by_words, find_by_words

_LISTING: Final[LiteralString] = """
select t.document, t.expiry_time, t.{key}, t.ticket_id
from tickets t
where t.community_id = %(community_id)s
{conditions}
order by t.{key} {direction}, t.ticket_id {direction}
limit %(limit)s offset %(skip)s
"""

_ORDERS: Final[dict[TicketListOrderBy, tuple[LiteralString, LiteralString, LiteralString]]] = {
    TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC: ("last_activity", "desc", "<"),
    TicketListOrderBy.LAST_THREAD_ACTIVITY_ASC: ("last_activity", "asc", ">"),
    TicketListOrderBy.CREATION_TIME_DESC: ("creation_time", "desc", "<"),
    TicketListOrderBy.CREATION_TIME_ASC: ("creation_time", "asc", ">"),
}

Row = tuple[bytes, int | None, int, int]

_AFTER: LiteralString = (
    "(t.{key}, t.ticket_id) {beyond} (%(cursor_time)s::bigint, %(cursor_id)s::bigint)"
)


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
) -> TicketPage:
    """The page of `take` tickets after `start` (a cursor, or a number of tickets to skip).

    Ties in the order go by id in the same direction (contract 3.13).
    """
    if take == 0:
        return TicketPage([], None)
    if wanted.words is not None:
        places = await find_by_words(
            connection, community_id, wanted, order=order, start=start, take=take
        )
        return _page(await _rows(connection, community_id, places), take, order, start, now)
    statement, parameters = compose_listing(
        community_id, wanted, order=order, start=start, take=take
    )
    cursor = connection.cursor(row_factory=tuple_row, binary=True)
    await cursor.execute(statement, parameters)
    return _page(await cursor.fetchall(), take, order, start, now)


async def list_best(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    *,
    skip: int,
    take: int,
    now: int,
) -> list[bytes]:
    """Documents of tickets with the words that are asked for, the best first; one more than `take`
    if there are more (`searching.find_best_by_words`)."""
    places = await find_best_by_words(connection, community_id, wanted, skip=skip, take=take)
    rows = await _rows(connection, community_id, places)
    return [as_of(document, expiry, now) for document, expiry, _, _ in rows]


async def _rows(connection: Connection, community_id: int, places: Sequence[Place]) -> list[Row]:
    """The documents of these tickets, in this order."""
    cursor = connection.cursor(row_factory=tuple_row, binary=True)
    await cursor.execute(
        """
        select t.ticket_id, t.document, t.expiry_time
        from tickets t
        where t.community_id = %s and t.ticket_id = any(%s)
        """,
        [community_id, [place.ticket_id for place in places]],
    )
    found = {row[0]: row[1:] for row in await cursor.fetchall()}
    return [(*found[id_], time, id_) for time, id_ in places if id_ in found]


def compose_listing(
    community_id: int,
    wanted: TicketFilter,
    *,
    order: TicketListOrderBy,
    start: Cursor | int,
    take: int,
) -> tuple[LiteralString, Parameters]:
    """The statement behind a page, which asks for one row more than that, and its parameters."""
    conditions, parameters = _conditions(wanted, start)
    parameters |= {
        "community_id": community_id,
        "limit": take + 1,
        "skip": start if isinstance(start, int) else 0,
    }
    return _statement(order, conditions), parameters


def _conditions(
    wanted: TicketFilter, start: Cursor | int
) -> tuple[tuple[LiteralString, ...], Parameters]:
    conditions: list[LiteralString] = []
    parameters: Parameters = {}
    for condition, values in predicates(wanted):
        conditions.append(condition)
        parameters |= values
    if isinstance(start, Cursor):
        conditions.append(_AFTER)
        parameters |= {"cursor_time": start.time, "cursor_id": start.ticket_id}
    return tuple(conditions), parameters


@lru_cache(maxsize=1024)
def _statement(order: TicketListOrderBy, conditions: tuple[LiteralString, ...]) -> LiteralString:
    key, direction, beyond = _ORDERS[order]
    lines = "\n".join(f"  and {condition}" for condition in conditions)
    statement = _LISTING.replace("{conditions}", lines)
    for name, part in (("{key}", key), ("{direction}", direction), ("{beyond}", beyond)):
        statement = statement.replace(name, part)
    return statement


def _page(
    rows: list[Row], take: int, order: TicketListOrderBy, start: Cursor | int, now: int
) -> TicketPage:
    documents = [as_of(document, expiry, now) for document, expiry, _, _ in rows[:take]]
    if len(rows) <= take:
        return TicketPage(documents, None)
    skip = start if isinstance(start, int) else start.skip
    _, _, time, ticket_id = rows[take - 1]
    return TicketPage(documents, Cursor(order, time, ticket_id, skip))


async def get_document(
    connection: Connection, community_id: int, ticket_id: int, *, now: int
) -> bytes:
    """The document of one ticket. Raises NotFound."""
    cursor = connection.cursor(row_factory=tuple_row, binary=True)
    await cursor.execute(
        """
        select document, expiry_time
        from tickets
        where community_id = %s and ticket_id = %s
        """,
        [community_id, ticket_id],
    )
    row = await cursor.fetchone()
    if row is None:
        raise NotFound(f"no ticket has the id {ticket_id}")
    document, expiry = row
    return as_of(document, expiry, now)


async def require_ticket(connection: Connection, community_id: int, ticket_id: int) -> None:
    """Raises NotFound unless the community has that ticket."""
    found = await connection.value(
        """
        select true
        from tickets
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id},
    )
    if not found:
        raise NotFound(f"no ticket has the id {ticket_id}")

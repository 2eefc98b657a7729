"""Tickets whose ids are known: their documents, and whether they are there at all."""

from collections.abc import Collection
from typing import Final, LiteralString

from frontdesk.database.pool import Connection, Parameters
from frontdesk.errors import NotFound
from frontdesk.tickets.document import as_of
from frontdesk.tickets.visibility import EVERYTHING, Visibility, seen_predicate


async def get_document(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    *,
    now: int,
    visibility: Visibility = EVERYTHING,
) -> bytes:
    """The document of one ticket. Raises NotFound, for one that is not seen as for none."""
    rows = await connection.tuples(*_of_ticket(_DOCUMENT, community_id, ticket_id, visibility))
    if not rows:
        raise NotFound(f"no ticket has the id {ticket_id}")
    document, expiry = rows[0]
    return as_of(document, expiry, now)


async def documents_by_id(
    connection: Connection, community_id: int, ticket_ids: Collection[int], *, now: int
) -> dict[int, bytes]:
    """The documents of those of the tickets that are there."""
    rows = await connection.tuples(
        """
        select t.ticket_id, d.document, t.expiry_time
        from tickets t
        join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
        where t.community_id = %(community_id)s and t.ticket_id = any(%(ids)s::bigint[])
        """,
        {"community_id": community_id, "ids": list(ticket_ids)},
    )
    return {ticket_id: as_of(document, expiry, now) for ticket_id, document, expiry in rows}


async def require_ticket(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    *,
    visibility: Visibility = EVERYTHING,
) -> None:
    """Raises NotFound unless the community has that ticket and it is seen."""
    if not await connection.value(*_of_ticket(_IS_THERE, community_id, ticket_id, visibility)):
        raise NotFound(f"no ticket has the id {ticket_id}")


_DOCUMENT: Final[LiteralString] = """
select d.document, t.expiry_time
from tickets t
join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
"""

_IS_THERE: Final[LiteralString] = """
select true
from tickets t
where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
"""


def _of_ticket(
    statement: LiteralString, community_id: int, ticket_id: int, visibility: Visibility
) -> tuple[LiteralString, Parameters]:
    parameters: Parameters = {"community_id": community_id, "ticket_id": ticket_id}
    for condition, values in seen_predicate(visibility).values():
        statement += "  and " + condition
        parameters |= values
    return statement, parameters

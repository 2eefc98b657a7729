"""All tickets of a community, one a line, in the form that loading reads."""

from collections.abc import AsyncIterator

from frontdesk.database.pool import Connection
from frontdesk.tickets.document import as_of

_AT_ONCE = 2_000


async def export_tickets(
    connection: Connection, community_id: int, *, now: int
) -> AsyncIterator[bytes]:
    """Documents in order of their ids, all of one moment; `connection` is in a transaction."""
    async with connection.cursor("export", binary=True) as cursor:
        cursor.itersize = _AT_ONCE
        await cursor.execute(
            """
            select d.document, t.expiry_time
            from tickets t
            join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
            where t.community_id = %s
            order by t.ticket_id
            """,
            [community_id],
        )
        async for document, expiry in cursor:
            yield as_of(document, expiry, now)

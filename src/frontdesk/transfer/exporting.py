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
            select document, expiry_time
            from tickets
            where community_id = %s
            order by ticket_id
            """,
            [community_id],
        )
        async for document, expiry in cursor:
            yield as_of(document, expiry, now)

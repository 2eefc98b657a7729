"""All tickets of a community, one a line, in the form that loading reads."""

from collections.abc import AsyncIterator

from frontdesk.database.pool import Connection
from frontdesk.tickets.document import as_of
from frontdesk.transfer.staging import look_up_by_key
from frontdesk.transfer.thread_export import add_threads

_AT_ONCE = 1_000


async def export_tickets(
    connection: Connection, community_id: int, *, now: int, threads: bool = False
) -> AsyncIterator[bytes]:
    """Documents in order of their ids, all of one moment; with `threads`, each with its replies and
    notes. `connection` is in a transaction."""
    # Else each of the following statements would see what was committed since.
    await connection.execute("set transaction isolation level repeatable read, read only")
    async with connection.cursor("export", binary=True) as cursor:
        await cursor.execute(
            """
            select t.ticket_id, d.document, t.expiry_time
            from tickets t
            join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
            where t.community_id = %s
            order by t.ticket_id
            """,
            [community_id],
        )
        await look_up_by_key(connection)
        while found := await cursor.fetchmany(_AT_ONCE):
            documents = {ticket_id: as_of(text, expiry, now) for ticket_id, text, expiry in found}
            if threads:
                lines = await add_threads(connection, community_id, documents)
            else:
                lines = list(documents.values())
            for line in lines:
                yield line

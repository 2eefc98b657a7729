"""Comparing stored documents with the tables they are made from."""

from collections.abc import AsyncIterator
from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.tickets.assembling import assemble_documents

_AT_ONCE: Final = 1_000


async def find_stale_documents(
    connection: Connection, community_id: int
) -> AsyncIterator[tuple[int, list[int]]]:
    """Batch by batch: how many documents were compared, and the tickets whose document differs, or
    of which rows are missing.

    `connection` is in a transaction that sees one moment (repeatable read).
    """
    last = 0
    while True:
        cursor = connection.cursor(binary=True)
        await cursor.execute(
            """
            select t.ticket_id, d.document
            from tickets t
            left join ticket_documents d
                   on d.community_id = t.community_id and d.ticket_id = t.ticket_id
            where t.community_id = %s and t.ticket_id > %s
            order by t.ticket_id
            limit %s
            """,
            [community_id, last, _AT_ONCE],
        )
        stored: dict[int, bytes | None] = dict(await cursor.fetchall())
        if not stored:
            return
        true = await assemble_documents(connection, community_id, stored)
        yield len(stored), [each for each, document in stored.items() if document != true.get(each)]
        last = max(stored)

"""Notes as they are read: what the team tells itself about a ticket, oldest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

import msgspec

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Note:
    """`version` counts changes."""

    note_id: int
    ticket_id: int
    author_id: UUID
    creation_time: int
    message: str
    html_message: str
    version: int
    mentioned_ids: list[UUID]


_SELECT: Final[LiteralString] = """
select n.note_id, n.ticket_id, n.author_id, n.creation_time, n.message, n.html_message, n.version,
       array(
           select m.person_id
           from note_mentions m
           where m.community_id = n.community_id and m.note_id = n.note_id
           order by m.position
       ) as mentioned_ids
from notes n
"""


async def list_notes(
    connection: Connection, community_id: int, ticket_id: int, *, skip: int, take: int
) -> list[Note]:
    return await connection.rows(
        Note,
        _SELECT
        + """
        where n.community_id = %(community_id)s and n.ticket_id = %(ticket_id)s
        order by n.creation_time, n.note_id
        limit %(take)s offset %(skip)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "skip": skip, "take": take},
    )


async def notes_by_ids(
    connection: Connection, community_id: int, ticket_id: int, note_ids: Sequence[int]
) -> list[Note]:
    """Those of these notes that the ticket has, oldest first."""
    return await connection.rows(
        Note,
        _SELECT
        + """
        where n.community_id = %(community_id)s
          and n.ticket_id = %(ticket_id)s
          and n.note_id = any(%(ids)s::bigint[])
        order by n.creation_time, n.note_id
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "ids": list(note_ids)},
    )


async def notes_of_tickets(
    connection: Connection, community_id: int, ticket_ids: list[int]
) -> list[Note]:
    """Each ticket's in the order of its thread."""
    return await connection.rows(
        Note,
        _SELECT
        + """
        where n.community_id = %(community_id)s and n.ticket_id = any(%(ids)s)
        order by n.ticket_id, n.creation_time, n.note_id
        """,
        {"community_id": community_id, "ids": ticket_ids},
    )


async def require_note(
    connection: Connection, community_id: int, ticket_id: int, note_id: int
) -> Note:
    """Raises NotFound unless the ticket has that note."""
    note = await connection.row(
        Note,
        _SELECT
        + """
        where n.community_id = %(community_id)s
          and n.ticket_id = %(ticket_id)s
          and n.note_id = %(note_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "note_id": note_id},
    )
    if note is None:
        raise NotFound(f"ticket {ticket_id} has no note {note_id}")
    return note


async def notes_by_id(
    connection: Connection, community_id: int, note_ids: Collection[int]
) -> list[Note]:
    """Those of them that are still there."""
    return await connection.rows(
        Note,
        _SELECT + "where n.community_id = %(community_id)s and n.note_id = any(%(note_ids)s)",
        {"community_id": community_id, "note_ids": list(note_ids)},
    )


async def deleted_notes(
    connection: Connection, community_id: int, ticket_ids: Collection[int]
) -> list[Note]:
    """Notes of these tickets as they were when somebody deleted them."""
    found = await connection.values(
        """
        select data -> 'note'
        from events
        where community_id = %(community_id)s
          and ticket_id = any(%(ticket_ids)s)
          and name = 'note_deleted'
          and data ? 'note'
        """,
        {"community_id": community_id, "ticket_ids": list(ticket_ids)},
    )
    return [msgspec.convert(note, Note) for note in found]

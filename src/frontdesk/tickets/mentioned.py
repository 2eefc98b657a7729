"""Tickets in whose notes somebody was mentioned."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.pool import Connection


@dataclass(frozen=True, kw_only=True)
class MentionedTicket:
    """`note_id` is the newest note that mentions the person."""

    ticket_id: int
    note_id: int
    time: int


async def tickets_mentioning(
    connection: Connection,
    community_id: int,
    person_id: UUID,
    *,
    before: int | None = None,
    take: int = 50,
) -> list[MentionedTicket]:
    """The newest mention first; to go on, `before` the last one's `note_id`."""
    return await connection.rows(
        MentionedTicket,
        """
        select n.ticket_id, max(n.note_id) as note_id, max(n.creation_time) as time
        from note_mentions m
        join notes n on n.community_id = m.community_id and n.note_id = m.note_id
        where m.community_id = %(community_id)s and m.person_id = %(person_id)s
        group by n.ticket_id
        having %(before)s::bigint is null or max(n.note_id) < %(before)s::bigint
        order by note_id desc
        limit %(take)s
        """,
        {
            "community_id": community_id,
            "person_id": person_id,
            "before": before,
            "take": take,
        },
    )

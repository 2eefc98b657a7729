"""Compositions: what teammates have typed for a ticket and not sent.

One reply and one note of each teammate on each ticket, seen by nobody else. They have nothing to
do with the API's draft replies (`isDraft`), which are part of the thread for everybody: sending a
composition makes a reply, saving one as a draft for others makes a draft reply.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from frontdesk.database.pool import Connection


class CompositionKind(StrEnum):
    REPLY = "reply"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Composition:
    """With an empty `text` one that was sent or thrown away: whoever types on goes on counting
    from its `revision`. The reply that is answered may have gone meanwhile."""

    kind: CompositionKind
    text: str
    revision: int
    time: int
    answered_reply_id: int | None = None


async def compositions_of(
    connection: Connection, community_id: int, ticket_id: int, person_id: UUID
) -> dict[CompositionKind, Composition]:
    """What a teammate finds again on opening the ticket."""
    found = await connection.rows(
        Composition,
        """
        select kind, text, revision, time, answered_reply_id
        from compositions
        where community_id = %(community_id)s
          and ticket_id = %(ticket_id)s
          and person_id = %(person_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "person_id": person_id},
    )
    return {CompositionKind(each.kind): each for each in found}


async def tickets_composed_on(
    connection: Connection, community_id: int, person_id: UUID, *, take: int = 1000
) -> list[int]:
    """Tickets on which the teammate has unsent texts, the latest first.

    The inbox's view "drafts" shows these and the tickets that have a draft reply (`hasDraft`).
    """
    return await connection.values(
        """
        select ticket_id
        from compositions
        where community_id = %(community_id)s and person_id = %(person_id)s and text <> ''
        group by ticket_id
        order by max(time) desc, ticket_id desc
        limit %(take)s
        """,
        {"community_id": community_id, "person_id": person_id, "take": take},
    )

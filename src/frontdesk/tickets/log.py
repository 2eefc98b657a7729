"""The log of a ticket: the journal, seen through a window (contract 3.18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.events.names import EventName

_NOT_IN_THE_CONTRACT: Final = frozenset(
    {
        EventName.TICKET_MARKED_AS_SPAM,
        EventName.TICKET_MARKED_AS_NOT_SPAM,
        EventName.TICKET_DELETED,
        EventName.TICKET_RESTORED,
        EventName.TICKET_HIDDEN,
        EventName.TICKET_SHOWN,
        EventName.TICKET_MUTED,
        EventName.TICKET_UNMUTED,
        EventName.DRAFT_DELETED,
    }
)

ACTION_TYPES: Final = tuple(
    name
    for name in EventName
    if name.startswith(("ticket_", "reply_", "note_", "draft_"))
    and name not in _NOT_IN_THE_CONTRACT
)


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """`data` holds the previous and the new value, by the kind of event."""

    name: EventName
    time: int
    actor_id: UUID | None
    subject_id: str | None
    data: dict[str, Any]  # Any: JSON


async def list_log(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    *,
    names: Sequence[EventName],
    skip: int,
    take: int,
) -> list[LogEntry]:
    """A page of the ticket's events of these kinds, newest first."""
    return await connection.rows(
        LogEntry,
        """
        select name, time, actor_id, subject_id, data
        from events
        where community_id = %(community_id)s
          and ticket_id = %(ticket_id)s
          and name = any(%(names)s)
        order by event_id desc
        limit %(take)s offset %(skip)s
        """,
        {
            "community_id": community_id,
            "ticket_id": ticket_id,
            "names": [name.value for name in names],
            "skip": skip,
            "take": take,
        },
    )

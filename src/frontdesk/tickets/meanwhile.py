"""What others did to a ticket while somebody had it open."""

from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.events.names import EventName


@dataclass(frozen=True, kw_only=True)
class Change:
    """`data` is that of the event (docs/api/events.md); values of custom fields are left out,
    since not everybody may see them."""

    event_id: int
    name: EventName
    time: int
    actor_id: UUID | None
    actor_name: str | None
    subject_id: str | None
    data: dict[str, Any]  # Any: JSON


async def last_event_id(connection: Connection, community_id: int, ticket_id: int) -> int:
    """What a page that shows the ticket now must remember; 0 without any event.

    Read it before what the page shows, so that nothing falls between them.
    """
    found: int | None = await connection.value(
        """
        select max(event_id)
        from events
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id},
    )
    return found or 0


SELECT_CHANGES: Final[LiteralString] = """
select e.event_id, e.name, e.time, e.actor_id, p.name as actor_name, e.subject_id,
       case
           when e.name = 'ticket_custom_field_changed' then e.data - 'previous' - 'values'
           else e.data
       end as data
from events e
left join people p on p.community_id = e.community_id and p.person_id = e.actor_id
"""
"""Of `Change`s, without the values of custom fields, which not everybody may see."""


async def changes_since(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    event_id: int,
    *,
    besides: UUID | None = None,
    take: int = 50,
) -> list[Change]:
    """What happened to the ticket after that event, oldest first; nothing of the person `besides`,
    and nobody's reading.

    Changes of one ticket come one by one, so no event gets a smaller id than one that was seen.
    """
    return await connection.rows(
        Change,
        SELECT_CHANGES
        + """
        where e.community_id = %(community_id)s
          and e.ticket_id = %(ticket_id)s
          and e.event_id > %(event_id)s
          and e.name <> 'ticket_read'
          and (%(besides)s::uuid is null or e.actor_id is distinct from %(besides)s::uuid)
        order by e.event_id
        limit %(take)s
        """,
        {
            "community_id": community_id,
            "ticket_id": ticket_id,
            "event_id": event_id,
            "besides": besides,
            "take": take,
        },
    )

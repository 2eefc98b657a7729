"""What happened a moment ago, and who sees the tickets that it happened to: for live updates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.events.names import EventName
from frontdesk.tickets.visibility import Visibility, may_see


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event of the journal; `assignee_id` is whom it gave the ticket, `mentioned_ids` whom its
    note mentions, and the former ones are those that a ticket was taken from."""

    event_id: int
    name: EventName
    actor_id: UUID | None
    ticket_id: int | None
    subject_id: str | None
    assignee_id: UUID | None
    mentioned_ids: list[UUID]
    former_assignee_id: UUID | None
    former_category_id: int | None


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What decides who sees a ticket, and what it is called."""

    ticket_id: int
    title: str | None
    category_id: int | None
    assignee_id: UUID | None
    mentioned_ids: list[UUID]

    def is_seen(self, visibility: Visibility) -> bool:
        return may_see(
            visibility,
            category_id=self.category_id,
            assignee_id=self.assignee_id,
            mentioned_ids=self.mentioned_ids,
        )


_COLUMNS: Final[LiteralString] = """
select event_id, name, actor_id, ticket_id, subject_id,
       case when name = 'ticket_assigned_to_user' then (data ->> 'assignee_id')::uuid
       end as assignee_id,
       case when name = 'note_created'
            then array(select jsonb_array_elements_text(data -> 'mentioned_ids')::uuid)
            else '{}'::uuid[]
       end as mentioned_ids,
       case when name in ('ticket_assigned_to_user', 'ticket_unassigned')
            then (data ->> 'previous')::uuid
       end as former_assignee_id,
       case when name = 'ticket_category_changed' then (data ->> 'previous')::bigint
       end as former_category_id
from events
where community_id = %(community_id)s and time >= %(since)s
"""
_OF_TICKETS: Final[LiteralString] = "and ticket_id = any(%(ids)s::bigint[])"
_NEWEST_FIRST: Final[LiteralString] = """
order by time desc, event_id desc
limit %(most)s
"""


async def happenings_since(
    connection: Connection,
    community_id: int,
    since: int,
    *,
    ticket_ids: Iterable[int] | None = None,
    most: int,
) -> list[Happening]:
    """The newest first, of these tickets or of everything; a transaction that took longer than
    the time since then may be missing."""
    parameters = {"community_id": community_id, "since": since, "most": most}
    if ticket_ids is None:
        return await connection.rows(Happening, _COLUMNS + _NEWEST_FIRST, parameters)
    return await connection.rows(
        Happening,
        _COLUMNS + _OF_TICKETS + _NEWEST_FIRST,
        {**parameters, "ids": list(ticket_ids)},
    )


async def sights_of(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> dict[int, Sight]:
    """By ticket; those that do not exist are left out."""
    sights = await connection.rows(
        Sight,
        """
        select t.ticket_id, t.title, t.category_id, t.assignee_id,
               array(
                   select m.person_id
                   from notes n
                   join note_mentions m
                     on m.community_id = n.community_id and m.note_id = n.note_id
                   where n.community_id = t.community_id and n.ticket_id = t.ticket_id
               ) as mentioned_ids
        from tickets t
        where t.community_id = %(community_id)s and t.ticket_id = any(%(ids)s::bigint[])
        """,
        {"community_id": community_id, "ids": list(ticket_ids)},
    )
    return {sight.ticket_id: sight for sight in sights}

"""Taking back what somebody just did to tickets.

The journal has the previous values: a deed is a stretch of it, the events that one teammate wrote
at one time. What others changed since stays as they made it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.setting_aside import Aside, set_aside
from frontdesk.tickets.state import lock_ticket
from frontdesk.tickets.triage import replace_tags, set_category, set_status
from frontdesk.tickets.triaging_many import hand_over

MOST_EVENTS: Final = 5_000

ASSIGNEE, CATEGORY, TAGS, STATUS = "assignee", "category", "tags", "status"

_ASPECTS: Final[dict[str, str]] = {
    EventName.TICKET_ASSIGNED_TO_USER: ASSIGNEE,
    EventName.TICKET_UNASSIGNED: ASSIGNEE,
    EventName.TICKET_CATEGORY_CHANGED: CATEGORY,
    EventName.TICKET_TAGS_CHANGED: TAGS,
    EventName.TICKET_MARKED_AS_SPAM: Aside.SPAM,
    EventName.TICKET_MARKED_AS_NOT_SPAM: Aside.SPAM,
    EventName.TICKET_DELETED: Aside.DELETED,
    EventName.TICKET_RESTORED: Aside.DELETED,
    EventName.TICKET_STATUS_CHANGED: STATUS,
}
"""What an event is about. The status comes last: other steps back can move it."""


@dataclass(frozen=True, order=True)
class Deed:
    """The events from `first` to `last` that the actor wrote at `time`."""

    time: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """The oldest change of one aspect of a ticket in a deed; `is_last`: nobody changed the aspect
    after the deed."""

    name: str
    ticket_id: int
    data: bytes
    is_last: bool

    @property
    def aspect(self) -> str:
        return _ASPECTS[self.name]

    @property
    def previous(self) -> Any:  # Any: of the aspect's type
        return msgspec.json.decode(self.data).get("previous")


async def find_deed(
    connection: Connection,
    community_id: int,
    actor_id: UUID,
    *,
    time: int,
    ticket_ids: Sequence[int],
) -> Deed | None:
    """What the person did to these tickets at that time; None if that was nothing."""
    return await connection.row(
        Deed,
        """
        select %(time)s::bigint as time, min(event_id) as first, max(event_id) as last
        from events
        where community_id = %(community_id)s
          and ticket_id = any(%(ticket_ids)s::bigint[])
          and time = %(time)s
          and actor_id = %(actor_id)s
          and name = any(%(names)s)
        having count(*) > 0
        """,
        {
            "community_id": community_id,
            "actor_id": actor_id,
            "time": time,
            "ticket_ids": list(ticket_ids),
            "names": list(_ASPECTS),
        },
    )


async def steps_of(
    connection: Connection, community_id: int, actor_id: UUID, deed: Deed
) -> dict[int, list[Step]]:
    """What to take back, by ticket."""
    found = await connection.rows(
        Step,
        """
        select distinct on (e.ticket_id, a.aspect)
               e.name, e.ticket_id, e.data::json as data,
               not exists (
                   select
                   from events later
                   where later.community_id = e.community_id
                     and later.ticket_id = e.ticket_id
                     and later.event_id > e.event_id
                     and (later.time <> e.time or later.actor_id is distinct from e.actor_id)
                     and later.name in (
                         select n.name
                         from unnest(%(names)s::text[], %(aspects)s::text[]) as n (name, aspect)
                         where n.aspect = a.aspect
                     )
               ) as is_last
        from events e
        join unnest(%(names)s::text[], %(aspects)s::text[]) as a (name, aspect) on a.name = e.name
        where e.community_id = %(community_id)s
          and e.event_id between %(first)s and %(last)s
          and e.time = %(time)s
          and e.actor_id = %(actor_id)s
          and e.ticket_id is not null
        order by e.ticket_id, a.aspect, e.event_id
        limit %(most)s
        """,
        vars(deed)
        | {
            "community_id": community_id,
            "actor_id": actor_id,
            "names": [str(name) for name in _ASPECTS],
            "aspects": [str(aspect) for aspect in _ASPECTS.values()],
            "most": MOST_EVENTS,
        },
    )
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in sorted(found, key=lambda step: step.aspect == STATUS):
        steps[step.ticket_id].append(step)
    return steps


async def take_back(tx: Transaction, steps: Sequence[Step], *, role: Role) -> bool:
    """Give a ticket the values that it had, but for what was changed since; false if something was.

    Raises NotFound and NotPermitted, and InvalidMember for what is no longer there.
    """
    for step in steps:
        if step.is_last:
            await _step_back(tx, step, role)
    return all(step.is_last for step in steps)


async def _step_back(tx: Transaction, step: Step, role: Role) -> None:
    ticket_id, previous = step.ticket_id, step.previous
    match step.aspect:
        case "assignee":
            await hand_over(tx, ticket_id, None if previous is None else UUID(previous))
        case "category":
            status = TicketStatus((await lock_ticket(tx, ticket_id)).status)
            await set_category(tx, ticket_id, previous)
            await set_status(tx, ticket_id, status)  # a category may archive what enters it
        case "tags":
            await replace_tags(tx, ticket_id, previous)
        case "status":
            await set_status(tx, ticket_id, TicketStatus(previous))
        case aside:
            was = step.name not in (EventName.TICKET_MARKED_AS_SPAM, EventName.TICKET_DELETED)
            await set_aside(tx, ticket_id, Aside(aside), was, role=role)

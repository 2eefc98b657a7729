"""The thread of a ticket as a page shows it: replies and notes in the order of their times, the
newest part first, and what else happened between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.events.names import EventName
from frontdesk.tickets.meanwhile import SELECT_CHANGES, Change


class ElementKind(StrEnum):
    NOTE = "note"
    REPLY = "reply"


@dataclass(frozen=True, kw_only=True, order=True)
class Element:
    """Where a reply or a note stands; the order is that of the thread."""

    time: int
    kind: ElementKind
    element_id: int


@dataclass(frozen=True, kw_only=True)
class ThreadPart:
    """Neighbours in a thread, oldest first; `has_earlier`: others come before them."""

    elements: list[Element]
    has_earlier: bool


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a page of the ticket needs that its document does not say. `cc`: who gets copies;
    `is_muted`: itself, whatever its category is."""

    cc: list[str]
    is_muted: bool
    expiry_time: int | None


_PART: Final[LiteralString] = """
select time, kind, element_id
from (
    (
        select creation_time as time, 'reply' as kind, reply_id as element_id
        from replies
        where community_id = %(community_id)s
          and ticket_id = %(ticket_id)s
          and creation_time <= %(time)s::bigint
          and (creation_time, 'reply', reply_id)
              < (%(time)s::bigint, %(kind)s::text, %(element_id)s::bigint)
        order by creation_time desc, reply_id desc
        limit %(limit)s
    )
    union all
    (
        select creation_time, 'note', note_id
        from notes
        where community_id = %(community_id)s
          and ticket_id = %(ticket_id)s
          and creation_time <= %(time)s::bigint
          and (creation_time, 'note', note_id)
              < (%(time)s::bigint, %(kind)s::text, %(element_id)s::bigint)
        order by creation_time desc, note_id desc
        limit %(limit)s
    )
) as nearest
order by time desc, kind desc, element_id desc
limit %(limit)s
"""

_LAST: Final = Element(time=2**63 - 1, kind=ElementKind.REPLY, element_id=2**63 - 1)


async def read_part(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    *,
    before: Element | None = None,
    take: int,
) -> ThreadPart:
    """The newest part of the thread, or the one `before` an element; both its sources are read
    from their ends, so a thread of any length costs the same."""
    end = before or _LAST
    found = await connection.rows(
        Element,
        _PART,
        {
            "community_id": community_id,
            "ticket_id": ticket_id,
            "time": end.time,
            "kind": end.kind.value,
            "element_id": end.element_id,
            "limit": take + 1,
        },
    )
    elements = [
        Element(time=each.time, kind=ElementKind(each.kind), element_id=each.element_id)
        for each in reversed(found[:take])
    ]
    return ThreadPart(elements=elements, has_earlier=len(found) > take)


async def changes_between(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    names: Sequence[EventName],
    *,
    start: int | None,
    end: int | None,
    take: int = 300,
) -> list[Change]:
    """The events of these kinds from the time `start` until before `end` (None: from the ticket's
    beginning, until now), oldest first; of very many the newest. Values of custom fields are left
    out, since not everybody may see them."""
    found = await connection.rows(
        Change,
        SELECT_CHANGES
        + """
        where e.community_id = %(community_id)s
          and e.ticket_id = %(ticket_id)s
          and e.name = any(%(names)s::text[])
          and (%(start)s::bigint is null or e.time >= %(start)s::bigint)
          and (%(end)s::bigint is null or e.time < %(end)s::bigint)
        order by e.event_id desc
        limit %(take)s
        """,
        {
            "community_id": community_id,
            "ticket_id": ticket_id,
            "names": [name.value for name in names],
            "start": start,
            "end": end,
            "take": take,
        },
    )
    return found[::-1]


async def get_terms(connection: Connection, community_id: int, ticket_id: int) -> Terms | None:
    """None without such a ticket."""
    return await connection.row(
        Terms,
        """
        select cc, is_muted, expiry_time
        from tickets
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id},
    )

"""The page of a ticket, alone or beside the list."""

from dataclasses import dataclass
from typing import Any

from frontdesk.inbox.ticket_composer import Composers, read_composers
from frontdesk.inbox.ticket_door import OpenTicket, open_ticket
from frontdesk.inbox.ticket_side import Refused, Side, read_side
from frontdesk.inbox.ticket_thread import Thread, mark_new, read_thread
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.tickets.meanwhile import last_event_id
from frontdesk.tickets.read_marks import mark_read, seen_until


@dataclass(frozen=True, kw_only=True)
class Talk:
    """All that the page shows. `seen` is the last event that it knows of; without `composers` the
    visitor may only read."""

    opened: OpenTicket
    thread: Thread
    side: Side
    composers: Composers | None
    seen: int

    @property
    def may_change(self) -> bool:
        return self.composers is not None


async def show(visit: Visit) -> HttpAnswer:
    """The ticket, the newest part of its thread first in mind; it is read from now on."""
    return await show_ticket(visit, visit.path_id("ticketId"))


async def show_ticket(
    visit: Visit,
    ticket_id: int,
    *,
    status: int = 200,
    composers: Composers | None = None,
    refused: Refused | None = None,
) -> HttpAnswer:
    """The page, with what somebody wrote (`composers`) or with what was refused beside it."""
    context = await ticket_context(visit, ticket_id, composers=composers, refused=refused)
    return visit.page("ticket/page.html", block="ticket", status=status, **context)


async def ticket_context(
    visit: Visit,
    ticket_id: int,
    *,
    composers: Composers | None = None,
    refused: Refused | None = None,
) -> dict[str, Any]:
    """What `ticket/_ticket.html` needs, for any page that includes it; and the ticket is read.

    Raises NotFound.
    """
    talk = await read_talk(visit, ticket_id, composers=composers, refused=refused)
    await visit.persist(lambda tx: mark_read(tx, ticket_id, seen_time=talk.thread.newest))
    return {"talk": talk}


async def read_talk(
    visit: Visit,
    ticket_id: int,
    *,
    composers: Composers | None = None,
    refused: Refused | None = None,
) -> Talk:
    community_id, me = visit.community.community_id, visit.teammate.person_id
    async with visit.reading() as connection:
        seen = await last_event_id(connection, community_id, ticket_id)
        opened = await open_ticket(visit, connection, ticket_id)
        thread = await read_thread(
            visit, connection, opened, whole=visit.query_value("show") == "all"
        )
        since = await seen_until(connection, community_id, me, ticket_id)
        mark_new(thread.items, since=since, me=me)
        if composers is None and visit.may(Permission.CHANGE_TICKETS):
            composers = await read_composers(visit, connection, opened)
        side = await read_side(visit, connection, opened, refused)
    return Talk(opened=opened, thread=thread, side=side, composers=composers, seen=seen)

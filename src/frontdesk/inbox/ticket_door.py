"""The door to a ticket: every page, fragment and change of one goes through it."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import parse_ticks
from frontdesk.tickets.document import Ticket
from frontdesk.tickets.lookup import get_document, require_ticket
from frontdesk.tickets.redaction import hidden_fields, redact_document
from frontdesk.tickets.thread import Terms, get_terms
from frontdesk.tickets.visibility import Visibility, visibility_of

_decoder = msgspec.json.Decoder(Ticket)


@dataclass(frozen=True, kw_only=True)
class OpenTicket:
    """A ticket as its visitor may see it; `hidden` are custom fields whose values they may not."""

    ticket: Ticket
    terms: Terms
    hidden: frozenset[int]

    @property
    def ticket_id(self) -> int:
        return self.ticket.id

    @property
    def creation_time(self) -> int:
        return parse_ticks(self.ticket.creation_time)

    @property
    def last_activity(self) -> int:
        return parse_ticks(self.ticket.last_thread_element_creation_time)

    @property
    def category_id(self) -> int | None:
        return self.ticket.category.id if self.ticket.category else None

    @property
    def assignee_id(self) -> UUID | None:
        return self.ticket.locked_by.id if self.ticket.locked_by else None


async def open_ticket(visit: Visit, connection: Connection, ticket_id: int) -> OpenTicket:
    """Raises NotFound, also for a ticket that the visitor may not see."""
    community_id = visit.community.community_id
    visibility = await see(visit, connection)
    document = await get_document(
        connection, community_id, ticket_id, now=visit.now, visibility=visibility
    )
    hidden = await hidden_fields(connection, community_id, visit.role)
    terms = await get_terms(connection, community_id, ticket_id)
    if terms is None:
        raise NotFound(f"no ticket has the id {ticket_id}")
    ticket = _decoder.decode(redact_document(document, hidden))
    return OpenTicket(ticket=ticket, terms=terms, hidden=hidden)


async def require_seen(visit: Visit, connection: Connection, ticket_id: int) -> None:
    """Raises NotFound unless there is such a ticket that the visitor may see."""
    visibility = await see(visit, connection)
    await require_ticket(connection, visit.community.community_id, ticket_id, visibility=visibility)


async def see(visit: Visit, connection: Connection) -> Visibility:
    """What the visitor sees at all."""
    return await visibility_of(
        connection, visit.community.community_id, visit.teammate.person_id, visit.role
    )

"""The whole JSON surface on one screen. `POST /token` and the probes beside it have no envelope
around their own forms: see `api.tokens` and `api.health`."""

from typing import Final

from frontdesk.api import guards, tickets, triage
from frontdesk.api.call import Route
from frontdesk.people.permissions import Permission
from frontdesk.tickets.document import Ticket
from frontdesk.wire.nothing import Nothing
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery
from frontdesk.wire.triage import UpdateAssignee, UpdateCategory, UpdateStatus

READ: Final = Permission.READ_TICKETS
WRITE: Final = Permission.CHANGE_TICKETS
ADMIN: Final = Permission.CHANGE_SETTINGS

# fmt: off
TICKETS: Final = (
    Route("POST", "/tickets/list", "List Tickets", tickets.list_tickets, READ, list[Ticket], ListTickets, ListTicketsQuery),
    Route("PATCH", "/tickets/{ticketId}/status", "Update Ticket Status", triage.update_status, WRITE, Nothing, UpdateStatus, guard=guards.ticket),
    Route("PATCH", "/tickets/{ticketId}/Assignee", "Update Ticket Assignee", triage.update_assignee, WRITE, Nothing, UpdateAssignee, guard=guards.ticket),
    Route("PATCH", "/tickets/{ticketId}/category", "Update Ticket Category", triage.update_category, WRITE, Nothing, UpdateCategory | None, guard=guards.ticket),
    Route("PUT", "/tickets/{ticketId}/category/{categoryId}", "Put Ticket Category", triage.put_category, WRITE, Nothing, guard=guards.ticket),
    Route("PUT", "/tickets/{ticketId}/tags", "Replace Ticket Tags", triage.replace_tags, WRITE, Nothing, list[str], guard=guards.ticket),
)
CATEGORIES: Final[tuple[Route, ...]] = (
)
CUSTOM_FIELDS: Final[tuple[Route, ...]] = (
)
TEAM: Final[tuple[Route, ...]] = (
)
WIDGETS: Final[tuple[Route, ...]] = (
)
ATTACHMENTS: Final[tuple[Route, ...]] = (
)
# fmt: on

ROUTES: Final = TICKETS + CATEGORIES + CUSTOM_FIELDS + TEAM + WIDGETS + ATTACHMENTS

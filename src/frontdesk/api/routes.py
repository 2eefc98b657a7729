"""The whole JSON surface on one screen. `POST /token` and the probes beside it have no envelope
around their own forms: see `api.tokens` and `api.health`."""

from typing import Final

from frontdesk.api import custom_fields, log, notes, opening, replies, tickets, triage
from frontdesk.api.call import Route
from frontdesk.people.permissions import Permission
from frontdesk.tickets.document import Id, Ticket
from frontdesk.wire.custom_fields import (
    CustomFieldAnswer,
    DefineCustomField,
    FindTicketIds,
    FindTicketIdsQuery,
    UpdateCustomField,
)
from frontdesk.wire.log import ListLog, TicketLog
from frontdesk.wire.notes import CreateNote, Note, UpdateNote
from frontdesk.wire.nothing import Nothing
from frontdesk.wire.opening import CreateTicket
from frontdesk.wire.paging import Page
from frontdesk.wire.replies import CreateReply, Reply
from frontdesk.wire.texts import Tags
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery
from frontdesk.wire.triage import UpdateAssignee, UpdateCategory, UpdateStatus

READ: Final = Permission.READ_TICKETS
WRITE: Final = Permission.CHANGE_TICKETS
ADMIN: Final = Permission.CHANGE_SETTINGS

# fmt: off
TICKETS: Final = (
    Route("POST", "/tickets", "Create Ticket", opening.create_ticket, WRITE, Id, CreateTicket),
    Route("POST", "/tickets/list", "List Tickets", tickets.list_tickets, READ, list[Ticket], ListTickets, ListTicketsQuery),
    Route("GET", "/tickets/{ticketId}", "Get Ticket by Id", tickets.get_ticket, READ, Ticket),
    Route("POST", "/tickets/{ticketId}/log", "Get Ticket Log", log.get_log, READ, list[TicketLog], ListLog, Page),
    Route("POST", "/tickets/idsByFields", "List Ticket Ids By Field Ids", custom_fields.list_ids_by_fields, READ, list[int], FindTicketIds, FindTicketIdsQuery),
    Route("PATCH", "/tickets/{ticketId}/customFields", "Update Ticket Custom Field Value", custom_fields.update_ticket_field, WRITE, Nothing, UpdateCustomField),
    Route("PATCH", "/tickets/{ticketId}/status", "Update Ticket Status", triage.update_status, WRITE, Nothing, UpdateStatus),
    Route("PATCH", "/tickets/{ticketId}/Assignee", "Update Ticket Assignee", triage.update_assignee, WRITE, Nothing, UpdateAssignee),
    Route("PATCH", "/tickets/{ticketId}/category", "Update Ticket Category", triage.update_category, WRITE, Nothing, UpdateCategory | None),
    Route("PUT", "/tickets/{ticketId}/category/{categoryId}", "Update Ticket Category (obsolete)", triage.put_category, WRITE, Nothing),
    Route("PUT", "/tickets/{ticketId}/tags", "Replace Ticket Tags", triage.replace_tags, WRITE, Nothing, Tags),
    Route("POST", "/tickets/{ticketId}/replies", "Create Reply", replies.create_reply, WRITE, Reply, CreateReply),
    Route("GET", "/tickets/{ticketId}/replies", "List Replies", replies.list_ticket_replies, READ, list[Reply], None, Page),
    Route("PUT", "/tickets/{ticketId}/replies/{replyId}/tags", "Replace Reply Tags", replies.replace_reply_tags, WRITE, Nothing, Tags),
    Route("GET", "/tickets/{ticketId}/notes", "List Notes", notes.list_ticket_notes, READ, list[Note], None, Page),
    Route("POST", "/tickets/{ticketId}/notes", "Add Note To Ticket", notes.create_note, WRITE, Note, CreateNote),
    Route("PATCH", "/tickets/{ticketId}/notes/{noteId}", "Update Note", notes.update_note, WRITE, Note, UpdateNote),
    Route("DELETE", "/tickets/{ticketId}/notes/{noteId}", "Delete Note", notes.delete_note, WRITE, Nothing),
)
CATEGORIES: Final[tuple[Route, ...]] = (
)
CUSTOM_FIELDS: Final[tuple[Route, ...]] = (
    Route("GET", "/customFields", "Get Full Community Custom Field List", custom_fields.list_custom_fields, READ, list[CustomFieldAnswer]),
    Route("POST", "/customFields", "Add Custom Field", custom_fields.add_custom_field, ADMIN, CustomFieldAnswer, DefineCustomField),
    Route("GET", "/customFields/{id}", "Get Custom Field", custom_fields.get_custom_field, READ, CustomFieldAnswer),
    Route("PUT", "/customFields/{id}", "Update Custom Field", custom_fields.update_custom_field, ADMIN, CustomFieldAnswer, DefineCustomField),
    Route("DELETE", "/customFields/{id}", "Delete Custom Field", custom_fields.delete_custom_field, ADMIN, Nothing),
)
TEAM: Final[tuple[Route, ...]] = (
)
WIDGETS: Final[tuple[Route, ...]] = (
)
ATTACHMENTS: Final[tuple[Route, ...]] = (
)
# fmt: on

ROUTES: Final = TICKETS + CATEGORIES + CUSTOM_FIELDS + TEAM + WIDGETS + ATTACHMENTS

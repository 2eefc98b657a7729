"""The whole JSON surface on one screen. `POST /token` and the probes beside it have no envelope
around their own forms: see `api.tokens` and `api.health`."""

from typing import Final

from frontdesk.api import attachments, log, notes, opening, replies, tickets, triage
from frontdesk.api.call import Route
from frontdesk.people.permissions import Permission
from frontdesk.tickets.document import Id, Ticket
from frontdesk.wire.attachments import LinkToFile, UploadedFile
from frontdesk.wire.log import ListLog, TicketLog
from frontdesk.wire.notes import CreateNote, Note, UpdateNote
from frontdesk.wire.nothing import Nothing
from frontdesk.wire.opening import CreateTicket
from frontdesk.wire.paging import Page
from frontdesk.wire.replies import CreateReply, Reply
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
    Route("PATCH", "/tickets/{ticketId}/status", "Update Ticket Status", triage.update_status, WRITE, Nothing, UpdateStatus),
    Route("PATCH", "/tickets/{ticketId}/Assignee", "Update Ticket Assignee", triage.update_assignee, WRITE, Nothing, UpdateAssignee),
    Route("PATCH", "/tickets/{ticketId}/category", "Update Ticket Category", triage.update_category, WRITE, Nothing, UpdateCategory | None),
    Route("PUT", "/tickets/{ticketId}/category/{categoryId}", "Put Ticket Category", triage.put_category, WRITE, Nothing),
    Route("PUT", "/tickets/{ticketId}/tags", "Replace Ticket Tags", triage.replace_tags, WRITE, Nothing, list[str]),
    Route("POST", "/tickets/{ticketId}/replies", "Create Reply", replies.create_reply, WRITE, Reply, CreateReply),
    Route("GET", "/tickets/{ticketId}/replies", "List Replies", replies.list_ticket_replies, READ, list[Reply], None, Page),
    Route("PUT", "/tickets/{ticketId}/replies/{replyId}/tags", "Replace Reply Tags", replies.replace_reply_tags, WRITE, Nothing, list[str]),
    Route("GET", "/tickets/{ticketId}/notes", "List Notes", notes.list_ticket_notes, READ, list[Note], None, Page),
    Route("POST", "/tickets/{ticketId}/notes", "Add Note To Ticket", notes.create_note, WRITE, Note, CreateNote),
    Route("PATCH", "/tickets/{ticketId}/notes/{noteId}", "Update Note", notes.update_note, WRITE, Note, UpdateNote),
    Route("DELETE", "/tickets/{ticketId}/notes/{noteId}", "Delete Note", notes.delete_note, WRITE, Nothing),
)
CATEGORIES: Final[tuple[Route, ...]] = (
)
CUSTOM_FIELDS: Final[tuple[Route, ...]] = (
)
TEAM: Final[tuple[Route, ...]] = (
)
WIDGETS: Final[tuple[Route, ...]] = (
)
ATTACHMENTS: Final = (
    Route("POST", "/attachments", "Upload Files", attachments.upload_files, WRITE, list[UploadedFile], raw_body=True),
    Route("GET", "/attachments/{fileId}", "Download File", attachments.download_file, READ, bytes),
    Route("POST", "/attachments/{fileId}/link", "Create File Link", attachments.create_link, READ, LinkToFile),
)
# fmt: on

ROUTES: Final = TICKETS + CATEGORIES + CUSTOM_FIELDS + TEAM + WIDGETS + ATTACHMENTS

"""The whole JSON surface on one screen. `POST /token` and the probes beside it have no envelope
around their own forms: see `api.tokens` and `api.health`."""

from typing import Final

from frontdesk.api import (
    attachments,
    categories,
    custom_fields,
    feed,
    guards,
    log,
    notes,
    opening,
    replies,
    tags,
    teammates,
    tickets,
    triage,
    user_groups,
    webhooks,
    widgets,
)
from frontdesk.api.call import Route
from frontdesk.people.permissions import Permission
from frontdesk.tickets.document import Id, Ticket
from frontdesk.wire.attachments import LinkToFile, UploadedFile
from frontdesk.wire.categories import CategoriesQuery, Category, CategoryBody, Subcategory
from frontdesk.wire.custom_fields import (
    CustomFieldAnswer,
    DefineCustomField,
    FindTicketIds,
    FindTicketIdsQuery,
    UpdateCustomField,
)
from frontdesk.wire.feed import EventPage, FeedQuery
from frontdesk.wire.log import ListLog, TicketLog
from frontdesk.wire.notes import CreateNote, Note, UpdateNote
from frontdesk.wire.nothing import Nothing
from frontdesk.wire.opening import CreateTicket
from frontdesk.wire.paging import Page
from frontdesk.wire.replies import CreateReply, Reply
from frontdesk.wire.tags import TagsQuery
from frontdesk.wire.team import Teammate, TeammateBody, TeammatesQuery, UserGroup, UserGroupBody
from frontdesk.wire.texts import Tags
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery
from frontdesk.wire.triage import UpdateAssignee, UpdateCategory, UpdateStatus
from frontdesk.wire.webhooks import (
    DeliveriesQuery,
    Delivery,
    DeliveryDetail,
    Replay,
    Replayed,
    RotateSecret,
    Webhook,
    WebhookBody,
)
from frontdesk.wire.widgets import ChangedWidgetSchedule, NewWidgetSchedule, WidgetSchedule

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
    Route("PATCH", "/tickets/{ticketId}/customFields", "Update Ticket Custom Field Value", custom_fields.update_ticket_field, WRITE, Nothing, UpdateCustomField, guard=guards.ticket_and_fields),
    Route("PATCH", "/tickets/{ticketId}/status", "Update Ticket Status", triage.update_status, WRITE, Nothing, UpdateStatus, guard=guards.ticket),
    Route("PATCH", "/tickets/{ticketId}/Assignee", "Update Ticket Assignee", triage.update_assignee, WRITE, Nothing, UpdateAssignee, guard=guards.ticket),
    Route("PATCH", "/tickets/{ticketId}/category", "Update Ticket Category", triage.update_category, WRITE, Nothing, UpdateCategory | None, guard=guards.ticket),
    Route("PUT", "/tickets/{ticketId}/category/{categoryId}", "Update Ticket Category (obsolete)", triage.put_category, WRITE, Nothing, guard=guards.ticket),
    Route("PUT", "/tickets/{ticketId}/tags", "Replace Ticket Tags", triage.replace_tags, WRITE, Nothing, Tags, guard=guards.ticket),
    Route("POST", "/tickets/{ticketId}/replies", "Create Reply", replies.create_reply, WRITE, Reply, CreateReply),
    Route("GET", "/tickets/{ticketId}/replies", "List Replies", replies.list_ticket_replies, READ, list[Reply], None, Page),
    Route("PUT", "/tickets/{ticketId}/replies/{replyId}/tags", "Replace Reply Tags", replies.replace_reply_tags, WRITE, Nothing, Tags),
    Route("GET", "/tickets/{ticketId}/notes", "List Notes", notes.list_ticket_notes, READ, list[Note], None, Page),
    Route("GET", "/tickets/{ticketId}/notes/{noteId}", "Get Note", notes.get_note, READ, Note),
    Route("POST", "/tickets/{ticketId}/notes", "Add Note To Ticket", notes.create_note, WRITE, Note, CreateNote),
    Route("PATCH", "/tickets/{ticketId}/notes/{noteId}", "Update Note", notes.update_note, WRITE, Note, UpdateNote, guard=guards.note),
    Route("DELETE", "/tickets/{ticketId}/notes/{noteId}", "Delete Note", notes.delete_note, WRITE, Nothing, guard=guards.note),
)
CATEGORIES: Final = (
    Route("GET", "/categories", "Get Full Community Category List", categories.list_categories, READ, list[Category], query=CategoriesQuery),
    Route("GET", "/categories/subcategories", "Get Root Categories", categories.list_roots, READ, list[Subcategory], query=CategoriesQuery),
    Route("GET", "/categories/{parentId}/subcategories", "Get Subcategories by Parent Id", categories.list_subcategories, READ, list[Subcategory], query=CategoriesQuery),
    Route("GET", "/categories/{categoryId}", "Get Category By Id", categories.get_category, READ, Category, query=CategoriesQuery),
    Route("POST", "/categories", "Create Category", categories.create, ADMIN, Category, CategoryBody),
    Route("PUT", "/categories/{categoryId}", "Update Category", categories.update, ADMIN, Category, CategoryBody),
    Route("DELETE", "/categories/{categoryId}", "Delete Category", categories.delete, ADMIN, Nothing),
    Route("GET", "/tags", "List Tags", tags.list_tags, READ, list[str], query=TagsQuery),
)
CUSTOM_FIELDS: Final[tuple[Route, ...]] = (
    Route("GET", "/customFields", "Get Full Community Custom Field List", custom_fields.list_custom_fields, READ, list[CustomFieldAnswer]),
    Route("POST", "/customFields", "Add Custom Field", custom_fields.add_custom_field, ADMIN, CustomFieldAnswer, DefineCustomField),
    Route("GET", "/customFields/{id}", "Get Custom Field", custom_fields.get_custom_field, READ, CustomFieldAnswer),
    Route("PUT", "/customFields/{id}", "Update Custom Field", custom_fields.update_custom_field, ADMIN, CustomFieldAnswer, DefineCustomField, guard=guards.custom_field),
    Route("DELETE", "/customFields/{id}", "Delete Custom Field", custom_fields.delete_custom_field, ADMIN, Nothing, guard=guards.custom_field),
)
TEAM: Final = (
    Route("GET", "/Teammates", "Get All Teammates", teammates.list_all, READ, list[Teammate], query=TeammatesQuery),
    Route("POST", "/Teammates", "Create Teammate", teammates.create, ADMIN, Teammate, TeammateBody),
    Route("PUT", "/Teammates/{teammateId}", "Update Teammate", teammates.update, ADMIN, Teammate, TeammateBody),
    Route("DELETE", "/Teammates/{teammateId}", "Delete Teammate", teammates.delete, ADMIN, Nothing),
    Route("GET", "/UserGroups", "Get All User Groups", user_groups.list_all, READ, list[UserGroup]),
    Route("POST", "/UserGroups", "Create User Group", user_groups.create, ADMIN, UserGroup, UserGroupBody),
    Route("PUT", "/UserGroups/{userGroupId}", "Update User Group", user_groups.update, ADMIN, UserGroup, UserGroupBody),
    Route("DELETE", "/UserGroups/{userGroupId}", "Delete User Group", user_groups.delete, ADMIN, Nothing),
)
WIDGETS: Final = (
    Route("GET", "/widgets/schedules", "Get Widget Schedule List", widgets.list_schedules, READ, list[WidgetSchedule]),
    Route("POST", "/widgets/schedules", "Create Widget Schedule", widgets.create_schedule, ADMIN, WidgetSchedule, NewWidgetSchedule),
    Route("PUT", "/widgets/schedules/{widgetId}", "Update Widget Schedule", widgets.update_schedule, ADMIN, WidgetSchedule, ChangedWidgetSchedule),
    Route("DELETE", "/widgets/schedules/{widgetId}", "Delete Widget Schedule", widgets.delete_schedule, ADMIN, Nothing),
)
ATTACHMENTS: Final = (
    Route("POST", "/attachments", "Upload Files", attachments.upload_files, WRITE, list[UploadedFile], takes_files=True),
    Route("GET", "/attachments/{fileId}", "Download File", attachments.download_file, READ, bytes),
    Route("POST", "/attachments/{fileId}/link", "Create File Link", attachments.create_link, READ, LinkToFile),
)
EVENTS: Final = (
    Route("GET", "/events", "List Events", feed.list_events, READ, EventPage, query=FeedQuery),
)
WEBHOOKS: Final = (
    Route("GET", "/webhooks", "List Webhooks", webhooks.list_all, ADMIN, list[Webhook]),
    Route("POST", "/webhooks", "Create Webhook", webhooks.create, ADMIN, Webhook, WebhookBody, prepare=webhooks.prepare_new),
    Route("GET", "/webhooks/{webhookId}", "Get Webhook", webhooks.get, ADMIN, Webhook),
    Route("PUT", "/webhooks/{webhookId}", "Update Webhook", webhooks.update, ADMIN, Webhook, WebhookBody, guard=guards.webhook, prepare=webhooks.prepare_changed),
    Route("DELETE", "/webhooks/{webhookId}", "Delete Webhook", webhooks.delete, ADMIN, Nothing, guard=guards.webhook),
    Route("POST", "/webhooks/{webhookId}/verify", "Verify Webhook", webhooks.verify, ADMIN, Nothing, prepare=webhooks.prepare_known),
    Route("POST", "/webhooks/{webhookId}/secret", "Rotate Webhook Secret", webhooks.rotate, ADMIN, Webhook, RotateSecret),
    Route("GET", "/webhooks/{webhookId}/deliveries", "List Webhook Deliveries", webhooks.list_webhook_deliveries, ADMIN, list[Delivery], query=DeliveriesQuery),
    Route("GET", "/webhooks/{webhookId}/deliveries/{deliveryId}", "Get Webhook Delivery", webhooks.get_webhook_delivery, ADMIN, DeliveryDetail),
    Route("POST", "/webhooks/{webhookId}/deliveries/{deliveryId}/resend", "Resend Webhook Delivery", webhooks.resend, ADMIN, Delivery),
    Route("POST", "/webhooks/{webhookId}/replay", "Replay Webhook", webhooks.replay, ADMIN, Replayed, Replay),
)
# fmt: on

ROUTES: Final = (
    TICKETS + CATEGORIES + CUSTOM_FIELDS + TEAM + WIDGETS + ATTACHMENTS + EVENTS + WEBHOOKS
)

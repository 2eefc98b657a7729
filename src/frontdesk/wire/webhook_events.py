"""What webhooks can hear of (contract section 5), and which events of the journal that is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from frontdesk.events.names import EventName


class ObjectType(StrEnum):
    TICKET = "ticket"
    REPLY = "reply"
    NOTE = "note"


class WebhookEvent(StrEnum):
    """An event is of the object that its name begins with."""

    TICKET_CREATE = "ticket_create"
    TICKET_STATUS_CHANGE = "ticket_status_change"
    TICKET_CATEGORY_CHANGE = "ticket_category_change"
    TICKET_ASSIGNEE_CHANGE = "ticket_assignee_change"
    TICKET_TAGS_CHANGE = "ticket_tags_change"
    TICKET_CUSTOM_FIELD_CHANGE = "ticket_custom_field_change"
    REPLY_CREATE = "reply_create"
    NOTE_CREATE = "note_create"
    NOTE_UPDATE = "note_update"
    NOTE_DELETE = "note_delete"

    @property
    def object_type(self) -> ObjectType:
        return ObjectType(self.value.partition("_")[0])


HEARD_AS: Final[Mapping[EventName, WebhookEvent]] = {
    EventName.TICKET_CREATED: WebhookEvent.TICKET_CREATE,
    EventName.TICKET_STATUS_CHANGED: WebhookEvent.TICKET_STATUS_CHANGE,
    EventName.TICKET_CATEGORY_CHANGED: WebhookEvent.TICKET_CATEGORY_CHANGE,
    EventName.TICKET_ASSIGNED_TO_USER: WebhookEvent.TICKET_ASSIGNEE_CHANGE,
    EventName.TICKET_UNASSIGNED: WebhookEvent.TICKET_ASSIGNEE_CHANGE,
    EventName.TICKET_TAGS_CHANGED: WebhookEvent.TICKET_TAGS_CHANGE,
    EventName.TICKET_CUSTOM_FIELD_CHANGED: WebhookEvent.TICKET_CUSTOM_FIELD_CHANGE,
    EventName.REPLY_CREATED: WebhookEvent.REPLY_CREATE,
    EventName.NOTE_CREATED: WebhookEvent.NOTE_CREATE,
    EventName.NOTE_UPDATED: WebhookEvent.NOTE_UPDATE,
    EventName.NOTE_DELETED: WebhookEvent.NOTE_DELETE,
}
"""Every other event of the journal is none that a webhook hears."""

"""The body of a delivery: the API's own objects with PascalCase names (contract section 7).

Made from finished JSON by rewriting its member names. That is exact, whatever the texts hold:
inside a JSON string every quote is escaped, so a quote, letters, a quote and a colon are a name.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from frontdesk.events.feed import FeedEvent
from frontdesk.kit.clock import format_ticks
from frontdesk.wire.webhook_events import HEARD_AS, WebhookEvent

_NAME: Final = re.compile(rb'"([a-z])([A-Za-z0-9]*)":')
_encode: Final = msgspec.json.Encoder().encode


def pascal_case(json: bytes) -> bytes:
    """The same JSON, its camelCase names in PascalCase."""
    return _NAME.sub(_capital, json)


def _capital(match: re.Match[bytes]) -> bytes:
    return b'"%b%b":' % (match[1].upper(), match[2])


def compose_payload(
    event: FeedEvent, ticket: bytes, element: bytes | None, *, community_name: str, inbox: str
) -> bytes:
    """The body about one event that a webhook hears of.

    `ticket` is the ticket's document, `element` the reply or note in the API's form, `inbox` the
    address of the community's inbox.
    """
    heard = HEARD_AS[event.name]
    assert event.ticket_id is not None, "webhooks hear of tickets only"
    link = f"{inbox}/tickets?ticketId={event.ticket_id}"
    members = [
        b'"InboxLink":' + _encode(link),
        b'"Ticket":' + pascal_case(ticket),
        b'"EventTime":' + _encode(format_ticks(event.time)),
    ]
    if heard in _PREVIOUS:
        name, value = _PREVIOUS[heard]
        members.append(b'"%b":%b' % (name, _encode(value(event.data))))
    if element is not None:
        name = heard.object_type.capitalize().encode()
        members.append(b'"%b":%b' % (name, pascal_case(element)))
    return b'{"CommunityName":%b,"EventType":%b,"TicketId":%d,"Events":[{%b}]}' % (
        _encode(community_name),
        _encode(heard.value),
        event.ticket_id,
        b",".join(members),
    )


def _previous(data: Mapping[str, Any]) -> Any:  # Any: JSON
    return data["previous"]


def _previous_field(data: Mapping[str, Any]) -> dict[str, Any]:
    """`Value` as in a ticket; `Values` has all of a field that takes several."""
    values = data["previous"] or []
    return {"Id": data["field_id"], "Value": values[0] if values else None, "Values": values}


_PREVIOUS: Final[Mapping[WebhookEvent, tuple[bytes, Callable[[Mapping[str, Any]], Any]]]] = {
    WebhookEvent.TICKET_STATUS_CHANGE: (b"PreviousTicketStatus", _previous),
    WebhookEvent.TICKET_CATEGORY_CHANGE: (b"PreviousTicketCategoryId", _previous),
    WebhookEvent.TICKET_ASSIGNEE_CHANGE: (b"PreviousAssigneeId", _previous),
    WebhookEvent.TICKET_TAGS_CHANGE: (b"PreviousTags", _previous),
    WebhookEvent.TICKET_CUSTOM_FIELD_CHANGE: (b"PreviousCustomField", _previous_field),
}

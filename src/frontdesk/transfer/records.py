"""From a ticket's JSON text to a Ticket, with every member checked.

Members that older exports leave out get the values they would have had; `isExpired` and `isLocked`
are not read but follow from the time and the assignee.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import format_ticks, parse_ticks
from frontdesk.kit.text import sanitize_html, to_html, to_text
from frontdesk.tickets.document import Ticket, encode_document
from frontdesk.wire.reading import read_value
from frontdesk.wire.shapes import json_reader

LONGEST_TAG: Final = 200
LONGEST_EMAIL: Final = 320
LARGEST_ID: Final = 2**53 - 1
"""Ids above are refused: new tickets get ids past the largest, and every client must read them."""

_decode = msgspec.json.Decoder(Ticket).decode

_USUAL: Final[dict[str, Any]] = {
    "title": None,
    "message": None,
    "htmlMessage": None,
    "attachments": [],
    "category": None,
    "customFields": [],
    "lockedBy": None,
    "originalLink": None,
    "properties": {},
    "replyCount": 0,
    "sentiment": "question",
    "source": "other",
    "sourceName": None,
    "status": "open",
    "tags": [],
}
_USUAL_PROPERTIES: Final = {
    f"is{flag}": False
    for flag in (
        "Anonymized",
        "Muted",
        "AssignedToBot",
        "Deleted",
        "Expired",
        "Hidden",
        "Locked",
        "Spam",
        "Sensitive",
    )
} | {"hasAttachments": False, "hasDraft": False}
_USUAL_ATTACHMENT: Final = {"isContentPart": False, "name": None}
_USUAL_PERSON: Final = {"name": None, "image": None, "email": None, "isBot": False}


def read_ticket(text: bytes) -> Ticket:
    """The ticket in `text`. Raises RequestError that names the member."""
    ticket = _read_as_exported(text) or _read_leniently(text)
    _check(ticket)
    return _complete(ticket)


def _read_as_exported(text: bytes) -> Ticket | None:
    """Fast, for what an export wrote: if it is written again the same, nothing was ambiguous."""
    try:
        ticket = _decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return ticket if encode_document(ticket) == text and b"\\u0000" not in text else None


def _read_leniently(text: bytes) -> Ticket:
    value = json_reader(Ticket)(text)
    if not isinstance(value, dict):
        raise InvalidMember("", "expected a ticket, that is an object")
    return read_value(_with_usual_members(value), Ticket)


def _with_usual_members(given: dict[str, Any]) -> dict[str, Any]:
    members = _USUAL | given
    if "creationTime" in members:
        members.setdefault("lastThreadElementCreationTime", members["creationTime"])
    if isinstance(members["source"], str):
        members.setdefault("detailedSource", f"{members['source']}_other")
    if isinstance(members["properties"], dict):
        members["properties"] = _USUAL_PROPERTIES | members["properties"]
    for name, status in (("author", "client"), ("lockedBy", "team")):
        if isinstance(members.get(name), dict):
            members[name] = _USUAL_PERSON | {"status": status} | members[name]
    if isinstance(members["attachments"], list):
        members["attachments"] = [
            _USUAL_ATTACHMENT | each if isinstance(each, dict) else each
            for each in members["attachments"]
        ]
    return members


def _check(ticket: Ticket) -> None:
    for name, number in _ids(ticket):
        if number > LARGEST_ID:
            raise InvalidMember(name, f"expected an integer of at most {LARGEST_ID}")
    for index, tag in enumerate(ticket.tags):
        if not tag.strip() or len(tag) > LONGEST_TAG:
            raise InvalidMember(f"tags[{index}]", f"expected 1 to {LONGEST_TAG} characters")
    for name, person in (("author", ticket.author), ("lockedBy", ticket.locked_by)):
        if person is not None and len(person.email or "") > LONGEST_EMAIL:
            raise InvalidMember(f"{name}.email", f"expected at most {LONGEST_EMAIL} characters")
    if ticket.detailed_source.endswith("\n"):  # the pattern's $ lets it pass
        raise InvalidMember("detailedSource", "must not end with a line break")


def _ids(ticket: Ticket) -> Iterator[tuple[str, int]]:
    yield "id", ticket.id
    if ticket.category is not None:
        yield "category.id", ticket.category.id
    for index, value in enumerate(ticket.custom_fields):
        yield f"customFields[{index}].id", value.id


def _complete(ticket: Ticket) -> Ticket:
    message, html = ticket.message, _safe_html(ticket.message, ticket.html_message)
    return msgspec.structs.replace(
        ticket,
        message=to_text(html) if message is None and html is not None else message,
        html_message=html,
        creation_time=_normal_time("creationTime", ticket.creation_time),
        last_thread_element_creation_time=_normal_time(
            "lastThreadElementCreationTime", ticket.last_thread_element_creation_time
        ),
        tags=list(dict.fromkeys(ticket.tags)),
        properties=msgspec.structs.replace(
            ticket.properties,
            is_expired=False,
            is_locked=ticket.locked_by is not None,
            has_attachments=ticket.properties.has_attachments or bool(ticket.attachments),
        ),
    )


def _safe_html(message: str | None, html: str | None) -> str | None:
    plain = None if message is None else to_html(message)
    # What was only ever plain text is safe; it is found out in a tenth of the time of cleaning.
    return plain if html is None or html == plain else sanitize_html(html)


def _normal_time(name: str, text: str) -> str:
    try:
        return format_ticks(parse_ticks(text))
    except ValueError as error:
        raise InvalidMember(name, str(error)) from None

"""From a ticket's JSON text to a Ticket, with every member checked.

Members that older exports leave out get the values they would have had; `isExpired` and `isLocked`
are not read but follow from the time and the assignee.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from frontdesk.errors import InvalidMember
from frontdesk.kit.text import to_text
from frontdesk.tickets.document import encode_document
from frontdesk.transfer.members import (
    check_id,
    check_person,
    check_tags,
    files_with_usual_members,
    normal_time,
    person_with_usual_members,
    safe_html,
)
from frontdesk.transfer.thread_records import (
    check_thread,
    complete_thread,
    with_usual_thread_members,
)
from frontdesk.transfer.threads import ThreadedTicket, has_files
from frontdesk.wire.reading import read_value
from frontdesk.wire.shapes import json_reader

_decode = msgspec.json.Decoder(ThreadedTicket).decode

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


def read_ticket(text: bytes) -> ThreadedTicket:
    """The ticket in `text`. Raises RequestError that names the member."""
    ticket = _read_as_exported(text) or _read_leniently(text)
    _check(ticket)
    return _complete(ticket)


def _read_as_exported(text: bytes) -> ThreadedTicket | None:
    """Fast, for what an export wrote, however it is spaced: if it is written again the same,
    nothing was ambiguous."""
    try:
        ticket = _decode(text)
        written = encode_document(ticket)
        is_same = written == text or written == msgspec.json.format(text, indent=-1)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return ticket if is_same and b"\\u0000" not in text else None


def _read_leniently(text: bytes) -> ThreadedTicket:
    value = json_reader(ThreadedTicket)(text)
    if not isinstance(value, dict):
        raise InvalidMember("", "expected a ticket, that is an object")
    return read_value(_with_usual_members(value), ThreadedTicket)


def _with_usual_members(given: dict[str, Any]) -> dict[str, Any]:
    members = _USUAL | given
    if "creationTime" in members:
        members.setdefault("lastThreadElementCreationTime", members["creationTime"])
    if isinstance(members["source"], str):
        members.setdefault("detailedSource", f"{members['source']}_other")
    if isinstance(members["properties"], dict):
        members["properties"] = _USUAL_PROPERTIES | members["properties"]
    for name, status in (("author", "client"), ("lockedBy", "team")):
        if name in members:
            members[name] = person_with_usual_members(members[name], status)
    members["attachments"] = files_with_usual_members(members["attachments"])
    return with_usual_thread_members(members)


def _check(ticket: ThreadedTicket) -> None:
    for name, number in _ids(ticket):
        check_id(name, number)
    check_tags("tags", ticket.tags)
    for name, person in (("author", ticket.author), ("lockedBy", ticket.locked_by)):
        if person is not None:
            check_person(name, person)
    if ticket.detailed_source.endswith("\n"):  # the pattern's $ lets it pass
        raise InvalidMember("detailedSource", "must not end with a line break")
    check_thread(ticket)


def _ids(ticket: ThreadedTicket) -> Iterator[tuple[str, int]]:
    yield "id", ticket.id
    if ticket.category is not None:
        yield "category.id", ticket.category.id
    for index, value in enumerate(ticket.custom_fields):
        yield f"customFields[{index}].id", value.id


def _complete(ticket: ThreadedTicket) -> ThreadedTicket:
    message, html = ticket.message, safe_html(ticket.message, ticket.html_message)
    completed = msgspec.structs.replace(
        ticket,
        message=to_text(html) if message is None and html is not None else message,
        html_message=html,
        creation_time=normal_time("creationTime", ticket.creation_time),
        last_thread_element_creation_time=normal_time(
            "lastThreadElementCreationTime", ticket.last_thread_element_creation_time
        ),
        tags=list(dict.fromkeys(ticket.tags)),
        properties=msgspec.structs.replace(
            ticket.properties,
            is_expired=False,
            is_locked=ticket.locked_by is not None,
            has_attachments=ticket.properties.has_attachments or has_files(ticket),
        ),
    )
    return complete_thread(completed)

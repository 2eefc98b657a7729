"""The members `replies` and `notes` of a ticket's JSON text, with the same care as its own.

Members that have a usual value may be left out.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from frontdesk.errors import InvalidMember
from frontdesk.kit.text import to_html
from frontdesk.tickets.document import User
from frontdesk.transfer.members import (
    check_id,
    check_person,
    check_tags,
    files_with_usual_members,
    normal_time,
    person_with_usual_members,
    safe_html,
)
from frontdesk.transfer.threads import ThreadedTicket, notes_of, replies_of
from frontdesk.wire.notes import Note
from frontdesk.wire.replies import Reply

Members = dict[str, Any]  # Any: whatever JSON holds
Part = TypeVar("Part", Reply, Note)

_USUAL_REPLY: Final[Members] = {
    "attachments": [],
    "ccEmails": [],
    "level": 0,
    "parentReplyId": None,
    "properties": {},
    "tags": [],
    "toEmails": [],
}
_USUAL_NOTE: Final[Members] = {"attachments": [], "mentionedUsers": []}
_LARGEST_LEVEL: Final = 2**31 - 1


def with_usual_thread_members(ticket: Members) -> Members:
    return ticket | {
        name: [fill(each, ticket) if isinstance(each, dict) else each for each in ticket[name]]
        for name, fill in (("replies", _usual_reply), ("notes", _usual_note))
        if isinstance(ticket.get(name), list)
    }


def _usual_reply(given: Members, ticket: Members) -> Members:
    reply = _USUAL_REPLY | {"ticketId": ticket.get("id")} | _usual_part(given, "client")
    if isinstance(reply["properties"], dict):
        author = reply.get("author")
        by_team = isinstance(author, dict) and author["status"] == "team"
        usual = {"isByTeam": by_team, "isDraft": False, "isHidden": False}
        reply["properties"] = usual | reply["properties"]
    return reply


def _usual_note(given: Members, _ticket: Members) -> Members:
    note = _USUAL_NOTE | _usual_part(given, "team")
    if isinstance(note["mentionedUsers"], list):
        note["mentionedUsers"] = [
            person_with_usual_members(each, "team") for each in note["mentionedUsers"]
        ]
    return note


def _usual_part(given: Members, status: str) -> Members:
    part = dict(given)
    if isinstance(part.get("message"), str):
        part.setdefault("htmlMessage", to_html(part["message"]))
    if "author" in part:
        part["author"] = person_with_usual_members(part["author"], status)
    if "attachments" in part:
        part["attachments"] = files_with_usual_members(part["attachments"])
    return part


def check_thread(ticket: ThreadedTicket) -> None:
    """Raises InvalidMember."""
    replies = replies_of(ticket)
    for name, parts in (("replies", replies), ("notes", notes_of(ticket))):
        _check_ids(name, [each.id for each in parts])
    for index, reply in enumerate(replies):
        _check_reply(f"replies[{index}]", reply, ticket.id)
    _check_parents(ticket)
    for path, user in _people_of_notes(ticket):
        check_person(path, user)


def _check_ids(name: str, ids: list[int]) -> None:
    seen: set[int] = set()
    for index, number in enumerate(ids):
        check_id(f"{name}[{index}].id", number)
        if number in seen:
            raise InvalidMember(f"{name}[{index}].id", f"{number} is there more than once")
        seen.add(number)


def _check_reply(path: str, reply: Reply, ticket_id: int) -> None:
    if reply.ticket_id != ticket_id:
        raise InvalidMember(f"{path}.ticketId", "expected the id of the ticket")
    if not 0 <= reply.level <= _LARGEST_LEVEL:
        raise InvalidMember(f"{path}.level", f"expected an integer from 0 to {_LARGEST_LEVEL}")
    check_tags(f"{path}.tags", reply.tags)
    check_person(f"{path}.author", reply.author)


def _check_parents(ticket: ThreadedTicket) -> None:
    known = {reply.id for reply in replies_of(ticket)}
    for index, reply in enumerate(replies_of(ticket)):
        parent = reply.parent_reply_id
        if parent is not None and (parent == reply.id or parent not in known):
            raise InvalidMember(f"replies[{index}].parentReplyId", "no other reply here has it")


def _people_of_notes(ticket: ThreadedTicket) -> Iterator[tuple[str, User]]:
    for index, note in enumerate(notes_of(ticket)):
        yield f"notes[{index}].author", note.author
        for place, user in enumerate(note.mentioned_users):
            yield f"notes[{index}].mentionedUsers[{place}]", user


def complete_thread(ticket: ThreadedTicket) -> ThreadedTicket:
    """The thread in the order in which it is read, with times in our form and safe HTML.

    Raises InvalidMember."""
    if ticket.replies is UNSET and ticket.notes is UNSET:
        return ticket
    return replace(
        ticket,
        replies=_in_order("replies", replies_of(ticket), _complete_reply),
        notes=_in_order("notes", notes_of(ticket), _complete_note),
    )


def _in_order(name: str, parts: Any, complete: Callable[[str, Part], Part]) -> list[Part]:
    completed = [complete(f"{name}[{index}]", part) for index, part in enumerate(parts)]
    # Normal times sort as texts do: "+" comes before ".", and that before the digits.
    return sorted(completed, key=lambda part: (part.creation_time, part.id))


def _complete_reply(path: str, reply: Reply) -> Reply:
    return replace(
        reply,
        creation_time=normal_time(f"{path}.creationTime", reply.creation_time),
        html_message=safe_html(reply.message, reply.html_message),
        tags=list(dict.fromkeys(reply.tags)),
    )


def _complete_note(path: str, note: Note) -> Note:
    mentioned = {user.id: user for user in note.mentioned_users}
    return replace(
        note,
        creation_time=normal_time(f"{path}.creationTime", note.creation_time),
        html_message=safe_html(note.message, note.html_message),
        mentioned_users=list(mentioned.values()),
    )

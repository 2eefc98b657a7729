"""The ticket log in the public JSON: sentences with placeholders (contract section 4).

`{User:<guid>}`, `{Category:<id>}` and `{Tag:<name>}` stand for what `includedItems` describes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from frontdesk.events.names import EventName
from frontdesk.kit.clock import format_ticks
from frontdesk.tickets.document import CategoryReference, DateTime, Member, User
from frontdesk.tickets.log import ACTION_TYPES, LogEntry


class ActionType(StrEnum):
    """The events that the log shows, under the same names."""

    TICKET_CREATED = "ticket_created"
    TICKET_READ = "ticket_read"
    TICKET_STATUS_CHANGED = "ticket_status_changed"
    TICKET_ASSIGNED_TO_USER = "ticket_assigned_to_user"
    TICKET_UNASSIGNED = "ticket_unassigned"
    TICKET_CATEGORY_CHANGED = "ticket_category_changed"
    TICKET_TAGS_CHANGED = "ticket_tags_changed"
    TICKET_CUSTOM_FIELD_CHANGED = "ticket_custom_field_changed"
    TICKET_ANONYMIZED = "ticket_anonymized"
    REPLY_CREATED = "reply_created"
    REPLY_TAGS_CHANGED = "reply_tags_changed"
    DRAFT_CREATED = "draft_created"
    NOTE_CREATED = "note_created"
    NOTE_UPDATED = "note_updated"
    NOTE_DELETED = "note_deleted"


class ListLog(Member, kw_only=True, frozen=True, rename=None):
    action_types: list[ActionType] | None = None

    def names(self) -> list[EventName]:
        return [EventName(name) for name in self.action_types or ACTION_TYPES]


class IncludedItems(Member, kw_only=True, frozen=True):
    categories: list[CategoryReference]
    tags: list[str]
    users: list[User]


class TicketLog(Member, kw_only=True, frozen=True):
    """`user` is who did it, null where nobody of the community did."""

    action_string: str
    action_type: ActionType
    included_items: IncludedItems
    time: DateTime
    user: User | None


@dataclass(frozen=True)
class Sentence:
    """What an entry says, and what its placeholders name."""

    text: str
    users: tuple[UUID, ...] = ()
    categories: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()


def compose(entry: LogEntry) -> Sentence:
    """The sentence of an entry, in the past tense, its subject the one who acted."""
    return _SENTENCES[entry.name](entry)


def _actor(entry: LogEntry) -> str:
    return f"{{User:{entry.actor_id}}}"


def _plain(words: str) -> Callable[[LogEntry], Sentence]:
    def write(entry: LogEntry) -> Sentence:
        return Sentence(f"{_actor(entry)} {words}", users=_users(entry))

    return write


def _users(entry: LogEntry, *others: str | None) -> tuple[UUID, ...]:
    named = [entry.actor_id, *(UUID(other) for other in others if other)]
    return tuple(dict.fromkeys(person_id for person_id in named if person_id is not None))


def _status_changed(entry: LogEntry) -> Sentence:
    data = entry.data
    words = f"changed the status from {data['previous']} to {data['status']}"
    return Sentence(f"{_actor(entry)} {words}", users=_users(entry))


def _assigned(entry: LogEntry) -> Sentence:
    assignee, previous = entry.data["assignee_id"], entry.data["previous"]
    instead = f" instead of {{User:{previous}}}" if previous else ""
    text = f"{_actor(entry)} assigned the ticket to {{User:{assignee}}}{instead}"
    return Sentence(text, users=_users(entry, assignee, previous))


def _unassigned(entry: LogEntry) -> Sentence:
    previous = entry.data["previous"]
    text = f"{_actor(entry)} took the ticket from {{User:{previous}}}"
    return Sentence(text, users=_users(entry, previous))


def _category_changed(entry: LogEntry) -> Sentence:
    previous, category = entry.data["previous"], entry.data["category_id"]
    parts = [f"from {{Category:{previous}}}" if previous else ""]
    parts.append(f"to {{Category:{category}}}" if category else "to no category")
    text = f"{_actor(entry)} moved the ticket {' '.join(filter(None, parts))}"
    named = tuple(each for each in (previous, category) if each)
    return Sentence(text, users=_users(entry), categories=named)


def _tags_changed(of_what: str) -> Callable[[LogEntry], Sentence]:
    def write(entry: LogEntry) -> Sentence:
        previous, tags = entry.data["previous"], entry.data["tags"]
        added = [tag for tag in tags if tag not in previous]
        removed = [tag for tag in previous if tag not in tags]
        parts = [_listed("added", added), _listed("removed", removed)]
        what = " and ".join(filter(None, parts)) or f"reordered the tags of {of_what}"
        text = f"{_actor(entry)} {what}"
        return Sentence(text, users=_users(entry), tags=(*added, *removed))

    return write


def _listed(verb: str, tags: list[str]) -> str:
    return f"{verb} {', '.join(f'{{Tag:{tag}}}' for tag in tags)}" if tags else ""


def _field_changed(entry: LogEntry) -> Sentence:
    field_id, values = entry.data["field_id"], entry.data["values"]
    words = f"changed field {field_id}"  # what a caller sees who may not see its values
    if values is not None:
        words = (
            f"set field {field_id} to {', '.join(values)}"
            if values
            else f"cleared field {field_id}"
        )
    return Sentence(f"{_actor(entry)} {words}", users=_users(entry))


_SENTENCES: Final[Mapping[str, Callable[[LogEntry], Sentence]]] = {
    EventName.TICKET_CREATED: _plain("opened the ticket"),
    EventName.TICKET_READ: _plain("read the ticket"),
    EventName.TICKET_STATUS_CHANGED: _status_changed,
    EventName.TICKET_ASSIGNED_TO_USER: _assigned,
    EventName.TICKET_UNASSIGNED: _unassigned,
    EventName.TICKET_CATEGORY_CHANGED: _category_changed,
    EventName.TICKET_TAGS_CHANGED: _tags_changed("the ticket"),
    EventName.TICKET_CUSTOM_FIELD_CHANGED: _field_changed,
    EventName.TICKET_ANONYMIZED: _plain("anonymized the ticket"),
    EventName.REPLY_CREATED: _plain("replied"),
    EventName.REPLY_TAGS_CHANGED: _tags_changed("a reply"),
    EventName.DRAFT_CREATED: _plain("began a reply"),
    EventName.NOTE_CREATED: _plain("wrote a note"),
    EventName.NOTE_UPDATED: _plain("changed a note"),
    EventName.NOTE_DELETED: _plain("deleted a note"),
}


def describe_entry(
    entry: LogEntry,
    sentence: Sentence,
    *,
    users: Mapping[UUID, User],
    categories: Mapping[int, CategoryReference],
) -> TicketLog:
    """`users` and `categories` describe the named ones, as far as they are still there."""
    return TicketLog(
        action_string=sentence.text,
        action_type=ActionType(entry.name),
        included_items=IncludedItems(
            categories=[categories[each] for each in sentence.categories if each in categories],
            tags=list(sentence.tags),
            users=[users[each] for each in sentence.users if each in users],
        ),
        time=format_ticks(entry.time),
        user=users.get(entry.actor_id) if entry.actor_id else None,
    )

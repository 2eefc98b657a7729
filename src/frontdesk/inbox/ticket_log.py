"""What happened to a ticket, as quiet lines between the messages."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from frontdesk.categories.category import names_of_categories
from frontdesk.custom_fields.field import list_fields
from frontdesk.database.pool import Connection
from frontdesk.events.names import EventName
from frontdesk.inbox.problems import N_
from frontdesk.inbox.visit import Visit
from frontdesk.people.person import get_people
from frontdesk.tickets.meanwhile import Change

MESSAGES: Final = frozenset(
    {
        EventName.TICKET_CREATED,
        EventName.TICKET_READ,
        EventName.REPLY_CREATED,
        EventName.DRAFT_CREATED,
        EventName.NOTE_CREATED,
        EventName.NOTE_UPDATED,
    }
)
"""Events that are no lines of their own: the thread shows what they are about."""

LINES: Final = tuple(
    name
    for name in EventName
    if name.startswith(("ticket_", "reply_", "note_", "draft_")) and name not in MESSAGES
)


@dataclass(frozen=True, kw_only=True)
class LogLine:
    time: int
    text: str


@dataclass(frozen=True)
class Names:
    """What the ids in events are called; those that are gone are missing."""

    people: Mapping[str, str]
    categories: Mapping[int, str]
    fields: Mapping[int, str]


async def say_changes(
    visit: Visit, connection: Connection, changes: Sequence[Change]
) -> list[LogLine]:
    """Each change as a sentence in the visitor's language."""
    names = await _find_names(visit, connection, changes)
    return [LogLine(time=each.time, text=_say(visit, each, names)) for each in changes]


async def _find_names(visit: Visit, connection: Connection, changes: Sequence[Change]) -> Names:
    community_id = visit.community.community_id
    people, categories = _people_in(changes), _categories_in(changes)
    has_fields = any(each.name == EventName.TICKET_CUSTOM_FIELD_CHANGED for each in changes)
    found = await get_people(connection, community_id, people) if people else {}
    fields = await list_fields(connection, community_id) if has_fields else []
    return Names(
        people={str(key): each.name or each.email or "" for key, each in found.items()},
        categories=(
            await names_of_categories(connection, community_id, categories) if categories else {}
        ),
        fields={field.field_id: field.name for field in fields},
    )


def _people_in(changes: Sequence[Change]) -> set[UUID]:
    named = (
        each.data.get(member)
        for each in changes
        if each.name in (EventName.TICKET_ASSIGNED_TO_USER, EventName.TICKET_UNASSIGNED)
        for member in ("assignee_id", "previous")
    )
    return {UUID(person_id) for person_id in named if person_id}


def _categories_in(changes: Sequence[Change]) -> Collection[int]:
    named = (
        each.data.get(member)
        for each in changes
        if each.name == EventName.TICKET_CATEGORY_CHANGED
        for member in ("category_id", "previous")
    )
    return {category_id for category_id in named if category_id}


def _say(visit: Visit, change: Change, names: Names) -> str:
    sentence, values = _phrase(visit, change, names)
    actor = change.actor_name or (visit.gettext("Somebody") if change.actor_id else "frontdesk")
    return visit.gettext(sentence, actor=actor, **values)


Values = dict[str, object]


def _phrase(visit: Visit, change: Change, names: Names) -> tuple[str, Values]:
    special = _SPECIAL.get(change.name)
    if special is not None:
        return special(visit, change.data, names)
    return _PLAIN.get(change.name, _UNKNOWN), {"event": change.name}


def _status(visit: Visit, data: Mapping[str, Any], names: Names) -> tuple[str, Values]:
    return _STATUSES.get(data["status"], _UNKNOWN), {"event": data["status"]}


def _assigned(visit: Visit, data: Mapping[str, Any], names: Names) -> tuple[str, Values]:
    assignee = names.people.get(data["assignee_id"], visit.gettext("somebody"))
    return N_("%(actor)s assigned this to %(assignee)s"), {"assignee": assignee}


def _unassigned(visit: Visit, data: Mapping[str, Any], names: Names) -> tuple[str, Values]:
    former = names.people.get(data.get("previous") or "", visit.gettext("somebody"))
    return N_("%(actor)s took this from %(assignee)s"), {"assignee": former}


def _category(visit: Visit, data: Mapping[str, Any], names: Names) -> tuple[str, Values]:
    category = names.categories.get(data.get("category_id") or 0)
    if category is None:
        return N_("%(actor)s took this out of its category"), {}
    return N_("%(actor)s moved this to %(category)s"), {"category": category}


def _tags(visit: Visit, data: Mapping[str, Any], names: Names) -> tuple[str, Values]:
    previous, tags = data.get("previous") or [], data.get("tags") or []
    added = ", ".join(tag for tag in tags if tag not in previous)
    removed = ", ".join(tag for tag in previous if tag not in tags)
    values: Values = {"added": added, "removed": removed}
    if added and removed:
        return N_("%(actor)s added %(added)s and removed %(removed)s"), values
    if added:
        return N_("%(actor)s added %(added)s"), values
    return (N_("%(actor)s removed %(removed)s") if removed else _REORDERED), values


def _field(visit: Visit, data: Mapping[str, Any], names: Names) -> tuple[str, Values]:
    name = names.fields.get(data["field_id"], visit.gettext("a field"))
    return N_("%(actor)s changed %(field)s"), {"field": name}


_UNKNOWN: Final = N_("%(actor)s: %(event)s")
_REORDERED: Final = N_("%(actor)s put the tags in another order")

_STATUSES: Final = {
    "open": N_("%(actor)s opened this again"),
    "pending": N_("%(actor)s set this to pending"),
    "completed": N_("%(actor)s completed this"),
}

_PLAIN: Final[Mapping[str, str]] = {
    EventName.TICKET_ANONYMIZED: N_("%(actor)s removed personal data from this"),
    EventName.TICKET_MARKED_AS_SPAM: N_("%(actor)s marked this as spam"),
    EventName.TICKET_MARKED_AS_NOT_SPAM: N_("%(actor)s said that this is no spam"),
    EventName.TICKET_DELETED: N_("%(actor)s deleted this"),
    EventName.TICKET_RESTORED: N_("%(actor)s restored this"),
    EventName.TICKET_HIDDEN: N_("%(actor)s hid this"),
    EventName.TICKET_SHOWN: N_("%(actor)s showed this again"),
    EventName.TICKET_MUTED: N_("%(actor)s muted this"),
    EventName.TICKET_UNMUTED: N_("%(actor)s unmuted this"),
    EventName.REPLY_CREATED: N_("%(actor)s replied"),
    EventName.DRAFT_CREATED: N_("%(actor)s left a draft of a reply"),
    EventName.DRAFT_DELETED: N_("%(actor)s threw a draft away"),
    EventName.REPLY_TAGS_CHANGED: N_("%(actor)s changed the tags of a reply"),
    EventName.NOTE_CREATED: N_("%(actor)s wrote a note"),
    EventName.NOTE_UPDATED: N_("%(actor)s changed a note"),
    EventName.NOTE_DELETED: N_("%(actor)s deleted a note"),
}

_SPECIAL: Final[Mapping[str, Callable[[Visit, Mapping[str, Any], Names], tuple[str, Values]]]] = {
    EventName.TICKET_STATUS_CHANGED: _status,
    EventName.TICKET_ASSIGNED_TO_USER: _assigned,
    EventName.TICKET_UNASSIGNED: _unassigned,
    EventName.TICKET_CATEGORY_CHANGED: _category,
    EventName.TICKET_TAGS_CHANGED: _tags,
    EventName.TICKET_CUSTOM_FIELD_CHANGED: _field,
}

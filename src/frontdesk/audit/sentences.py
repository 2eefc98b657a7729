"""What happened, as a sentence that can be translated: a text with named gaps, and what fills them.

The text is the key of the catalogues (English itself); `{actor}` and `{ticket}` are in many. Which
gaps hold ids, whose names the page puts in, `Sentence.people`, `categories` and `fields` say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from frontdesk.events.names import EventName


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """`people`, `categories`, `fields`: the parameters that are ids of such."""

    text: str
    parameters: Mapping[str, str]
    people: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What of an event a sentence is made of; ids as texts."""

    name: str
    actor_id: str | None
    ticket_id: int | None
    subject_id: str | None
    data: Mapping[str, Any]  # Any: JSON


Text = str | Callable[[Mapping[str, Any]], str]


def sentence_of(happening: Happening) -> Sentence:
    """An event that has no sentence of its own is named; none is left out."""
    text = _TEXTS.get(happening.name, _UNKNOWN)
    chosen = text if isinstance(text, str) else text(happening.data)
    parameters = {gap: value for gap, value in _gaps(happening).items() if f"{{{gap}}}" in chosen}
    return Sentence(
        text=chosen,
        parameters=parameters,
        people=_PEOPLE & parameters.keys(),
        categories=_CATEGORIES & parameters.keys(),
        fields=_FIELDS & parameters.keys(),
    )


_PEOPLE: Final = frozenset({"actor", "assignee", "teammate", "former_assignee"})
_CATEGORIES: Final = frozenset({"category", "former_category"})
_FIELDS: Final = frozenset({"field"})


def _gaps(happening: Happening) -> dict[str, str]:
    """All that a sentence may mention; what an event does not say is empty."""
    data, subject = happening.data, happening.subject_id or ""
    plain = {gap: _word(data.get(member)) for gap, member in _MEMBERS.items()}
    return plain | {
        "actor": happening.actor_id or "",
        "ticket": _word(happening.ticket_id),
        "subject": subject,
        "teammate": subject,
        "field": _word(data.get("field_id")),
        "event": happening.name,
        "name": _name(data),
        "url": _url(data),
        "former_name": _word(data.get("previous")),
    }


_MEMBERS: Final = {
    "assignee": "assignee_id",
    "former_assignee": "previous",
    "category": "category_id",
    "former_category": "previous",
    "status": "status",
    "former_status": "previous",
    "tags": "tags",
    "values": "values",
    "into": "into",
    "count": "tickets",
    "created": "created",
    "file": "file_name",
    "address": "address",
    "reason": "reason",
}


def _word(value: object) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(_word(each) for each in value)
    return str(value)


def _name(data: Mapping[str, Any]) -> str:
    """What the thing is called that the event is about, wherever its kind of event says so."""
    if data.get("name") or data.get("title"):
        return _word(data.get("name") or data.get("title"))
    for member in ("category", "definition", "group", "teammate", "previous"):
        thing = data.get(member)
        if isinstance(thing, dict) and thing.get("name"):
            return _word(thing["name"])
    return ""


def _url(data: Mapping[str, Any]) -> str:
    """Where a webhook sends to."""
    webhook = data.get("webhook") or data.get("previous")
    return _word(webhook.get("url") if isinstance(webhook, dict) else data.get("url"))


def _category(data: Mapping[str, Any]) -> str:
    if data.get("category_id") is None:
        return "{actor} took ticket {ticket} out of category {former_category}"
    if data.get("previous") is None:
        return "{actor} moved ticket {ticket} to category {category}"
    return "{actor} moved ticket {ticket} from category {former_category} to {category}"


def _values(data: Mapping[str, Any]) -> str:
    if data.get("values") is None:
        return "{actor} changed field {field} of ticket {ticket}"
    if not data["values"]:
        return "{actor} cleared field {field} of ticket {ticket}"
    return "{actor} set field {field} of ticket {ticket} to {values}"


def _tags(of_what: str) -> Callable[[Mapping[str, Any]], str]:
    def write(data: Mapping[str, Any]) -> str:
        return (
            f"{{actor}} set the tags of {of_what} to {{tags}}"
            if data.get("tags")
            else (f"{{actor}} removed all tags of {of_what}")
        )

    return write


def _assigned(data: Mapping[str, Any]) -> str:
    if data.get("previous") is None:
        return "{actor} assigned ticket {ticket} to {assignee}"
    return "{actor} assigned ticket {ticket} to {assignee} instead of {former_assignee}"


_UNKNOWN: Final = "{actor}: {event}"

_TEXTS: Final[Mapping[str, Text]] = {
    EventName.TICKET_CREATED: "{actor} opened ticket {ticket}",
    EventName.TICKET_READ: "{actor} read ticket {ticket}",
    EventName.TICKET_STATUS_CHANGED: (
        "{actor} changed the status of ticket {ticket} from {former_status} to {status}"
    ),
    EventName.TICKET_ASSIGNED_TO_USER: _assigned,
    EventName.TICKET_UNASSIGNED: "{actor} took ticket {ticket} from {former_assignee}",
    EventName.TICKET_CATEGORY_CHANGED: _category,
    EventName.TICKET_TAGS_CHANGED: _tags("ticket {ticket}"),
    EventName.TICKET_CUSTOM_FIELD_CHANGED: _values,
    EventName.TICKET_ANONYMIZED: "{actor} anonymized ticket {ticket}",
    EventName.TICKET_MARKED_AS_SPAM: "{actor} marked ticket {ticket} as spam",
    EventName.TICKET_MARKED_AS_NOT_SPAM: "{actor} marked ticket {ticket} as no spam",
    EventName.TICKET_DELETED: "{actor} deleted ticket {ticket}",
    EventName.TICKET_RESTORED: "{actor} restored ticket {ticket}",
    EventName.TICKET_HIDDEN: "{actor} hid ticket {ticket}",
    EventName.TICKET_SHOWN: "{actor} showed ticket {ticket} again",
    EventName.TICKET_MUTED: "{actor} muted ticket {ticket}",
    EventName.TICKET_UNMUTED: "{actor} unmuted ticket {ticket}",
    EventName.REPLY_CREATED: "{actor} replied to ticket {ticket}",
    EventName.REPLY_TAGS_CHANGED: _tags("a reply to ticket {ticket}"),
    EventName.DRAFT_CREATED: "{actor} began a reply to ticket {ticket}",
    EventName.DRAFT_DELETED: "{actor} threw away a draft of a reply to ticket {ticket}",
    EventName.NOTE_CREATED: "{actor} wrote a note on ticket {ticket}",
    EventName.NOTE_UPDATED: "{actor} changed a note on ticket {ticket}",
    EventName.NOTE_DELETED: "{actor} deleted a note on ticket {ticket}",
    EventName.CATEGORY_CREATED: "{actor} made the category {name}",
    EventName.CATEGORY_UPDATED: "{actor} changed the category {name}",
    EventName.CATEGORY_DELETED: "{actor} deleted the category {name}",
    EventName.CUSTOM_FIELD_CREATED: "{actor} made the custom field {name}",
    EventName.CUSTOM_FIELD_UPDATED: "{actor} changed the custom field {name}",
    EventName.CUSTOM_FIELD_DELETED: "{actor} deleted the custom field {name}",
    EventName.USER_GROUP_CREATED: "{actor} made the user group {name}",
    EventName.USER_GROUP_UPDATED: "{actor} changed the user group {name}",
    EventName.USER_GROUP_DELETED: "{actor} deleted the user group {name}",
    EventName.TEAMMATE_CREATED: "{actor} took {teammate} into the team",
    EventName.TEAMMATE_UPDATED: "{actor} changed the teammate {teammate}",
    EventName.TEAMMATE_DELETED: "{actor} removed {teammate} from the team",
    EventName.WIDGET_SCHEDULE_CREATED: "{actor} made the schedule of widget {subject}",
    EventName.WIDGET_SCHEDULE_UPDATED: "{actor} changed the schedule of widget {subject}",
    EventName.WIDGET_SCHEDULE_DELETED: "{actor} deleted the schedule of widget {subject}",
    EventName.TAG_RENAMED: "{actor} renamed the tag {former_name} to {into}",
    EventName.TAG_MERGED: "{actor} merged the tag {former_name} into {into} ({count} tickets)",
    EventName.TAG_DELETED: "{actor} deleted the tag {former_name} ({count} tickets)",
    EventName.CANNED_ANSWER_CREATED: "{actor} made the canned answer {name}",
    EventName.CANNED_ANSWER_UPDATED: "{actor} changed the canned answer {name}",
    EventName.CANNED_ANSWER_DELETED: "{actor} deleted the canned answer {name}",
    EventName.SAVED_VIEW_CREATED: "{actor} made the view {name}",
    EventName.SAVED_VIEW_UPDATED: "{actor} changed the view {name}",
    EventName.SAVED_VIEW_DELETED: "{actor} deleted the view {name}",
    EventName.COMMUNITY_RENAMED: "{actor} renamed the community from {former_name} to {name}",
    EventName.RESPONSE_RULES_CHANGED: "{actor} changed when tickets expire",
    EventName.SIGNED_IN: "{teammate} signed in from {address}",
    EventName.SIGN_IN_REFUSED: "Somebody tried in vain to sign in as {teammate}, from {address}",
    EventName.SESSION_ENDED: "{actor} ended sessions of {teammate}",
    EventName.PASSWORD_SET: "{teammate} has a new password",
    EventName.SETUP_LINK_MADE: "{actor} made a set-up link for {teammate}",
    EventName.SECOND_FACTOR_ENABLED: "{teammate} switched the second factor on",
    EventName.SECOND_FACTOR_DISABLED: "{actor} switched the second factor of {teammate} off",
    EventName.RECOVERY_CODES_MADE: "{teammate} has new recovery codes",
    EventName.PREFERENCES_CHANGED: "{actor} changed the preferences of {teammate}",
    EventName.TOKEN_CREATED: "{actor} made the API token {name}",
    EventName.TOKEN_REVOKED: "{actor} revoked the API token {name}",
    EventName.WEBHOOK_CREATED: "{actor} set up the webhook to {url}",
    EventName.WEBHOOK_UPDATED: "{actor} changed the webhook to {url}",
    EventName.WEBHOOK_DELETED: "{actor} deleted the webhook to {url}",
    EventName.WEBHOOK_DISABLED: "The webhook to {url} was switched off: {reason}",
    EventName.WEBHOOK_SECRET_ROTATED: "{actor} gave webhook {subject} a new secret",
    EventName.FILE_UPLOADED: "{actor} uploaded the file {file}",
    EventName.TICKETS_IMPORTED: "{actor} imported {created} tickets",
}

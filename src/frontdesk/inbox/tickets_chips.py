"""The filters of a list in words, each with the address of the list without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import CustomField
from frontdesk.inbox.problems import N_
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.visit import Visit

STATUSES: Final = {
    "open": N_("Open"),
    "pending": N_("Waiting for customer"),
    "completed": N_("Completed"),
}
SENTIMENTS: Final = {
    "question": N_("Question"),
    "praise": N_("Praise"),
    "suggestion": N_("Suggestion"),
    "complaint": N_("Complaint"),
}
SOURCES: Final = {
    "web": N_("Website"),
    "email": N_("E-mail"),
    "chat": N_("Chat"),
    "facebook": "Facebook",
    "instagram": "Instagram",
    "messenger": "Messenger",
    "whatsapp": "WhatsApp",
    "twitter": "X (Twitter)",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "telegram": "Telegram",
    "google": "Google",
    "trustpilot": "Trustpilot",
    "app_store": "App Store",
    "sms": N_("Text message"),
    "phone": N_("Phone"),
    "api": "API",
    "other": N_("Other channels"),
}
ORDERS: Final = {
    "newest": N_("Newest activity first"),
    "oldest": N_("Longest without activity first"),
    "created": N_("Newest ticket first"),
    "created-first": N_("Oldest ticket first"),
    "best": N_("Best match first"),
}


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the ids of an address are called."""

    categories: Mapping[int, str]
    people: Mapping[UUID, str]
    fields: Mapping[int, CustomField]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter that holds, or, with a `fault`, one that is left out."""

    text: str
    remove: str
    fault: str = ""


def make_chips(visit: Visit, asked: Asked, names: Names) -> list[Chip]:
    held = [
        Chip(
            text=_say(visit, name, value, names),
            remove=_address(visit, asked.query(without=(name, value))),
        )
        for name, value in asked.pairs
        if not (name == "subcategories" and value == "1")
    ]
    wrong = [
        Chip(
            text=f"{fault.name}: {fault.value}",
            remove=_address(visit, asked.query()),
            fault=visit.gettext(fault.sentence),
        )
        for fault in asked.faults
    ]
    return held + wrong


def _address(visit: Visit, query: str) -> str:
    return f"{visit.link('/tickets')}?{query}"


def _say(visit: Visit, name: str, value: str, names: Names) -> str:
    match name:
        case "status":
            return visit.gettext(STATUSES[value])
        case "source":
            return visit.gettext(SOURCES[value])
        case "sentiment":
            return visit.gettext(SENTIMENTS[value])
        case "category":
            return (
                visit.gettext("Uncategorized") if value == "none" else names.categories[int(value)]
            )
        case "subcategories":
            return visit.gettext("Without subcategories")
        case "assignee":
            return _say_assignee(visit, value, names)
        case "author":
            return visit.gettext("From %(name)s", name=_person(visit, value, names))
        case "tag":
            return visit.gettext("Tag %(name)s", name=value)
        case "hidden":
            return visit.gettext("Hidden") if value == "1" else visit.gettext("Not hidden")
        case "muted":
            return visit.gettext("Muted") if value == "1" else visit.gettext("Not muted")
        case "from":
            return visit.gettext("Created from %(day)s", day=value)
        case "to":
            return visit.gettext("Created to %(day)s", day=value)
        case "days":
            return visit.ngettext("Last %(count)s day", "Last %(count)s days", int(value))
        case "searchQuery":
            return visit.gettext("“%(words)s”", words=value)
        case _:
            return _say_field(visit, name, value, names)


def _say_assignee(visit: Visit, value: str, names: Names) -> str:
    if value == "none":
        return visit.gettext("Unassigned")
    if value == "me":
        return visit.gettext("Mine")
    return visit.gettext("Assigned to %(name)s", name=_person(visit, value, names))


def _person(visit: Visit, value: str, names: Names) -> str:
    return names.people.get(UUID(value)) or visit.gettext("somebody who is gone")


def _say_field(visit: Visit, name: str, value: str, names: Names) -> str:
    if name == "hasField":
        return visit.gettext("Has %(field)s", field=names.fields[int(value)].name)
    custom = names.fields[int(name.removeprefix("field."))]
    return f"{custom.name}: {say_value(visit, custom, value)}"


def say_value(visit: Visit, custom: CustomField, value: str) -> str:
    """A value of a custom field as people read it."""
    if custom.type == CustomFieldType.CHECKBOX:
        return visit.gettext("yes") if value == "true" else visit.gettext("no")
    return value

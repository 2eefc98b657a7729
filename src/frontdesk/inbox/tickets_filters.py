"""The form in which a list is narrowed: one field for each thing that lists filter by."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import CustomField
from frontdesk.inbox.tag_names import write_tag_names
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.tickets_asked import names_of, read_asked, visible_fields
from frontdesk.inbox.tickets_beside import Beside, read_beside
from frontdesk.inbox.tickets_chips import SENTIMENTS, SOURCES, STATUSES
from frontdesk.inbox.tickets_parameters import FILTERS
from frontdesk.inbox.tickets_tools import tree_options
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.teammates import list_teammates

Options = list[tuple[str, str]]


async def show(visit: Visit) -> HttpAnswer:
    """The form with what is asked for already; beside the list, or on a page of its own."""
    async with visit.reading() as connection:
        beside = await read_beside(connection, visit, counted=False)
        asked, around = await read_asked(connection, visit, beside, visit.query)
        fields = await visible_fields(connection, visit)
        team = await list_teammates(connection, visit.community.community_id)
        names = await names_of(connection, visit, asked, around)
    mates = [(str(mate.person_id), mate.name or mate.email or "") for mate in team]
    author = asked.wanted.author_id
    context: dict[str, Any] = {
        "asked": asked,
        "given": _given(asked, fields.values()),
        "statuses": _options(visit, STATUSES),
        "sources": _options(visit, SOURCES),
        "sentiments": _options(visit, SENTIMENTS),
        "yes_no": [("1", visit.gettext("yes")), ("0", visit.gettext("no"))],
        "categories": _category_options(visit, beside),
        "assignees": [("me", visit.gettext("Me")), ("none", visit.gettext("Nobody")), *mates],
        "author": None if author is None else names.people.get(author, ""),
        "fields": [_field(visit, each) for each in fields.values() if not each.is_hidden],
        "kept": [(name, value) for name, value in asked.pairs if name in ("searchQuery", "days")],
    }
    template = "tickets/_filters.html" if visit.is_fragment else "tickets/filters.html"
    return visit.page(template, **context)


def _given(asked: Asked, fields: Iterable[CustomField]) -> dict[str, str | None]:
    """What the form's fields hold, by name."""
    names = [*FILTERS, *(f"field.{each.field_id}" for each in fields)]
    given: dict[str, str | None] = {**dict.fromkeys(names), **dict(asked.pairs)}
    given["tags"] = write_tag_names(value for name, value in asked.pairs if name == "tag")
    return given


def _options(visit: Visit, words: Mapping[str, str]) -> Options:
    return [(value, visit.gettext(text)) for value, text in words.items()]


def _category_options(visit: Visit, beside: Beside) -> Options:
    return [("none", visit.gettext("Uncategorized")), *tree_options(beside)]


def _field(visit: Visit, custom: CustomField) -> dict[str, Any]:
    """What the template needs to ask for a value of the field."""
    kind = {CustomFieldType.NUMBER: "number", CustomFieldType.DATE: "date"}.get(custom.type, "text")
    return {
        "name": f"field.{custom.field_id}",
        "label": custom.name,
        "type": kind,
        "options": _values(visit, custom),
    }


def _values(visit: Visit, custom: CustomField) -> Sequence[tuple[str, str]]:
    if custom.type == CustomFieldType.CHECKBOX:
        return [("true", visit.gettext("yes")), ("false", visit.gettext("no"))]
    return [(choice, choice) for choice in custom.choices()]

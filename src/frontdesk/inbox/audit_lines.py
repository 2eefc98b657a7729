"""Entries of the journal as lines to read: sentences with the names of what they are about."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from markupsafe import Markup

from frontdesk.audit.reading import AuditEntry
from frontdesk.audit.sentences import Sentence
from frontdesk.categories.category import names_of_categories
from frontdesk.custom_fields.field import list_fields
from frontdesk.database.pool import Connection
from frontdesk.inbox.tickets_chips import STATUSES
from frontdesk.inbox.visit import Visit
from frontdesk.people.person import get_people

_GAP: Final = re.compile(r"\{(\w+)\}")
_LONGEST: Final = 200
_STATUSES: Final = ("status", "former_status")


@dataclass(frozen=True)
class AuditLine:
    """`text` is safe HTML."""

    entry: AuditEntry
    text: Markup


async def write_lines(
    visit: Visit, connection: Connection, entries: Sequence[AuditEntry]
) -> list[AuditLine]:
    sentences = [entry.sentence() for entry in entries]
    names = await _look_up(visit, connection, sentences)
    return [
        AuditLine(entry, _write(visit, sentence, names))
        for entry, sentence in zip(entries, sentences, strict=True)
    ]


async def _look_up(
    visit: Visit, connection: Connection, sentences: Sequence[Sentence]
) -> Mapping[str, str]:
    """Names by their kind and id, such as `category 5`."""
    community_id = visit.community.community_id
    people = await get_people(
        connection, community_id, map(UUID, _ids(sentences, lambda each: each.people, _is_uuid))
    )
    categories = await names_of_categories(
        connection, community_id, map(int, _ids(sentences, lambda each: each.categories, _is_id))
    )
    fields = await list_fields(connection, community_id)
    return {
        **{f"person {key}": each.name or each.email or "" for key, each in people.items()},
        **{f"category {key}": name for key, name in categories.items()},
        **{f"field {field.field_id}": field.name for field in fields},
    }


def _ids(
    sentences: Sequence[Sentence],
    gaps: Callable[[Sentence], frozenset[str]],
    is_one: Callable[[str], bool],
) -> set[str]:
    found = {each.parameters[gap] for each in sentences for gap in gaps(each)}
    return {text for text in found if is_one(text)}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _write(visit: Visit, sentence: Sentence, names: Mapping[str, str]) -> Markup:
    spoken = visit.gettext(sentence.text)
    pieces = _GAP.split(spoken)  # text, gap, text, gap, …
    written = [
        Markup.escape(piece) if index % 2 == 0 else _fill(visit, sentence, piece, names)
        for index, piece in enumerate(pieces)
    ]
    return Markup("").join(written)


def _fill(visit: Visit, sentence: Sentence, gap: str, names: Mapping[str, str]) -> Markup:
    value = sentence.parameters.get(gap, "")
    if gap == "ticket" and value:
        address = visit.link("/tickets", ticketId=value)
        return Markup('<a href="{}">{}</a>').format(address, value)
    kind = _kind(sentence, gap)
    if kind is not None:
        value = names.get(f"{kind} {value}") or _unnamed(visit, kind, value)
    elif gap in _STATUSES and value in STATUSES:
        value = visit.gettext(STATUSES[value])
    return Markup("<b>{}</b>").format(value[:_LONGEST] or "-")


def _kind(sentence: Sentence, gap: str) -> str | None:
    if gap in sentence.people:
        return "person"
    if gap in sentence.categories:
        return "category"
    return "field" if gap in sentence.fields else None


def _unnamed(visit: Visit, kind: str, value: str) -> str:
    if kind == "person":
        return visit.gettext("somebody") if value else visit.gettext("frontdesk")
    return value

"""What is known about a ticket, beside its thread: its person, its place, its fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from frontdesk.categories.category import Category
from frontdesk.categories.tree import CategoryTree, load_tree
from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import CustomField, list_fields
from frontdesk.database.pool import Connection
from frontdesk.inbox.ticket_door import OpenTicket, see
from frontdesk.inbox.visit import Visit
from frontdesk.people.enums import Role
from frontdesk.people.teammates import list_teammates
from frontdesk.tags.tagging import list_tags
from frontdesk.tickets.person_card import (
    EarlierTicket,
    PersonCard,
    earlier_tickets,
    get_person_card,
)

_MOST_EARLIER: Final = 8
_MOST_TAGS: Final = 100
_BELOW: Final = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_INDENT: Final = "\N{NO-BREAK SPACE}" * 4


@dataclass(frozen=True, kw_only=True)
class FieldShown:
    """A custom field of the ticket. `is_secret`: the visitor may not see what it says."""

    field_id: int
    name: str
    type: CustomFieldType
    values: Sequence[str]
    choices: Sequence[str]
    placeholder: str
    is_required: bool
    is_secret: bool
    is_sensitive: bool
    error: str | None = None

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def key(self) -> str:
        return f"field-{self.field_id}"


@dataclass(frozen=True, kw_only=True)
class Side:
    """`categories`, `assignees`: pairs of a value and what it is called; those of a choice that
    is gone included. `known_tags`: the first of them; a script finds others. `errors`: what was
    refused, by the name of its form."""

    card: PersonCard
    earlier: Sequence[EarlierTicket]
    categories: Sequence[tuple[str, str]]
    assignees: Sequence[tuple[str, str]]
    fields: Sequence[FieldShown]
    known_tags: Sequence[str]
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A change in the panel that was refused: by the name of its form, why, and what was given."""

    form: str
    problem: str
    given: Sequence[str] = ()


async def read_side(
    visit: Visit, connection: Connection, ticket: OpenTicket, refused: Refused | None = None
) -> Side:
    community_id = visit.community.community_id
    author_id = ticket.ticket.author.id
    seen = await see(visit, connection)
    return Side(
        card=await get_person_card(connection, community_id, author_id, visibility=seen),
        earlier=await earlier_tickets(
            connection,
            community_id,
            author_id,
            besides=ticket.ticket_id,
            take=_MOST_EARLIER,
            visibility=seen,
        ),
        categories=_category_choices(await load_tree(connection, community_id), ticket),
        assignees=await _assignees(connection, community_id, ticket),
        fields=show_fields(await list_fields(connection, community_id), ticket, refused),
        known_tags=await list_tags(connection, community_id, skip=0, take=_MOST_TAGS),
        errors={} if refused is None else {refused.form: refused.problem},
    )


def _category_choices(tree: CategoryTree, ticket: OpenTicket) -> list[tuple[str, str]]:
    """The tree as indented lines; the present category, which is shown alone, with its path."""
    chosen = ticket.category_id
    return [
        (str(category.category_id), _line(tree, category, depth, chosen))
        for depth, category in _walk(tree, None, 0)
        if category.can_be_chosen or category.category_id == chosen
    ]


def _line(tree: CategoryTree, category: Category, depth: int, chosen: int | None) -> str:
    if category.category_id != chosen:
        return f"{_INDENT * depth}{category.name}"
    return _BELOW.join(each.name for each in reversed(list(tree.upward(chosen))))


def _walk(tree: CategoryTree, parent_id: int | None, depth: int) -> Iterator[tuple[int, Category]]:
    for category in tree.below(parent_id, include_hidden=True):
        yield depth, category
        yield from _walk(tree, category.category_id, depth + 1)


async def _assignees(
    connection: Connection, community_id: int, ticket: OpenTicket
) -> list[tuple[str, str]]:
    team = await list_teammates(connection, community_id)
    choices = [
        (str(mate.person_id), mate.name or mate.email or "")
        for mate in team
        if mate.role != Role.READ_ONLY_USER
    ]
    present = ticket.ticket.locked_by
    if present is not None and str(present.id) not in dict(choices):
        choices.append((str(present.id), present.name or present.email or ""))
    return choices


def show_fields(
    fields: Sequence[CustomField], ticket: OpenTicket, refused: Refused | None
) -> list[FieldShown]:
    """The fields that tickets of this category have, and those that this one has a value of."""
    values: dict[int, list[str]] = {}
    for each in ticket.ticket.custom_fields:
        values.setdefault(each.id, []).append(each.value)
    return [
        _show_field(each, values.get(each.field_id, []), ticket, refused)
        for each in fields
        if each.field_id in values or (each.applies_to(ticket.category_id) and not each.is_hidden)
    ]


def _show_field(
    each: CustomField, values: Sequence[str], ticket: OpenTicket, refused: Refused | None
) -> FieldShown:
    is_refused = refused is not None and refused.form == f"field-{each.field_id}"
    return FieldShown(
        field_id=each.field_id,
        name=each.name,
        type=CustomFieldType(each.type),
        values=refused.given if refused is not None and is_refused else values,
        choices=each.choices(),
        placeholder=each.placeholder or "",
        is_required=each.is_required,
        is_secret=each.field_id in ticket.hidden,
        is_sensitive=each.is_sensitive_data,
        error=refused.problem if refused is not None and is_refused else None,
    )

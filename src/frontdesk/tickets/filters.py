"""What a list of tickets is narrowed by: one type for every surface, one predicate a member."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from msgspec import UNSET, UnsetType

from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus


class FieldValue(NamedTuple):
    """A custom field and the value that tickets must hold; None: any value."""

    field_id: int
    value: str | None


@dataclass(frozen=True, kw_only=True)
class TicketFilter:
    """All given members must hold. UNSET, None and an empty tuple do not filter, but None in
    `category_id` and `assignee_id` wants tickets without one. Times are inclusive ticks."""

    category_id: int | UnsetType | None = UNSET
    include_subcategories: bool = False
    assignee_id: UUID | UnsetType | None = UNSET
    author_id: UUID | None = None
    status: TicketStatus | None = None
    source: TicketSource | None = None
    sentiment: Sentiment | None = None
    ticket_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    custom_fields: tuple[FieldValue, ...] = ()
    created_from: int | None = None
    created_to: int | None = None
    words: str | None = None
    """What `search_vector.search_condition` made for this community."""


_EQUAL: dict[str, LiteralString] = {
    "author_id": "t.author_id = %(author_id)s",
    "status": "t.status = %(status)s",
    "source": "t.source = %(source)s",
    "sentiment": "t.sentiment = %(sentiment)s",
    "created_from": "t.creation_time >= %(created_from)s",
    "created_to": "t.creation_time <= %(created_to)s",
    "words": """(
    select s.words @@ %(words)s::tsquery
    from ticket_search s
    where s.community_id = t.community_id and s.ticket_id = t.ticket_id
)""",
}

_IN_CATEGORY: LiteralString = "t.category_id = %(category_id)s"
_IN_BRANCH: LiteralString = """t.category_id in (
    with recursive branch as (
        select %(category_id)s::bigint as category_id
        union
        select c.category_id
        from categories c
        join branch b on c.parent_id = b.category_id
        where c.community_id = %(community_id)s
    )
    select category_id from branch
)"""

_HAS_TAG: LiteralString = """exists (
    select
    from ticket_tags tt
    join tags g on g.community_id = tt.community_id and g.tag_id = tt.tag_id
    where tt.community_id = t.community_id and tt.ticket_id = t.ticket_id and g.name = %({tag})s
)"""

_HAS_VALUE: LiteralString = """exists (
    select
    from ticket_custom_values v
    where v.community_id = t.community_id
      and v.ticket_id = t.ticket_id
      and v.field_id = %({field})s
      and v.value_hash = hashtextextended(%({value})s, 0)
      and v.value = %({value})s
)"""

_HAS_ANY_VALUE: LiteralString = """exists (
    select
    from ticket_custom_values v
    where v.community_id = t.community_id
      and v.ticket_id = t.ticket_id
      and v.field_id = %({field})s
)"""

Predicate = tuple[LiteralString, dict[str, Any]]  # Any: whatever psycopg adapts


def predicates(wanted: TicketFilter) -> Iterator[Predicate]:
    """SQL conditions on `tickets t` and their parameters; values are never part of the SQL.

    They expect the parameter `community_id` beside their own.
    """
    for name, condition in _EQUAL.items():
        value = getattr(wanted, name)
        if value is not None:
            yield condition, {name: value}
    yield from _category(wanted)
    yield from _assignee(wanted)
    if wanted.ticket_ids:
        yield "t.ticket_id = any(%(ticket_ids)s::bigint[])", {"ticket_ids": list(wanted.ticket_ids)}
    for index, tag in enumerate(wanted.tags):
        name = f"tag_{index}"
        yield _HAS_TAG.replace("{tag}", name), {name: tag}
    for index, wanted_value in enumerate(wanted.custom_fields):
        yield _custom_field(index, *wanted_value)


def _custom_field(index: int, field_id: int, value: str | None) -> Predicate:
    names = f"field_{index}", f"value_{index}"
    if value is None:
        return _HAS_ANY_VALUE.replace("{field}", names[0]), {names[0]: field_id}
    sql = _HAS_VALUE.replace("{field}", names[0]).replace("{value}", names[1])
    return sql, {names[0]: field_id, names[1]: value}


def _category(wanted: TicketFilter) -> Iterator[Predicate]:
    if wanted.category_id is None:
        yield "t.category_id is null", {}
    elif wanted.category_id is not UNSET:
        condition = _IN_BRANCH if wanted.include_subcategories else _IN_CATEGORY
        yield condition, {"category_id": wanted.category_id}


def _assignee(wanted: TicketFilter) -> Iterator[Predicate]:
    if wanted.assignee_id is None:
        yield "t.assignee_id is null", {}
    elif wanted.assignee_id is not UNSET:
        yield "t.assignee_id = %(assignee_id)s", {"assignee_id": wanted.assignee_id}

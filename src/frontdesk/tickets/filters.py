"""What a list of tickets is narrowed by: one type for every surface, one predicate a member."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, LiteralString, NamedTuple
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
    `category_id` and `assignee_id` wants tickets without one. Times are inclusive ticks.

    `category_ids` and `statuses` want any of theirs; `mentions` tickets with a note that mentions
    the person. A ticket is expired from its time on: lists put their own `now` in here.
    """

    category_id: int | UnsetType | None = UNSET
    include_subcategories: bool = False
    category_ids: tuple[int, ...] = ()
    assignee_id: UUID | UnsetType | None = UNSET
    author_id: UUID | None = None
    status: TicketStatus | None = None
    statuses: tuple[TicketStatus, ...] = ()
    source: TicketSource | None = None
    sentiment: Sentiment | None = None
    ticket_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    custom_fields: tuple[FieldValue, ...] = ()
    created_from: int | None = None
    created_to: int | None = None
    mentions: UUID | None = None
    has_draft: bool | None = None
    is_spam: bool | None = None
    is_deleted: bool | None = None
    is_hidden: bool | None = None
    is_muted: bool | None = None
    is_expired: bool | None = None
    now: int = 0
    words: str | None = None
    """What `search_vector.search_condition` made for this community."""
    pairs: tuple[tuple[int, ...], ...] = ()
    """And `search_pairs.sought_pairs`."""

    @property
    def narrows_status(self) -> bool:
        return self.status is not None or bool(self.statuses) or bool(self.is_expired)

    def wanted_statuses(self) -> frozenset[TicketStatus]:
        """The statuses that tickets can have which hold all members."""
        wanted = frozenset(self.statuses or TicketStatus)
        if self.status is not None:
            wanted &= {self.status}
        if self.is_expired:
            wanted &= {TicketStatus.OPEN, TicketStatus.PENDING}
        return wanted


FLAGS: Final = ("has_draft", "is_spam", "is_deleted", "is_hidden", "is_muted")

_COMPARED: Final[dict[str, LiteralString]] = {
    "author_id": "t.author_id = %(author_id)s",
    "source": "t.source = %(source)s",
    "sentiment": "t.sentiment = %(sentiment)s",
    "created_from": "t.creation_time >= %(created_from)s",
    "created_to": "t.creation_time <= %(created_to)s",
    "words": """(
    select s.words @@ %(words)s::tsquery
    from ticket_search s
    where s.community_id = %(community_id)s and s.ticket_id = t.ticket_id
)""",
}

# Subqueries that stand as they are: each is asked of one ticket, with `offset 0` as the sign for
# the planner not to turn it into a join.
_HAS_TAG: Final[LiteralString] = """exists (
    select
    from ticket_tags tt
    where tt.community_id = %(community_id)s
      and tt.ticket_id = t.ticket_id
      and tt.tag_id = (
          select g.tag_id from tags g
          where g.community_id = %(community_id)s and g.name = %({name})s
      )
    offset 0
)"""

_HAS_ANY_VALUE: Final[LiteralString] = """exists (
    select
    from ticket_custom_values v
    where v.community_id = %(community_id)s
      and v.ticket_id = t.ticket_id
      and v.field_id = %(field_{name})s
    offset 0
)"""

_HAS_VALUE: Final[LiteralString] = """exists (
    select
    from ticket_custom_values v
    where v.community_id = %(community_id)s
      and v.ticket_id = t.ticket_id
      and v.field_id = %(field_{name})s
      and v.value = %({name})s
    offset 0
)"""

_MENTIONS: Final[LiteralString] = """exists (
    select
    from notes n
    join note_mentions m on m.community_id = n.community_id and m.note_id = n.note_id
    where n.community_id = %(community_id)s
      and n.ticket_id = t.ticket_id
      and m.person_id = %(mentions)s
    offset 0
)"""

BRANCH: Final[LiteralString] = """
with recursive branch as (
    select %(category_id)s::bigint as category_id
    union
    select c.category_id
    from categories c
    join branch b on c.parent_id = b.category_id
    where c.community_id = %(community_id)s
)
select category_id from branch
"""

Predicate = tuple[LiteralString, dict[str, Any]]  # Any: whatever psycopg adapts


def predicates(wanted: TicketFilter) -> Iterator[Predicate]:
    """SQL conditions on `tickets t` and their parameters; values are never part of the SQL.

    They expect the parameter `community_id` beside their own.
    """
    yield from named_predicates(wanted).values()


def named_predicates(wanted: TicketFilter) -> dict[str, Predicate]:
    """The same, each under the name by which a source of rows says that it covers it."""
    named: dict[str, Predicate] = {}
    for name, condition in _COMPARED.items():
        value = getattr(wanted, name)
        if value is not None:
            named[name] = condition, {name: value}
    named |= _of_status(wanted) | _of_category(wanted) | _of_assignee(wanted) | _of_flags(wanted)
    if wanted.ticket_ids:
        sql: LiteralString = "t.ticket_id = any(%(ticket_ids)s::bigint[])"
        named["ticket_ids"] = sql, {"ticket_ids": list(wanted.ticket_ids)}
    if wanted.mentions is not None:
        named["mentions"] = _MENTIONS, {"mentions": wanted.mentions}
    for name, tag in tag_names(wanted).items():
        named[name] = _HAS_TAG.replace("{name}", name), {name: tag}
    for name, (field_id, value) in value_names(wanted).items():
        sql = _HAS_ANY_VALUE if value is None else _HAS_VALUE
        named[name] = sql.replace("{name}", name), {f"field_{name}": field_id, name: value}
    return named


def is_by_id(name: str) -> bool:
    """Whether the predicate of this name needs no more of a ticket than its id."""
    return name.startswith(("tag_", "value_")) or name in ("ticket_ids", "mentions")


def tag_names(wanted: TicketFilter) -> dict[LiteralString, str]:
    """The wanted tags under the names of their predicates and parameters."""
    return {_numbered("tag_", index): tag for index, tag in enumerate(wanted.tags)}


def value_names(wanted: TicketFilter) -> dict[LiteralString, FieldValue]:
    return {_numbered("value_", index): value for index, value in enumerate(wanted.custom_fields)}


def _numbered(name: LiteralString, index: int) -> LiteralString:
    digits: LiteralString = "0123456789"
    return name + "".join(digits[int(digit)] for digit in str(index))


def _of_status(wanted: TicketFilter) -> dict[str, Predicate]:
    if not wanted.narrows_status:
        return {}
    statuses = sorted(wanted.wanted_statuses())
    return {"status": ("t.status = any(%(statuses)s::text[])", {"statuses": statuses})}


def _of_category(wanted: TicketFilter) -> dict[str, Predicate]:
    named: dict[str, Predicate] = {}
    if wanted.category_id is None:
        named["uncategorized"] = "t.category_id is null", {}
    elif wanted.category_id is not UNSET:
        if wanted.include_subcategories:
            name, sql = "branch", "t.category_id in (" + BRANCH + ")"
        else:
            name, sql = "category", "t.category_id = %(category_id)s"
        named[name] = sql, {"category_id": wanted.category_id}
    if wanted.category_ids:
        ids = {"category_ids": list(dict.fromkeys(wanted.category_ids))}
        named["categories"] = "t.category_id = any(%(category_ids)s::bigint[])", ids
    return named


def _of_assignee(wanted: TicketFilter) -> dict[str, Predicate]:
    if wanted.assignee_id is None:
        return {"unassigned": ("t.assignee_id is null", {})}
    if wanted.assignee_id is UNSET:
        return {}
    sql: LiteralString = "t.assignee_id = %(assignee_id)s"
    return {"assignee": (sql, {"assignee_id": wanted.assignee_id})}


def _of_flags(wanted: TicketFilter) -> dict[str, Predicate]:
    named: dict[str, Predicate] = {}
    for flag in FLAGS:
        value = getattr(wanted, flag)
        if value is not None:
            named[flag] = ("t." + flag if value else "not t." + flag), {}
    if wanted.is_expired is not None:
        # Null, and so not expired, where it never expires.
        sql = "coalesce(t.expiry_time <= %(now)s, false) = %(is_expired)s"
        named["is_expired"] = sql, {"now": wanted.now, "is_expired": wanted.is_expired}
    return named

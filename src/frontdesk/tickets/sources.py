"""The indexes that a list may walk over, as what they say about the tickets in them.

Each is a run of rows with the same filter values in the order of the list, so that a page is one
walk. Those with several values (`fans`), such as the subcategories of a category, are several runs
that are walked side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, LiteralString, NamedTuple

from msgspec import UNSET

from frontdesk.tickets.filters import BRANCH, TicketFilter, tag_names, value_names

ACTIVITY: Final = "last_activity"
CREATION: Final = "creation_time"
BOTH: Final = frozenset((ACTIVITY, CREATION))


@dataclass(frozen=True)
class Fan:
    """A column that has one value after the other; `values` is a FROM item of one column."""

    column: LiteralString
    values: LiteralString


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """The rest follows from `name`. Rows of `table` under conditions on its own columns.

    `covers` are the predicates that these rows fulfil already, `orders` those in which an index has
    them; `by_status`: that index has one run for each status. A list may be walked in it unless it
    has no order, and else only be gathered.
    """

    name: str
    table: LiteralString = "tickets"
    equal: LiteralString = "true"
    fans: tuple[Fan, ...] = ()
    covers: frozenset[str] = frozenset()
    orders: frozenset[str] = BOTH
    by_status: bool = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


class Spans(NamedTuple):
    """A range of creation times: periods of ten days, and days where there is less than that."""

    periods: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


ALL: Final = Source(name="all", by_status=False)
STATUS: Final = Source(name="status")
IDS: Final = Source(
    name="ids",
    # One by one: `= any` behind an order may be read from all tickets in that order.
    fans=(Fan("ticket_id", "(select distinct unnest(%(ticket_ids)s::bigint[]))"),),
    covers=frozenset({"ticket_ids"}),
    orders=frozenset(),
    by_status=False,
)
MENTIONS: Final = Source(
    name="mentions",
    table="""(
        select distinct n.community_id, n.ticket_id
        from note_mentions m
        join notes n on n.community_id = m.community_id and n.note_id = m.note_id
        where m.community_id = %(community_id)s and m.person_id = %(mentions)s
    )""",
    covers=frozenset({"mentions"}),
    orders=frozenset(),
    by_status=False,
)
PERIODS: Final = Source(
    name="periods",
    fans=(Fan("creation_period", "unnest(%(periods)s::bigint[])"),),
    orders=frozenset({ACTIVITY}),
)
DAYS: Final = Source(
    name="days",
    fans=(Fan("creation_day", "unnest(%(days)s::bigint[])"),),
    orders=frozenset({ACTIVITY}),
)
SPANS: Final = Source(name="spans", orders=frozenset({ACTIVITY}))
"""`PERIODS` and `DAYS` together: a range of creation times by activity (`tickets.spans`)."""

_SOURCE: Final = "source = %(source)s"
_FLAGS: Final[tuple[LiteralString, ...]] = ("is_spam", "is_deleted", "is_hidden", "has_draft")


def sources(wanted: TicketFilter) -> Iterator[Source]:
    """The sources for what is wanted, but for `ALL` and `STATUS`; usually the smallest first."""
    yield from _values(wanted)
    yield from _tags(wanted)
    if wanted.author_id is not None:
        equal: LiteralString = "author_id = %(author_id)s"
        covers = frozenset({"author_id"})
        yield Source(name="author_id", equal=equal, covers=covers, by_status=False)
    yield from _flags(wanted)
    yield from _assignee(wanted)
    yield from _category_and_source(wanted)
    if wanted.sentiment is not None:
        yield _single("sentiment", "sentiment = %(sentiment)s")


def _single(name: str, equal: LiteralString) -> Source:
    """With one index, by activity."""
    return Source(
        name=name,
        equal=equal,
        covers=frozenset({name}),
        orders=frozenset({ACTIVITY}),
        by_status=False,
    )


def _values(wanted: TicketFilter) -> Iterator[Source]:
    for name, (_, value) in value_names(wanted).items():
        if value is not None:
            equal: LiteralString = (
                "field_id = %(field_{name})s and value_hash = hashtextextended(%({name})s, 0)"
            )
            yield Source(
                name=name,
                table="ticket_custom_values",
                equal=equal.replace("{name}", name),
                # Not by the value itself, which an index cannot hold: it is still to be compared.
            )


def _tags(wanted: TicketFilter) -> Iterator[Source]:
    for name in tag_names(wanted):
        equal: LiteralString = (
            "tag_id = (select g.tag_id from tags g"
            " where g.community_id = %(community_id)s and g.name = %({name})s)"
        )
        yield Source(
            name=name,
            table="ticket_tags",
            equal=equal.replace("{name}", name),
            covers=frozenset({name}),
        )


def _flags(wanted: TicketFilter) -> Iterator[Source]:
    for flag in _FLAGS:
        if getattr(wanted, flag):
            yield _single(flag, flag)


def _assignee(wanted: TicketFilter) -> Iterator[Source]:
    if wanted.assignee_id is None:
        yield Source(
            name="unassigned", equal="assignee_id is null", covers=frozenset({"unassigned"})
        )
    elif wanted.assignee_id is not UNSET:
        equal: LiteralString = "assignee_id = %(assignee_id)s"
        yield Source(name="assignee", equal=equal, covers=frozenset({"assignee"}))


def _category_and_source(wanted: TicketFilter) -> Iterator[Source]:
    """Where there are both one for both, as few tickets have them together."""
    category = _category(wanted)
    if wanted.category_id is None:
        yield Source(
            name="uncategorized",
            equal="category_id is null",
            covers=frozenset({"uncategorized"}),
        )
    elif category is not None and wanted.source is None:
        yield category
    elif category is not None:
        yield replace(
            category,
            name=f"{category.name} and source",
            equal=f"{category.equal} and {_SOURCE}",
            covers=category.covers | {"source"},
        )
        return
    if wanted.source is not None:
        yield Source(name="source", equal=_SOURCE, covers=frozenset({"source"}))


def _category(wanted: TicketFilter) -> Source | None:
    if isinstance(wanted.category_id, int) and wanted.include_subcategories:
        return Source(
            name="branch",
            fans=(Fan("category_id", "(" + BRANCH + ")"),),
            covers=frozenset({"branch"}),
        )
    if isinstance(wanted.category_id, int):
        return Source(
            name="category",
            equal="category_id = %(category_id)s",
            covers=frozenset({"category"}),
        )
    if wanted.category_ids:
        return Source(
            name="categories",
            fans=(Fan("category_id", "unnest(%(category_ids)s::bigint[])"),),
            covers=frozenset({"categories"}),
        )
    return None

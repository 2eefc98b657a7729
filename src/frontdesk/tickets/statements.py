"""The SQL of a page of tickets: a run of an index (`tickets.runs`), what is asked of single tickets
outside of it, and the documents of those that are left."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, LiteralString, NamedTuple

from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.runs import Bounds, Run, fans_sql, run_sql
from frontdesk.tickets.sources import ACTIVITY, CREATION, PERIODS, Source


class Order(NamedTuple):
    key: LiteralString
    direction: LiteralString
    beyond: LiteralString

    def terms(self, alias: LiteralString) -> LiteralString:
        return f"{alias}.{self.key} {self.direction}, {alias}.ticket_id {self.direction}"

    def after_cursor(self, alias: LiteralString) -> LiteralString:
        place: LiteralString = "(%(cursor_time)s::bigint, %(cursor_id)s::bigint)"
        return f"({alias}.{self.key}, {alias}.ticket_id) {self.beyond} {place}"


ORDERS: Final[dict[TicketListOrderBy, Order]] = {
    TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC: Order(ACTIVITY, "desc", "<"),
    TicketListOrderBy.LAST_THREAD_ACTIVITY_ASC: Order(ACTIVITY, "asc", ">"),
    TicketListOrderBy.CREATION_TIME_DESC: Order(CREATION, "desc", "<"),
    TicketListOrderBy.CREATION_TIME_ASC: Order(CREATION, "asc", ">"),
}


@dataclass(frozen=True)
class Plan:
    """A way to a page: walk over a source in the order of the list and stop when the page is full.
    One that `gathers` takes all that is in it, by creation if it has such an index, and sorts."""

    source: Source
    gathers: bool = False
    periods: tuple[int, ...] = field(default=(), compare=False)
    """The values of `sources.PERIODS`."""

    @property
    def name(self) -> str:
        return f"{'gather' if self.gathers else 'walk'} {self.source.name}"

    def covered(self, order: Order) -> frozenset[str]:
        """The names of predicates that its rows fulfil already."""
        covered = self.source.covers
        if self.source.by_status:
            covered |= {"status"}
        if self.key(order) == CREATION:
            covered |= {"created_from", "created_to"}
        return covered

    def key(self, order: Order) -> LiteralString:
        """What its runs are ordered by."""
        if not self.gathers:
            return order.key
        return CREATION if CREATION in self.source.orders else ACTIVITY


class Shape(NamedTuple):
    """All that a statement is made of, the same for the same statement.

    `rest` are conditions on `tickets t`, `rest_by_id` those that need no more of it than its id.
    `most` is the number of rows, None where that is the parameter `limit` behind `skip`, together
    `furthest`.
    """

    source: Source
    gathers: bool
    key: LiteralString
    order: Order
    bounds: Bounds
    rest: tuple[LiteralString, ...]
    rest_by_id: tuple[LiteralString, ...]
    after: bool
    most: int | None


_LISTING: Final[LiteralString] = """
select d.document, {expiry}.expiry_time, page.{key}, page.ticket_id
from ({page}) page
{lookup}
cross join lateral (
    select document
    from ticket_documents
    where community_id = %(community_id)s and ticket_id = page.ticket_id
    offset 0
) d
order by {terms}
"""

_TICKET: Final[LiteralString] = """cross join lateral (
    select *
    from tickets
    where community_id = %(community_id)s and ticket_id = {alias}.ticket_id
    offset 0
) t"""


@lru_cache(maxsize=2048)
def compose(shape: Shape) -> LiteralString:
    page = _gather(shape) if shape.gathers else _walk(shape)
    has_expiry = _has_expiry(shape)
    return (
        _LISTING.replace("{page}", page)
        .replace("{lookup}", "" if has_expiry else _TICKET.replace("{alias}", "page"))
        .replace("{expiry}", "page" if has_expiry else "t")
        .replace("{key}", shape.order.key)
        .replace("{terms}", shape.order.terms("page"))
    )


@lru_cache(maxsize=512)
def compose_places(shape: Shape) -> LiteralString:
    """The page without its documents: at least `ticket_id` and the order's key, in its order."""
    return _gather(shape) if shape.gathers else _walk(shape)


def _has_expiry(shape: Shape) -> bool:
    """Whether the page comes with it; not where an index alone may be enough to find the page."""
    if shape.gathers:
        return True
    return shape.source.table == "tickets" and shape.source != PERIODS and shape.most is not None


def _columns(shape: Shape) -> LiteralString:
    columns: LiteralString = f"t.ticket_id, t.{shape.order.key}"
    return columns + ", t.expiry_time" if _has_expiry(shape) else columns


# `offset 0` at the end of the run keeps the rest out of it.
_WALK: Final[LiteralString] = """
select {columns}
from ({run}) t
{rest}
order by {terms}
limit {limit}"""

_SIDE_BY_SIDE: Final[LiteralString] = """
select t.*
from {fans}
cross join lateral ({walk}
) t
order by {terms}
limit {limit}"""


def _walk(shape: Shape) -> LiteralString:
    order = shape.order
    run = Run(
        source=shape.source,
        bounds=shape.bounds,
        key=order.key,
        terms=order.terms("r"),
        after=order.after_cursor("r") if shape.after else None,
    )
    walk = _walk_one(shape, run)
    fans = fans_sql(run)
    if not fans:
        return walk.replace("{limit}", _limit(shape))
    # Each run goes as far as the page with all that is skipped might.
    return (
        _SIDE_BY_SIDE.replace("{fans}", "\ncross join ".join(fans))
        .replace("{walk}", walk.replace("{limit}", _digits(shape.most) or "%(furthest)s"))
        .replace("{terms}", order.terms("t"))
        .replace("{limit}", _limit(shape))
    )


def _walk_one(shape: Shape, run: Run) -> LiteralString:
    is_ticket = run.source.table == "tickets"
    if not shape.rest and not shape.rest_by_id and is_ticket:
        return run_sql(run, _columns(shape).replace("t.", "r."), "limit {limit}")
    wide: LiteralString = "r.*" if is_ticket else f"r.ticket_id, r.{run.key}"
    return (
        _WALK.replace("{columns}", _columns(shape))
        .replace("{run}", run_sql(run, wide))
        .replace("{rest}", _rest(shape) if is_ticket else _rest_of_others(shape))
        .replace("{terms}", shape.order.terms("t"))
    )


def _limit(shape: Shape) -> LiteralString:
    return _digits(shape.most) or "%(limit)s offset %(skip)s"


def _digits(number: int | None) -> LiteralString:
    """A number in the SQL itself: the planner knows then that a page is short."""
    digits: LiteralString = "0123456789"
    return "" if number is None else "".join(digits[int(digit)] for digit in str(number))


def _rest(shape: Shape) -> LiteralString:
    return _where((*shape.rest, *shape.rest_by_id))


def _rest_of_others(shape: Shape) -> LiteralString:
    """The same, asked of the ticket behind a row of another table."""
    if not shape.rest:
        return _where(shape.rest_by_id)
    ticket = _TICKET.replace("cross join lateral ", "from ").replace("{alias}", "t")
    has_rest: LiteralString = f"exists (select {ticket} {_where(shape.rest)} offset 0)"
    return _where((has_rest, *shape.rest_by_id))


def _where(conditions: tuple[LiteralString, ...]) -> LiteralString:
    return "where " + "\n  and ".join(conditions) if conditions else ""


_GATHER: Final[LiteralString] = """
select {columns}
from {found}
{rest}
order by {terms}
limit {limit}"""


def _gather(shape: Shape) -> LiteralString:
    run = gathering_run(shape.source, shape.bounds, shape.key)
    if run.source.table == "tickets":
        found = [*fans_sql(run), f"({run_sql(run, 'r.*')}) t"]
        items = "\ncross join lateral ".join(found)
    else:
        found = [*fans_sql(run), f"({run_sql(run, 'r.ticket_id')}) f"]
        items = "\ncross join lateral ".join(found) + "\n" + _TICKET.replace("{alias}", "f")
    after = (shape.order.after_cursor("t"),) if shape.after else ()
    return (
        _GATHER.replace("{columns}", _columns(shape))
        .replace("{found}", items)
        .replace("{rest}", _where((*after, *shape.rest, *shape.rest_by_id)))
        .replace("{terms}", shape.order.terms("t"))
        .replace("{limit}", _limit(shape))
    )


def gathering_run(source: Source, bounds: Bounds, key: LiteralString) -> Run:
    """All runs of a source, in whatever order one of its indexes has."""
    terms: LiteralString = f"r.{key}, r.ticket_id" if source.orders else "r.ticket_id"
    return Run(source=source, bounds=bounds, key=key, terms=terms)


_COUNT: Final[LiteralString] = """(
select count(*)
from (
    select
    from {items} f
    limit %(probe)s
) few
)"""


@lru_cache(maxsize=512)
def count_up_to(source: Source, bounds: Bounds, key: LiteralString) -> LiteralString:
    """How many rows are in a source, but no more than the parameter `probe`."""
    run = gathering_run(source, bounds, key)
    items = [*fans_sql(run), f"({run_sql(run, 'r.ticket_id', 'limit %(probe)s')})"]
    return _COUNT.replace("{items}", "\n    cross join lateral ".join(items))

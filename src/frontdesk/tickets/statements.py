"""What the statement of a page of tickets is made of: an order, a way to the page, a shape."""

from dataclasses import dataclass, field
from typing import Final, LiteralString, NamedTuple

from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.runs import Bounds
from frontdesk.tickets.sources import ACTIVITY, CREATION, Source, Spans


class Order(NamedTuple):
    key: LiteralString
    direction: LiteralString
    beyond: LiteralString
    """How what follows compares with what is before it."""
    within: LiteralString
    """How what is before compares with what follows it or is the same."""
    last: LiteralString
    """A time that no other follows."""

    def terms(self, alias: LiteralString) -> LiteralString:
        return f"{alias}.{self.key} {self.direction}, {alias}.ticket_id {self.direction}"

    def after_cursor(self, alias: LiteralString) -> LiteralString:
        place: LiteralString = "(%(cursor_time)s::bigint, %(cursor_id)s::bigint)"
        return f"({alias}.{self.key}, {alias}.ticket_id) {self.beyond} {place}"


_LEAST: Final = "'-9223372036854775808'::bigint"
_MOST: Final = "'9223372036854775807'::bigint"

ORDERS: Final[dict[TicketListOrderBy, Order]] = {
    TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC: Order(ACTIVITY, "desc", "<", ">=", _LEAST),
    TicketListOrderBy.LAST_THREAD_ACTIVITY_ASC: Order(ACTIVITY, "asc", ">", "<=", _MOST),
    TicketListOrderBy.CREATION_TIME_DESC: Order(CREATION, "desc", "<", ">=", _LEAST),
    TicketListOrderBy.CREATION_TIME_ASC: Order(CREATION, "asc", ">", "<=", _MOST),
}


@dataclass(frozen=True)
class Plan:
    """A way to a page: walk over a source in the order of the list and stop when the page is full.
    One that `gathers` takes all that is in it, by creation if it has such an index, and sorts."""

    source: Source
    gathers: bool = False
    merged: Source | None = None
    """Another source, walked beside it: only what is in both is taken."""
    spans: Spans = field(default=Spans(), compare=False)
    """What `sources.SPANS` walks over."""
    reaches: bool = False
    """Whether the walk begins where the tickets of `spans` do (`tickets.reaching`)."""

    @property
    def name(self) -> str:
        if self.merged is not None:
            return f"merge {self.source.name}, {self.merged.name}"
        if self.reaches:
            return f"walk {self.source.name} within spans"
        return f"{'gather' if self.gathers else 'walk'} {self.source.name}"

    def covered(self, order: Order) -> frozenset[str]:
        """The names of predicates that its rows fulfil already."""
        covered = self.source.covers
        if self.merged is not None:
            covered |= self.merged.covers
        if self.source.by_status or (self.merged is not None and self.merged.by_status):
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

    `merged` is another source that is walked beside it, `others` are sources in which rows are
    looked up by their place, without the ticket; `rest` are conditions on `tickets t`, `rest_by_id`
    those that need no more of it than its id. `most` is the number of rows, None where that is the
    parameter `furthest`; of a page that `skips` they are those before it as well, and its own are
    the parameter `limit` behind `skip`. `reaches` is that of the plan: then `rest_by_id` asks for
    creation times, too, where the rows know them.
    """

    source: Source
    gathers: bool
    key: LiteralString
    order: Order
    bounds: Bounds
    merged: Source | None
    others: tuple[Source, ...]
    rest: tuple[LiteralString, ...]
    rest_by_id: tuple[LiteralString, ...]
    after: bool
    most: int | None
    skips: bool = False
    reaches: bool = False

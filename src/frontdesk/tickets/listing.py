"""A list of tickets as what is sent to the database, whichever page of it and way to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, LiteralString

from psycopg import AsyncConnection

from frontdesk.database.asking import Question, put
from frontdesk.database.pool import Parameters
from frontdesk.tickets.composing import compose, compose_places
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.document import MAX_ID
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import Predicate, TicketFilter, is_by_id, named_predicates
from frontdesk.tickets.planning import bounds_of, choose_plan, only_plan, others_met
from frontdesk.tickets.runs import Bounds
from frontdesk.tickets.search_request import Place
from frontdesk.tickets.sources import Source
from frontdesk.tickets.statements import ORDERS, Order, Plan, Shape
from frontdesk.tickets.steering import steered, steering_of
from frontdesk.tickets.visibility import EVERYTHING, Visibility, seen_predicate

Row = tuple[bytes, int | None, int, int]
"""Document, expiry, the time that the list is ordered by, id."""

NEAR: Final = 1_000
"""So many tickets are skipped by a statement that says so in its words."""


@dataclass(frozen=True)
class Listing:
    """A list of tickets, whichever page of it and way to it."""

    community_id: int
    wanted: TicketFilter
    order: TicketListOrderBy
    visibility: Visibility = EVERYTHING

    async def choose_plan(self, connection: AsyncConnection[Any]) -> Plan:
        if self._only_plan is not None:
            return self._only_plan
        return await choose_plan(
            connection, self.wanted, self._bounds, ORDERS[self.order], self._parameters
        )

    def compose(
        self, plan: Plan, *, start: Cursor | int, take: int
    ) -> tuple[LiteralString, Parameters]:
        """The statement behind a page, which asks for one row more than that, and its
        parameters."""
        statement = compose(self._page_shape(plan, start=start, take=take))
        parameters = self._parameters | _spans(plan)
        if isinstance(start, Cursor):
            parameters |= {"cursor_time": start.time, "cursor_id": start.ticket_id}
        else:
            furthest = min(start + take + 1, MAX_ID)
            parameters |= {"skip": start, "limit": take + 1, "furthest": furthest}
        return statement, parameters

    def _page_shape(self, plan: Plan, *, start: Cursor | int, take: int) -> Shape:
        after = isinstance(start, Cursor)
        skips = not isinstance(start, Cursor) and start > 0
        most = _most(start, take)
        shape = self._shapes.get((plan, after, skips, most))
        if shape is None:
            shape = self._shape(plan, after=after, skips=skips, most=most)
            self._shapes[plan, after, skips, most] = shape
        return shape

    def steering(self, plan: Plan, *, start: Cursor | int, take: int) -> LiteralString | None:
        """In which this statement is to be run (`steered`), if it needs that."""
        return steering_of(self._page_shape(plan, start=start, take=take))

    async def fetch(
        self, connection: AsyncConnection[Any], plan: Plan, *, start: Cursor | int, take: int
    ) -> list[Row]:
        """One row more than the page has if another page follows."""
        question, steering = self._ask_for(plan, start=start, take=take)
        if steering is None:
            return (await put(connection, question, binary=True)).rows(tuple)
        async with steered(connection, steering):
            return (await put(connection, question, binary=True)).rows(tuple)

    def _ask_for(
        self, plan: Plan, *, start: Cursor | int, take: int
    ) -> tuple[Question, LiteralString | None]:
        """The first page by the only plan is what is asked for most."""
        is_usual = start == 0 and plan is self._only_plan
        if is_usual and take in self._first_pages:
            return self._first_pages[take]
        question = Question(*self.compose(plan, start=start, take=take))
        asked = question, self.steering(plan, start=start, take=take)
        if is_usual:
            self._first_pages[take] = asked
        return asked

    def compose_places(
        self, plan: Plan, *, after: Place | None, most: int
    ) -> tuple[LiteralString, Parameters]:
        """The statement behind the ids and times of the first tickets behind a place, and its
        parameters. It merges nothing: whoever runs it need not know how."""
        plan = replace(plan, merged=None)
        parameters = self._parameters | _spans(plan) | {"furthest": most}
        if after is not None:
            parameters |= {"cursor_time": after.time, "cursor_id": after.ticket_id}
        return compose_places(self._shape(plan, after=after is not None, most=most)), parameters

    def _shape(self, plan: Plan, *, after: bool, most: int | None, skips: bool = False) -> Shape:
        order = ORDERS[self.order]
        others = others_met(self.wanted, plan, order)
        rest, rest_by_id = self._rest(plan, others, order)
        return Shape(
            source=plan.source,
            gathers=plan.gathers,
            key=plan.key(order),
            order=order,
            bounds=self._bounds,
            merged=plan.merged,
            others=others,
            rest=rest,
            rest_by_id=rest_by_id,
            after=after,
            most=most,
            skips=skips,
            reaches=plan.reaches,
        )

    def without_words(self) -> "Listing":
        return replace(self, wanted=replace(self.wanted, words=None))

    def bare(self) -> "Listing":
        """The list of all tickets of the community."""
        return Listing(self.community_id, TicketFilter(), self.order)

    def conditions(self) -> tuple[dict[str, LiteralString], Parameters]:
        """All that is asked of `tickets t`, but for the community, by name."""
        return {name: sql for name, (sql, _) in self._predicates.items()}, dict(self._parameters)

    @cached_property
    def _shapes(self) -> dict[tuple[Plan, bool, bool, int | None], Shape]:
        return {}

    @cached_property
    def _first_pages(self) -> dict[int, tuple[Question, LiteralString | None]]:
        return {}

    @cached_property
    def _only_plan(self) -> Plan | None:
        return only_plan(self.wanted, self._bounds, ORDERS[self.order])

    @cached_property
    def _bounds(self) -> Bounds:
        return bounds_of(self.wanted)

    @cached_property
    def _predicates(self) -> dict[str, Predicate]:
        return named_predicates(self.wanted) | seen_predicate(self.visibility)

    def _rest(
        self, plan: Plan, others: Sequence[Source], order: Order
    ) -> tuple[tuple[LiteralString, ...], tuple[LiteralString, ...]]:
        """What the plan's rows do not fulfil already, and of that what needs a ticket's id alone
        (or its creation time, if they know it); last of all the value that they were found by."""
        covered = plan.covered(order).union(*(each.covers for each in others))
        names = [name for name in self._predicates if name not in covered]
        if not names:
            return (), ()
        names.sort(key=lambda name: name == plan.source.name)
        known = _CREATED if plan.reaches and plan.source.table != "tickets" else ()
        by_id = [each for each in names if each in known or is_by_id(each)]
        rest = tuple(self._predicates[each][0] for each in names if each not in by_id)
        return rest, tuple(self._predicates[each][0] for each in by_id)

    @cached_property
    def _parameters(self) -> Parameters:
        parameters: Parameters = {"community_id": self.community_id}
        for _, values in self._predicates.values():
            parameters |= values
        if len(parameters.get("statuses", ())) == 1:
            parameters["status"] = parameters["statuses"][0]
        return parameters


_CREATED: Final = ("created_from", "created_to")


def _most(start: Cursor | int, take: int) -> int | None:
    """How many rows are walked at most, where the statement says so."""
    if isinstance(start, Cursor) or start == 0:
        return take + 1
    return NEAR + take + 1 if start <= NEAR else None


def _spans(plan: Plan) -> Parameters:
    return {"periods": list(plan.spans.periods), "days": list(plan.spans.days)}

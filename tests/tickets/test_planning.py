"""Of several filters, which is walked and whether another is walked beside it."""

from dataclasses import replace

import pytest

from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.planning import (
    MOST_TO_ONE,
    MOST_VALUES_TO_ONE,
    others_met,
    plan_of_several,
)
from frontdesk.tickets.probing import REACH, Reach
from frontdesk.tickets.sources import ALL, Fan, Source, sources
from frontdesk.tickets.statements import ORDERS, Plan

TAG = Source(name="tag_0", table="ticket_tags")
OTHER = Source(name="tag_1", table="ticket_tags")
VALUE = Source(name="value_0", table="ticket_custom_values")
BRANCH = Source(name="branch", fans=(Fan("category_id", "unnest('{1,2}'::bigint[])"),))


def whole(source: Source, count: int) -> Reach:
    return Reach(source, count, 10**9)


def part(source: Source, span: int) -> Reach:
    return Reach(source, REACH, span)


@pytest.mark.parametrize(
    ("found", "plan"),
    [
        ([whole(TAG, 3), part(VALUE, 10)], Plan(TAG)),
        ([part(TAG, 80), part(VALUE, 10)], Plan(TAG, merged=VALUE)),
        ([part(TAG, 10 * MOST_TO_ONE), part(OTHER, 10)], Plan(TAG, merged=OTHER)),
        ([part(TAG, 10 * MOST_TO_ONE + 1), part(OTHER, 10)], Plan(TAG)),
        ([part(TAG, 10 * MOST_VALUES_TO_ONE + 1), part(VALUE, 10)], Plan(TAG)),
        ([part(BRANCH, 20), part(VALUE, 10)], Plan(BRANCH)),
        ([part(TAG, 30), part(BRANCH, 20), part(VALUE, 10)], Plan(TAG, merged=VALUE)),
    ],
    ids=[
        "few",
        "as many",
        "more",
        "many more",
        "many more values",
        "several runs",
        "several runs beside",
    ],
)
def test_sources_are_merged_where_both_hold_many_tickets(found: list[Reach], plan: Plan) -> None:
    assert plan_of_several(found) == plan
    assert plan_of_several(found).merged == plan.merged


def test_the_rarest_comes_first() -> None:
    rare, rarer = part(TAG, 10), part(VALUE, 20)
    rarest = whole(BRANCH, REACH - 1)
    assert sorted([rare, rarer, rarest], key=Reach.rarity) == [rarest, rarer, rare]


def test_rows_are_looked_up_by_their_place_only_across_tables() -> None:
    order = ORDERS[TicketListOrderBy.CREATION_TIME_ASC]
    wanted = TicketFilter(category_id=1, author_id=None, tags=("urgent", "paid"))
    first, second, category = sources(wanted)
    assert others_met(wanted, Plan(first), order) == (second, category)
    assert others_met(wanted, Plan(category), order) == (first, second)
    assert others_met(wanted, Plan(first, merged=second), order) == ()
    assert others_met(wanted, Plan(first, gathers=True), order) == ()
    assert others_met(wanted, Plan(ALL), order) == ()  # does not know the status
    assert others_met(replace(wanted, tags=()), Plan(category), order) == ()

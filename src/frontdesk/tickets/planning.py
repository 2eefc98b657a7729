"""Which way a list takes to its page: never left to the database's statistics.

With one filter that has an index of its own there is nothing to choose: a walk over it, which
costs the same whatever the number of tickets. Otherwise short probes of indexes decide.
"""

from collections.abc import Sequence
from itertools import permutations
from typing import Any, Final

from psycopg import AsyncConnection

from frontdesk.database.pool import Parameters
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.probing import FEW, Reach, reaches, smallest
from frontdesk.tickets.ranging import plan_range
from frontdesk.tickets.runs import Bounds
from frontdesk.tickets.sources import (
    ACTIVITY,
    ALL,
    IDS,
    MENTIONS,
    SPANS,
    STATUS,
    Source,
    Spans,
    sources,
)
from frontdesk.tickets.statements import Order, Plan


def bounds_of(wanted: TicketFilter) -> Bounds:
    statuses = len(wanted.wanted_statuses()) if wanted.narrows_status else len(TicketStatus)
    return Bounds(
        statuses=None if statuses == len(TicketStatus) else statuses,
        since=wanted.created_from is not None,
        until=wanted.created_to is not None,
    )


def only_plan(wanted: TicketFilter, bounds: Bounds, order: Order) -> Plan | None:
    """The plan where there is no choice, so that nothing need be looked at."""
    if wanted.ticket_ids:
        return Plan(IDS, gathers=True)
    if wanted.mentions is not None:
        return Plan(MENTIONS, gathers=True)
    if _is_ranged(wanted) and order.key == ACTIVITY:
        return None
    found = list(sources(wanted)) or [ALL if bounds.statuses is None else STATUS]
    return Plan(found[0]) if len(found) == 1 and order.key in found[0].orders else None


async def choose_plan(
    connection: AsyncConnection[Any],
    wanted: TicketFilter,
    bounds: Bounds,
    order: Order,
    parameters: Parameters,
) -> Plan:
    """Where there is a choice (`only_plan` knows). `parameters` are those of all predicates, and
    the community."""
    widest = ALL if bounds.statuses is None else STATUS
    found = list(sources(wanted)) or [widest]
    if _is_ranged(wanted) and order.key == ACTIVITY:
        return await plan_range(connection, wanted, bounds, order, found, parameters)
    if all(order.key in each.orders for each in found):
        return plan_of_several(await reaches(connection, bounds, found, order, parameters))
    source, count = await smallest(connection, bounds, found, order, parameters)
    if order.key in source.orders:
        return Plan(source)
    return Plan(source, gathers=True) if count < FEW else Plan(widest)


MOST_TO_ONE: Final = 16
"""How many rows of one source it is quicker to read than to look one row of another up in it."""
MOST_VALUES_TO_ONE: Final = 8
"""The same of custom values, of which a ticket may have the same one twice."""


def plan_of_several(found: Sequence[Reach]) -> Plan:
    """The rarest is walked, with the next one beside it unless it has very many more tickets."""
    rarest, *others = found
    if rarest.is_whole or rarest.source.fans:
        return Plan(rarest.source)
    fitting = (each.source for each in others if not each.source.fans and _fits(rarest, each))
    return Plan(rarest.source, merged=next(fitting, None))


def _fits(rare: Reach, other: Reach) -> bool:
    is_value = other.source.table == "ticket_custom_values"
    return rare.span <= (MOST_VALUES_TO_ONE if is_value else MOST_TO_ONE) * other.span


def _is_ranged(wanted: TicketFilter) -> bool:
    return wanted.created_from is not None or wanted.created_to is not None


def others_met(wanted: TicketFilter, plan: Plan, order: Order) -> tuple[Source, ...]:
    """In which sources the rows of a walk are looked up: where it and they are of different
    tables, or both of another than that of tickets."""
    in_tickets = plan.source.table == "tickets"
    if (
        plan.gathers
        or plan.merged is not None
        or (in_tickets and not wanted.tags and not wanted.custom_fields)
    ):
        return ()
    return tuple(
        each
        for each in sources(wanted)
        if each != plan.source
        and not (in_tickets and each.table == "tickets")
        and not each.fans
        and order.key in each.orders
        and (plan.source.by_status or not each.by_status)
    )


def possible_plans(wanted: TicketFilter, order: Order, *, spans: Spans) -> list[Plan]:
    """Every plan that leads to the right page, whether quick or not; `spans` as `spans_of`."""
    found = [ALL, STATUS, *sources(wanted)]
    if wanted.ticket_ids:
        found.append(IDS)
    if wanted.mentions is not None:
        found.append(MENTIONS)
    walks = [Plan(each) for each in found if order.key in each.orders]
    singles = [each.source for each in walks if not each.source.fans]
    walks += [Plan(one, merged=other) for one, other in permutations(singles, 2)]
    if order.key == ACTIVITY:
        walks += [Plan(each, spans=spans, reaches=True) for each in sources(wanted)]
        walks.append(Plan(SPANS, spans=spans))
    return walks + [Plan(each, gathers=True) for each in found]

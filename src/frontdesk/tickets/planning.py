"""Which way a list takes to its page: never left to the database's statistics.

With one filter that has an index of its own there is nothing to choose: a walk over it, which
costs the same whatever the number of tickets. Otherwise short probes of indexes decide.
"""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import AsyncConnection

from frontdesk.database.pool import Parameters
from frontdesk.kit.clock import DAY
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.runs import Bounds
from frontdesk.tickets.sources import (
    ACTIVITY,
    ALL,
    IDS,
    MENTIONS,
    MONTHS,
    STATUS,
    Source,
    sources,
)
from frontdesk.tickets.statements import Order, Plan, count_up_to

FEW: Final = 500
"""So many tickets are gathered and sorted about as fast as a page is walked to among very many."""
MOST_MONTHS: Final = 120
MONTH: Final = 30 * DAY
"""That of the column `creation_month`."""


def bounds_of(wanted: TicketFilter) -> Bounds:
    statuses = len(wanted.wanted_statuses())
    return Bounds(
        statuses=None if statuses == len(TicketStatus) else statuses,
        since=wanted.created_from is not None,
        until=wanted.created_to is not None,
    )


async def choose_plan(
    connection: AsyncConnection[Any], wanted: TicketFilter, order: Order, parameters: Parameters
) -> Plan:
    """`parameters` are those of all predicates, and the community."""
    if wanted.ticket_ids:
        return Plan(IDS, gathers=True)
    if wanted.mentions is not None:
        return Plan(MENTIONS, gathers=True)
    found = list(sources(wanted)) or [_widest(wanted)]
    if len(found) == 1 and not _needs_probe(wanted, found[0], order):
        return Plan(found[0])
    source, count = await _smallest(connection, wanted, found, order, parameters)
    if _is_ranged(wanted) and order.key == ACTIVITY:
        return await _plan_of_range(connection, wanted, source, count, parameters)
    if order.key in source.orders:
        return Plan(source)
    return Plan(source, gathers=True) if count < FEW else Plan(_widest(wanted))


def _widest(wanted: TicketFilter) -> Source:
    return ALL if bounds_of(wanted).statuses is None else STATUS


def _is_ranged(wanted: TicketFilter) -> bool:
    return wanted.created_from is not None or wanted.created_to is not None


def _needs_probe(wanted: TicketFilter, source: Source, order: Order) -> bool:
    return order.key not in source.orders or (_is_ranged(wanted) and order.key == ACTIVITY)


async def _smallest(
    connection: AsyncConnection[Any],
    wanted: TicketFilter,
    found: Sequence[Source],
    order: Order,
    parameters: Parameters,
) -> tuple[Source, int]:
    """Of sources with `FEW` rows or more, the first; with the number of its rows."""
    bounds = bounds_of(wanted)
    counts = [count_up_to(each, bounds, Plan(each, gathers=True).key(order)) for each in found]
    cursor = await connection.execute("select " + ", ".join(counts), parameters | {"probe": FEW})
    row = await cursor.fetchone()
    assert row is not None, "a select without a table has one row"
    best = min(range(len(found)), key=lambda index: row[index])
    return found[best], row[best]


async def _plan_of_range(
    connection: AsyncConnection[Any],
    wanted: TicketFilter,
    source: Source,
    count: int,
    parameters: Parameters,
) -> Plan:
    """For a range of creation times, by activity: where in the list its tickets are, nothing
    tells."""
    if count < FEW:
        return Plan(source, gathers=True)
    months = await months_of(connection, wanted, parameters)
    if len(months) <= MOST_MONTHS:
        return Plan(MONTHS, months=months)
    return Plan(source)


async def months_of(
    connection: AsyncConnection[Any], wanted: TicketFilter, parameters: Parameters
) -> tuple[int, ...]:
    """The months of the range in which there can be tickets."""
    cursor = await connection.execute(
        """
        select
            (select creation_time from tickets where community_id = %(community_id)s
             order by creation_time, ticket_id limit 1),
            (select creation_time from tickets where community_id = %(community_id)s
             order by creation_time desc, ticket_id desc limit 1)
        """,
        parameters,
    )
    row = await cursor.fetchone()
    assert row is not None, "a select without a table has one row"
    oldest, newest = row
    if oldest is None:
        return ()
    first = max(oldest, oldest if wanted.created_from is None else wanted.created_from)
    last = min(newest, newest if wanted.created_to is None else wanted.created_to)
    return tuple(range(_month(first), _month(last) + 1))


def _month(ticks: int) -> int:
    """As the database divides: towards zero."""
    return ticks // MONTH if ticks >= 0 else -(-ticks // MONTH)


def possible_plans(
    wanted: TicketFilter, order: Order, *, months: tuple[int, ...] = ()
) -> list[Plan]:
    """Every plan that leads to the right page, whether quick or not; `months` as `months_of`."""
    found = [ALL, STATUS, *sources(wanted)]
    if months:
        found.append(MONTHS)
    if wanted.ticket_ids:
        found.append(IDS)
    if wanted.mentions is not None:
        found.append(MENTIONS)
    walks = [Plan(each, months=months) for each in found if order.key in each.orders]
    return walks + [Plan(each, gathers=True, months=months) for each in found]

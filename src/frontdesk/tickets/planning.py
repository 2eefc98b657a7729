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
    PERIODS,
    STATUS,
    Source,
    sources,
)
from frontdesk.tickets.statements import Order, Plan, count_up_to

FEW: Final = 500
"""So many tickets are gathered and sorted about as fast as a page is walked to among very many."""
MOST_COUNTED: Final = 2_000
"""How far sources are counted to tell which is the smallest."""
MOST_PERIODS: Final = 400
PERIOD: Final = 10 * DAY
"""That of the column `creation_period`."""


def bounds_of(wanted: TicketFilter) -> Bounds:
    statuses = len(wanted.wanted_statuses()) if wanted.narrows_status else len(TicketStatus)
    return Bounds(
        statuses=None if statuses == len(TicketStatus) else statuses,
        since=wanted.created_from is not None,
        until=wanted.created_to is not None,
    )


async def choose_plan(
    connection: AsyncConnection[Any],
    wanted: TicketFilter,
    bounds: Bounds,
    order: Order,
    parameters: Parameters,
) -> Plan:
    """`parameters` are those of all predicates, and the community."""
    if wanted.ticket_ids:
        return Plan(IDS, gathers=True)
    if wanted.mentions is not None:
        return Plan(MENTIONS, gathers=True)
    widest = ALL if bounds.statuses is None else STATUS
    found = list(sources(wanted)) or [widest]
    if len(found) == 1 and not _needs_probe(wanted, found[0], order):
        return Plan(found[0])
    source, count = await _smallest(connection, bounds, found, order, parameters)
    if _is_ranged(wanted) and order.key == ACTIVITY:
        return await _plan_of_range(connection, wanted, source, count, parameters)
    if order.key in source.orders:
        return Plan(source)
    return Plan(source, gathers=True) if count < FEW else Plan(widest)


def _is_ranged(wanted: TicketFilter) -> bool:
    return wanted.created_from is not None or wanted.created_to is not None


def _needs_probe(wanted: TicketFilter, source: Source, order: Order) -> bool:
    return order.key not in source.orders or (_is_ranged(wanted) and order.key == ACTIVITY)


async def _smallest(
    connection: AsyncConnection[Any],
    bounds: Bounds,
    found: Sequence[Source],
    order: Order,
    parameters: Parameters,
) -> tuple[Source, int]:
    """With the number of its rows, which ends at `MOST_COUNTED`; of larger ones, the first."""
    counts = [count_up_to(each, bounds, Plan(each, gathers=True).key(order)) for each in found]
    limited = parameters | {"probe": MOST_COUNTED}
    cursor = await connection.execute("select " + ", ".join(counts), limited)
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
    periods = await periods_of(connection, wanted, parameters)
    if len(periods) <= MOST_PERIODS:
        return Plan(PERIODS, periods=periods)
    return Plan(source)


async def periods_of(
    connection: AsyncConnection[Any], wanted: TicketFilter, parameters: Parameters
) -> tuple[int, ...]:
    """The periods of ten days of the range in which there can be tickets."""
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
    return tuple(range(_period(first), _period(last) + 1))


def _period(ticks: int) -> int:
    """As the database divides: towards zero."""
    return ticks // PERIOD if ticks >= 0 else -(-ticks // PERIOD)


def possible_plans(
    wanted: TicketFilter, order: Order, *, periods: tuple[int, ...] = ()
) -> list[Plan]:
    """Every plan that leads to the right page, whether quick or not; `periods` as `periods_of`."""
    found = [ALL, STATUS, *sources(wanted)]
    if periods:
        found.append(PERIODS)
    if wanted.ticket_ids:
        found.append(IDS)
    if wanted.mentions is not None:
        found.append(MENTIONS)
    walks = [Plan(each, periods=periods) for each in found if order.key in each.orders]
    return walks + [Plan(each, gathers=True, periods=periods) for each in found]

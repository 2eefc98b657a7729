"""Which way a list takes to its page in a range of creation times, by activity: where in that order
the tickets of the range are, nothing tells."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final, LiteralString

from psycopg import AsyncConnection

from frontdesk.database.pool import Parameters
from frontdesk.kit.clock import DAY
from frontdesk.tickets.filters import FLAGS, TicketFilter
from frontdesk.tickets.probing import FEW, MOST_COUNTED, reaches, smallest
from frontdesk.tickets.runs import Bounds
from frontdesk.tickets.sources import ALL, SPANS, STATUS, Source, Spans
from frontdesk.tickets.statements import Order, Plan

PERIOD: Final = 10 * DAY
"""That of the column `creation_period`; that of `creation_day` is a day."""
MOST_PERIODS: Final = 400
"""Ends of so many spans are looked at to tell where a range begins by activity."""
_FOREVER: Final = 2**63 - 1


FEW_OF_RANGE: Final = 100
"""So many of a range are gathered: walking its spans costs little more for very many."""


async def plan_range(
    connection: AsyncConnection[Any],
    wanted: TicketFilter,
    bounds: Bounds,
    order: Order,
    found: Sequence[Source],
    parameters: Parameters,
) -> Plan:
    """`found` are the sources to choose from: `ALL` or `STATUS` alone, or those of filters."""
    alone = found[0] in (ALL, STATUS)
    most = FEW_OF_RANGE if alone else MOST_COUNTED
    source, count = await smallest(connection, bounds, found, order, parameters, most=most)
    if count < (FEW_OF_RANGE if alone else FEW):
        return Plan(source, gathers=True)
    if source.name in FLAGS:
        return Plan(source)  # few, and in no order of creation
    spans = await spans_of(connection, wanted, parameters)
    if len(spans.periods) > MOST_PERIODS:
        return Plan(source)
    if alone:
        return Plan(SPANS, spans=spans)
    if count == MOST_COUNTED and len(found) > 1:
        # Of large ones the rarest, as it seems from where the list begins.
        source = (await reaches(connection, bounds, found, order, parameters))[0].source
    return Plan(source, spans=spans, reaches=True)


async def spans_of(
    connection: AsyncConnection[Any], wanted: TicketFilter, parameters: Parameters
) -> Spans:
    """Those of the range in which there can be tickets."""
    cursor = await connection.execute(_ENDS, parameters)
    row = await cursor.fetchone()
    assert row is not None, "a select without a table has one row"
    oldest, newest = row
    if oldest is None:
        return Spans()
    since = -_FOREVER if wanted.created_from is None else wanted.created_from
    until = _FOREVER if wanted.created_to is None else wanted.created_to
    return cover(max(since, oldest), min(until, newest), oldest=oldest, newest=newest)


_ENDS: Final[LiteralString] = """
select
    (select creation_time from tickets where community_id = %(community_id)s
     order by creation_time, ticket_id limit 1),
    (select creation_time from tickets where community_id = %(community_id)s
     order by creation_time desc, ticket_id desc limit 1)
"""


def cover(first: int, last: int, *, oldest: int, newest: int) -> Spans:
    """The spans in which the times from `first` to `last` are, where there is nothing beyond
    `oldest` and `newest`: whole periods, and days of those that are not in the range wholly."""
    whole: list[int] = []
    parts: list[range] = []
    for period in _numbers(first, last, PERIOD):
        begin, end = _ends(period)
        if first <= max(begin, oldest) and min(end, newest) <= last:
            whole.append(period)
        else:
            parts.append(_numbers(max(begin, first), min(end, last), DAY))
    return Spans(tuple(whole), tuple(chain.from_iterable(parts)))


def _numbers(first: int, last: int, length: int) -> range:
    return range(_number(first, length), _number(last, length) + 1) if first <= last else range(0)


def _number(ticks: int, length: int) -> int:
    """As the database divides: towards zero."""
    return ticks // length if ticks >= 0 else -(-ticks // length)


def _ends(period: int) -> tuple[int, int]:
    """Its first and its last tick; number 0 is there on both sides of 1970."""
    begin = period * PERIOD if period > 0 else (period - 1) * PERIOD + 1
    end = (period + 1) * PERIOD - 1 if period >= 0 else period * PERIOD
    return begin, end

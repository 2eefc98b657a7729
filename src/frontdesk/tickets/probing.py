"""Short looks into indexes, by which a way to a page is chosen."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, LiteralString, NamedTuple

from psycopg import AsyncConnection

from frontdesk.database.asking import ask
from frontdesk.database.pool import Parameters
from frontdesk.tickets.gathers import gathering_run
from frontdesk.tickets.runs import Bounds, Run, fans_sql, run_sql
from frontdesk.tickets.sources import Source
from frontdesk.tickets.statements import Order, Plan

FEW: Final = 500
"""So many tickets are gathered and sorted about as fast as a page is walked to among very many."""
MOST_COUNTED: Final = 2_000
"""How far sources are counted to tell which is the smallest."""


async def smallest(
    connection: AsyncConnection[Any],
    bounds: Bounds,
    found: Sequence[Source],
    order: Order,
    parameters: Parameters,
    *,
    most: int = MOST_COUNTED,
) -> tuple[Source, int]:
    """With the number of its rows, which ends at `most`; of larger ones, the first."""
    counts = [count_up_to(each, bounds, Plan(each, gathers=True).key(order)) for each in found]
    limited = parameters | {"probe": most}
    row = (await ask(connection, "select " + ", ".join(counts), limited)).first(tuple)
    assert row is not None, "a select without a table has one row"
    best = min(range(len(found)), key=lambda index: row[index])
    return found[best], row[best]


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


class Reach(NamedTuple):
    """The first rows of a source in the order of a list: how many they are, up to `REACH`, and
    how much time there is from the first to the last of them."""

    source: Source
    rows: int
    span: int

    @property
    def is_whole(self) -> bool:
        return self.rows < REACH

    def rarity(self) -> tuple[bool, int]:
        """Less for a source with fewer tickets, at least where the list begins."""
        return (False, self.rows) if self.is_whole else (True, -self.span)


REACH: Final = 200

_REACH: Final[LiteralString] = """(
    select array[count(*), coalesce(max(time) - min(time), 0)]
    from (
        select f.{key} as time
        from {items} f
        order by f.{key} {direction}
        limit %(probe)s
    ) first
)"""


async def reaches(
    connection: AsyncConnection[Any],
    bounds: Bounds,
    found: Sequence[Source],
    order: Order,
    parameters: Parameters,
) -> list[Reach]:
    """Of sources that have this order, those with the fewest tickets first."""
    items = [_reach(each, bounds, order) for each in found]
    limited = parameters | {"probe": REACH}
    row = (await ask(connection, "select " + ", ".join(items), limited)).first(tuple)
    assert row is not None, "a select without a table has one row"
    known = zip(found, row, strict=True)
    return sorted((Reach(source, *figures) for source, figures in known), key=Reach.rarity)


@lru_cache(maxsize=512)
def _reach(source: Source, bounds: Bounds, order: Order) -> LiteralString:
    terms = order.terms("r")
    run = Run(source=source, bounds=bounds, key=order.key, terms=terms)
    items = [*fans_sql(run), f"({run_sql(run, f'r.{run.key}', 'limit %(probe)s')})"]
    return (
        _REACH.replace("{items}", "\n        cross join lateral ".join(items))
        .replace("{key}", order.key)
        .replace("{direction}", order.direction)
    )

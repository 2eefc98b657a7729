"""What lists cost in the database: each filter in each order, at the first page, at a cursor and
behind a long skip; one at a time, on one connection, as the program runs them."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from itertools import product
from time import perf_counter
from typing import Final, LiteralString

import msgspec

from bench.list_scenarios import ListScenario
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Connection, Database
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.listing import Listing
from frontdesk.tickets.paging import list_tickets
from frontdesk.tickets.searching import find_by_words

TAKE = 50
LONG_SKIP = 100_000

_YARDSTICK: Final[LiteralString] = "select sum(hashint8(n)) from generate_series(1, 2000) as n"


class ListFigures(msgspec.Struct, frozen=True):
    """Times in ms from the program's side of the connection, the choice of a plan included.

    `yardstick` is the fastest run of a statement that reads no table, in turns with those of the
    list: how fast the machine was at that time."""

    name: str
    order: str
    plan: str
    rows: int
    best: float
    p50: float
    p95: float
    p99: float
    yardstick: float
    has_words: bool = False

    @property
    def cost(self) -> float:
        """The fastest time in yardsticks: comparable with that of another hour."""
        return self.best / self.yardstick


async def measure_lists(
    address: DatabaseAddress,
    community_id: int,
    scenarios: Sequence[ListScenario],
    *,
    repeats: int,
    tell: Callable[[str], None],
    orders: Sequence[TicketListOrderBy] = tuple(TicketListOrderBy),
) -> list[ListFigures]:
    async with (
        Database(address.service, most=1) as database,
        database.reading(community_id) as connection,
    ):
        lists = _Lists(connection, community_id, repeats)
        figures = []
        for scenario, order in product(scenarios, orders):
            tell(f"{scenario.name}, {order}")
            figures.append(await lists.measure(scenario.name, scenario.wanted, order, start=0))
        return figures + [each async for each in _deep(lists)]


@dataclass(frozen=True)
class _Lists:
    connection: Connection
    community_id: int
    repeats: int

    async def measure(
        self, name: str, wanted: TicketFilter, order: TicketListOrderBy, *, start: Cursor | int
    ) -> ListFigures:
        listing = Listing(self.community_id, wanted, order)
        plan = await listing.choose_plan(self.connection)
        millis, yardsticks, rows = [], [], 0
        for _ in range(self.repeats):
            begin = perf_counter()
            rows = await self._run(listing, start)
            between = perf_counter()
            await self.connection.value(_YARDSTICK, {})
            millis.append((between - begin) * 1000)
            yardsticks.append((perf_counter() - between) * 1000)
        millis.sort()
        return ListFigures(
            name=name,
            order=order,
            plan=plan.name,
            rows=rows,
            best=millis[0],
            p50=millis[len(millis) // 2],
            p95=millis[int(len(millis) * 0.95)],
            p99=millis[int(len(millis) * 0.99)],
            yardstick=min(yardsticks),
            has_words=wanted.words is not None,
        )

    async def _run(self, listing: Listing, start: Cursor | int) -> int:
        if (words := listing.wanted.words) is not None:
            bare = listing.without_words()
            return len(await find_by_words(self.connection, bare, words, start=start, take=TAKE))
        plan = await listing.choose_plan(self.connection)
        return len(await listing.fetch(self.connection, plan, start=start, take=TAKE))

    async def place(self, skip: int) -> Cursor | None:
        page = await list_tickets(
            self.connection,
            self.community_id,
            TicketFilter(),
            order=TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC,
            start=skip,
            take=1,
            now=0,
        )
        return page.next


async def _deep(lists: _Lists) -> AsyncIterator[ListFigures]:
    order = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC
    tickets = await lists.connection.value("select count(*) from tickets", {})
    skip = min(LONG_SKIP, tickets // 2)
    place = await lists.place(skip)
    if place is not None:
        yield await lists.measure(f"cursor after {skip:,}", TicketFilter(), order, start=place)
    yield await lists.measure(f"skip of {skip:,}", TicketFilter(), order, start=skip)

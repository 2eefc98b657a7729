"""What frontdesk promises of List Tickets, and whether a run kept it."""

from collections.abc import Sequence

import msgspec

from bench.figures import ScenarioFigures
from bench.lists import ListFigures
from bench.scenarios import STATUS
from bench.writes import WriteFigures

LEAST_RATIO = 0.7
MOST_GROWTH = 1.5
MOST_MS_OF_SKIP = 10
MOST_MS_OF_WRITE = 3


class SizeReport(msgspec.Struct, frozen=True):
    """Memory is that of the server and of PostgreSQL together, disk that of tables and indexes."""

    tickets: int
    scenarios: list[ScenarioFigures]
    memory_bytes: int | None
    disk_bytes_per_ticket: float
    lists: list[ListFigures] = []
    writes: list[WriteFigures] = []


class BudgetLine(msgspec.Struct, frozen=True):
    text: str
    value: float
    limit: float
    holds: bool


def check_budget(sizes: Sequence[SizeReport]) -> list[BudgetLine]:
    """Medians decide. Growth is from the smallest size to the largest, if there are two."""
    ordered = sorted(sizes, key=lambda size: size.tickets)
    ratios = [_check_ratio(ordered[-1], scenario) for scenario in ordered[-1].scenarios]
    growth = [_check_growth(ordered[0], ordered[-1])] if len(ordered) > 1 else []
    lists = _check_lists(ordered[0], ordered[-1]) if len(ordered) > 1 else []
    writes = [_check_write(ordered[-1], each) for each in ordered[-1].writes]
    return ratios + growth + lists + writes


def _check_ratio(size: SizeReport, scenario: ScenarioFigures) -> BudgetLine:
    return BudgetLine(
        text=f"ratio at {size.tickets:,} tickets: {scenario.name}",
        value=scenario.ratio,
        limit=LEAST_RATIO,
        holds=scenario.ratio >= LEAST_RATIO,
    )


def _check_growth(small: SizeReport, large: SizeReport) -> BudgetLine:
    growth = _p50_of_status(large) / _p50_of_status(small)
    return BudgetLine(
        text=f"p50 at {large.tickets:,} : at {small.tickets:,} tickets: {STATUS}",
        value=growth,
        limit=MOST_GROWTH,
        holds=growth <= MOST_GROWTH,
    )


def _check_lists(small: SizeReport, large: SizeReport) -> list[BudgetLine]:
    """Fastest times decide; lists whose names hold their depth are found at one size alone."""
    before = {(each.name, each.order): each for each in small.lists}
    sizes = f"{large.tickets:,} : at {small.tickets:,}"
    lines = [
        BudgetLine(
            text=f"database time at {sizes} tickets: {each.name}, {each.order}",
            value=each.best / before[each.name, each.order].best,
            limit=MOST_GROWTH,
            holds=each.best <= MOST_GROWTH * before[each.name, each.order].best,
        )
        for each in large.lists
        if (each.name, each.order) in before
    ]
    deepest = [each for each in large.lists if each.name.startswith("skip")]
    return lines + [
        BudgetLine(
            text=f"ms in the database at {large.tickets:,} tickets: {each.name}",
            value=each.best,
            limit=MOST_MS_OF_SKIP,
            holds=each.best <= MOST_MS_OF_SKIP,
        )
        for each in deepest
    ]


def _check_write(size: SizeReport, write: WriteFigures) -> BudgetLine:
    millis = write.p50 if write.database_cpu is None else write.database_cpu
    return BudgetLine(
        text=f"ms of the database at {size.tickets:,} tickets: {write.name}",
        value=millis,
        limit=MOST_MS_OF_WRITE,
        holds=millis <= MOST_MS_OF_WRITE,
    )


def _p50_of_status(size: SizeReport) -> float:
    return next(each.frontdesk.p50_ms for each in size.scenarios if each.name == STATUS)

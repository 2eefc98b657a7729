"""What frontdesk promises of List Tickets, and whether a run kept it."""

from collections.abc import Sequence

import msgspec

from bench.figures import ScenarioFigures
from bench.scenarios import STATUS

LEAST_RATIO = 0.5
MOST_GROWTH = 1.5


class SizeReport(msgspec.Struct, frozen=True):
    """Memory is that of the server and of PostgreSQL together, disk that of tables and indexes."""

    tickets: int
    scenarios: list[ScenarioFigures]
    memory_bytes: int | None
    disk_bytes_per_ticket: float


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
    return ratios + growth


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


def _p50_of_status(size: SizeReport) -> float:
    return next(each.frontdesk.p50_ms for each in size.scenarios if each.name == STATUS)

"""What frontdesk promises of List Tickets, and whether a run kept it."""

from collections.abc import Iterator, Sequence

import msgspec

from bench.figures import ScenarioFigures
from bench.lists import ListFigures
from bench.mixed import MixedFigures
from bench.pages import PageFigures
from bench.plan import Statistics
from bench.scenarios import STATUS
from bench.several import SeveralFigures
from bench.word_scenarios import RARE_WORD
from bench.writes import WriteFigures

LEAST_RATIO = 0.7
LEAST_OF_POSSIBLE = 0.85
"""Of what two server processes could do: 1.7 times one, where 2 times are possible."""
MOST_GROWTH = 1.5
MOST_MS_OF_SKIP = 10
MOST_MS_OF_RARE_WORDS = 50
MOST_MS_OF_WORDS = 100
MOST_MS_OF_WRITE = 3
MOST_MS_OF_SERVER = 30
MOST_MS_OF_BROWSER = 300


class SizeReport(msgspec.Struct, frozen=True):
    """Memory is that of the server and of PostgreSQL together, disk that of tables and indexes;
    `small` are lists of a small community beside; what was left out is empty."""

    tickets: int
    scenarios: list[ScenarioFigures]
    memory_bytes: int | None
    disk_bytes_per_ticket: float
    lists: list[ListFigures] = []
    small: list[ListFigures] = []
    statistics: dict[Statistics, list[ListFigures]] = {}
    writes: list[WriteFigures] = []
    mixed: MixedFigures | None = None
    several: SeveralFigures | None = None
    pages: PageFigures | None = None


class BudgetLine(msgspec.Struct, frozen=True):
    text: str
    value: float
    limit: float
    holds: bool


def check_budget(sizes: Sequence[SizeReport]) -> list[BudgetLine]:
    """Medians decide. Growth is from a smaller size to the largest, if there are two."""
    *smaller, largest = sorted(sizes, key=lambda size: size.tickets)
    lines = [_check_ratio(largest, scenario) for scenario in largest.scenarios]
    for smallest in smaller[:1]:
        lines += _check_growth(smallest, largest)
        lines += _check_small(smallest, largest)
    lines += _check_lists(smaller, largest)
    lines += _check_states(largest)
    lines += [_check_write(largest, each) for each in largest.writes]
    return lines + [line for size in sizes for line in _check_loads(size)]


def _check_ratio(size: SizeReport, scenario: ScenarioFigures) -> BudgetLine:
    return BudgetLine(
        text=f"ratio at {size.tickets:,} tickets: {scenario.name}",
        value=scenario.ratio,
        limit=LEAST_RATIO,
        holds=scenario.ratio >= LEAST_RATIO,
    )


def _check_growth(small: SizeReport, large: SizeReport) -> list[BudgetLine]:
    if not small.scenarios or not large.scenarios:
        return []
    growth = _p50_of_status(large) / _p50_of_status(small)
    text = f"p50 at {large.tickets:,} : at {small.tickets:,} tickets: {STATUS}"
    return [_at_most(MOST_GROWTH, text, growth)]


def _check_lists(smaller: Sequence[SizeReport], large: SizeReport) -> Iterator[BudgetLine]:
    """Growth is from the smallest size at which the page is as full: three tickets cost less than
    fifty. Lists with words have limits of their own, and so has a skip."""
    for each in large.lists:
        if each.has_words:
            limit = MOST_MS_OF_RARE_WORDS if each.name == RARE_WORD else MOST_MS_OF_WORDS
            yield _at_most(limit, _in_database(large, each), each.p50)
        elif each.name.startswith("skip"):
            yield _at_most(MOST_MS_OF_SKIP, _in_database(large, each), each.best)
        else:
            yield from _check_list(smaller, large, each)


def _check_list(
    smaller: Sequence[SizeReport], large: SizeReport, each: ListFigures
) -> Iterator[BudgetLine]:
    for size in smaller:
        before = _same_list(size.lists, each)
        if before is not None and before.rows == each.rows:
            about = f"database time at {large.tickets:,} : at {size.tickets:,}"
            yield _compare_one(about, before, each)
            return


def _check_states(large: SizeReport) -> Iterator[BudgetLine]:
    for state, lists in large.statistics.items():
        if state is not Statistics.FRESH:
            about = f"statistics {state} : fresh, at {large.tickets:,}"
            yield from _compare(about, large.statistics[Statistics.FRESH], lists)


def _in_database(size: SizeReport, each: ListFigures) -> str:
    return f"ms in the database at {size.tickets:,} tickets: {each.name}, {each.order}"


def _check_small(small: SizeReport, large: SizeReport) -> list[BudgetLine]:
    about = f"a small community beside {large.tickets:,} : at {small.tickets:,}"
    return _compare(about, small.small, large.small)


def _compare(
    about: str, before: Sequence[ListFigures], after: Sequence[ListFigures]
) -> list[BudgetLine]:
    pairs = ((_same_list(before, each), each) for each in after)
    return [_compare_one(about, one, other) for one, other in pairs if one is not None]


def _same_list(lists: Sequence[ListFigures], wanted: ListFigures) -> ListFigures | None:
    """A list whose name holds its depth is found at one size alone."""
    same = (each for each in lists if (each.name, each.order) == (wanted.name, wanted.order))
    return next(same, None)


def _compare_one(about: str, before: ListFigures, after: ListFigures) -> BudgetLine:
    """Fastest times decide, in yardsticks."""
    text = f"{about} tickets: {after.name}, {after.order}"
    return _at_most(MOST_GROWTH, text, after.cost / before.cost)


def _check_loads(size: SizeReport) -> Iterator[BudgetLine]:
    at = f"at {size.tickets:,} tickets"
    if size.mixed is not None:
        for name, ratio in (("p50", size.mixed.p50_ratio), ("p95", size.mixed.p95_ratio)):
            yield _at_most(MOST_GROWTH, f"{name} of lists, mixed : read-only, {at}", ratio)
    if size.several is not None:
        limit = LEAST_OF_POSSIBLE * size.several.possible
        ratio = size.several.ratio
        yield BudgetLine(f"two server processes : one, {at}", ratio, limit, ratio >= limit)
    if size.pages is not None:
        page, browser = size.pages.server.median, size.pages.complete.median
        yield _at_most(MOST_MS_OF_SERVER, f"ms of the server for the inbox's list {at}", page)
        yield _at_most(MOST_MS_OF_BROWSER, f"ms of a browser for the inbox's list {at}", browser)


def _at_most(limit: float, text: str, value: float) -> BudgetLine:
    return BudgetLine(text=text, value=value, limit=limit, holds=value <= limit)


def _check_write(size: SizeReport, write: WriteFigures) -> BudgetLine:
    millis = write.p50 if write.database_cpu is None else write.database_cpu
    text = f"ms of the database at {size.tickets:,} tickets: {write.name}"
    return _at_most(MOST_MS_OF_WRITE, text, millis)


def _p50_of_status(size: SizeReport) -> float:
    return next(each.frontdesk.p50_ms for each in size.scenarios if each.name == STATUS)

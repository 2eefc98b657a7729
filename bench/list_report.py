"""The tables of what lists and changes cost in the database."""

from collections.abc import Iterator, Mapping, Sequence

from bench.budget import SizeReport
from bench.lists import ListFigures
from bench.sheet import Sheet

Lists = Sequence[ListFigures]


def lists_sheets(sizes: Sequence[SizeReport]) -> Iterator[Sheet]:
    columns = {f"{size.tickets:,}": size.lists for size in sizes}
    yield _lists_sheet("Lists in the database, ms: fastest, p50, p95, p99", columns)
    beside = {f"beside {size.tickets:,}": size.small for size in sizes}
    yield _lists_sheet("Lists of a small community, ms: fastest, p50, p95, p99", beside)
    for size in sizes:
        states = {state.value: lists for state, lists in size.statistics.items()}
        title = f"Lists at {size.tickets:,} tickets by statistics, ms: fastest, p50, p95, p99"
        yield _lists_sheet(title, states)


def _lists_sheet(title: str, columns: Mapping[str, Lists]) -> Sheet:
    """One line for each list; the plan is that of the last column."""
    found = [{(each.name, each.order): each for each in lists} for lists in columns.values()]
    keys = dict.fromkeys(key for lists in found for key in lists)
    return Sheet(
        title,
        ["list", "order", "plan", *columns],
        [[*key, _plan(found, key), *(_times(lists.get(key)) for lists in found)] for key in keys],
        texts=3,
    )


def _plan(found: list[dict[tuple[str, str], ListFigures]], key: tuple[str, str]) -> str:
    return next(lists[key].plan for lists in reversed(found) if key in lists)


def _times(each: ListFigures | None) -> str:
    if each is None:
        return ""
    return f"{each.best:.2f} {each.p50:.2f} {each.p95:.2f} {each.p99:.2f}"


def changes_sheet(sizes: Sequence[SizeReport]) -> Sheet:
    return Sheet(
        "Changes of a ticket, ms",
        ["change", "tickets", "fastest", "p50", "p95", "database p50", "mean"],
        [
            [
                each.name,
                f"{size.tickets:,}",
                f"{each.best:.2f}",
                f"{each.p50:.2f}",
                f"{each.p95:.2f}",
                _millis(each.database_cpu),
                _millis(each.mean_database_cpu),
            ]
            for size in sizes
            for each in size.writes
        ],
        caption="database: CPU time of the connection's process",
    )


def _millis(value: float | None) -> str:
    return "?" if value is None else f"{value:.2f}"

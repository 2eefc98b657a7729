"""The tables of what lists and changes cost in the database."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

from bench.budget import SizeReport


def lists_table(sizes: Sequence[SizeReport]) -> Table:
    """One line for each list; of every size the fastest time, p50, p95 and p99 in ms."""
    table = narrow_table("Lists in the database, ms: fastest, p50, p95, p99")
    table.add_column("list", no_wrap=True)
    table.add_column("order", no_wrap=True)
    for size in sizes:
        table.add_column(f"{size.tickets:,}", justify="right", no_wrap=True)
    table.add_column("plan", no_wrap=True)
    by_size = [{(each.name, each.order): each for each in size.lists} for size in sizes]
    for name, order in dict.fromkeys(key for lists in by_size for key in lists):
        found = [lists.get((name, order)) for lists in by_size]
        cells = [
            "" if each is None else f"{each.best:.2f} {each.p50:.2f} {each.p95:.2f} {each.p99:.2f}"
            for each in found
        ]
        plan = next(each.plan for each in reversed(found) if each is not None)
        table.add_row(name, order, *cells, plan)
    return table


def writes_table(size: SizeReport) -> Table:
    table = narrow_table(f"Changes at {size.tickets:,} tickets, ms")
    table.add_column("change", no_wrap=True)
    for heading in ("fastest", "p50", "p95", "cpu of the database"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in size.writes:
        cpu = "?" if each.database_cpu is None else f"{each.database_cpu:.2f}"
        table.add_row(each.name, f"{each.best:.2f}", f"{each.p50:.2f}", f"{each.p95:.2f}", cpu)
    return table


def narrow_table(title: str, caption: str | None = None) -> Table:
    return Table(
        title=title,
        caption=caption,
        box=SIMPLE_HEAD,
        padding=0,
        show_edge=False,
        title_justify="left",
        caption_justify="left",
    )

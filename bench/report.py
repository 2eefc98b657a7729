"""The report of a run as tables."""

from rich.console import Console, Group, RenderableType
from rich.table import Table

from bench.budget import BudgetLine, SizeReport
from bench.figures import ScenarioFigures
from bench.list_report import lists_table, narrow_table, writes_table
from bench.run import Report
from bench.stretches import Ceiling
from bench.webhooks import WebhookFigures


def print_report(report: Report, console: Console) -> None:
    console.print(_describe_run(report), highlight=False)
    for size in report.sizes:
        console.print(_size_table(size))
    console.print(lists_table(report.sizes))
    for size in report.sizes:
        console.print(writes_table(size))
    console.print(_budget_table(report.budget))
    console.print(_webhooks_table(report.webhooks))


def _describe_run(report: Report) -> RenderableType:
    plan = report.plan
    return Group(
        ", ".join(f"{name}: {text}" for name, text in report.machine.items()),
        f"{plan.clients} connections, medians of {plan.rounds} rounds of {plan.seconds:g} s",
        _describe_ceiling(report.ceiling),
    )


def _describe_ceiling(ceiling: Ceiling) -> str:
    return (
        f"load generator: {ceiling.requests_per_second:,.0f} requests/s against a ready answer of"
        f" {ceiling.answer_bytes / 1000:.0f} kB, {ceiling.load_cpu_us:.0f} µs of its core each"
    )


def _size_table(size: SizeReport) -> Table:
    table = narrow_table(f"{size.tickets:,} tickets", caption=_describe_weight(size))
    table.add_column("scenario", no_wrap=True)
    for heading in _HEADINGS:
        table.add_column(heading, justify="right", no_wrap=True)
    for scenario in size.scenarios:
        table.add_row(scenario.name, *_cells(scenario))
    return table


_HEADINGS = (
    "calls\nper s",
    "floor",
    "ratio",
    "best",
    "by\ncpu",
    "p50\nms",
    "p99\nms",
    "cpu\nµs",
    "floor",
    "db\nµs",
)


def _cells(scenario: ScenarioFigures) -> list[str]:
    ours, floor = scenario.frontdesk, scenario.floor
    return [
        f"{ours.requests_per_second:.0f}",
        f"{floor.requests_per_second:.0f}",
        f"{scenario.ratio:.2f}",
        f"{scenario.best_ratio:.2f}",
        "?" if scenario.cpu_ratio is None else f"{scenario.cpu_ratio:.2f}",
        f"{ours.p50_ms:.1f}",
        f"{ours.p99_ms:.0f}",
        _micros(ours.server_cpu_us),
        _micros(floor.server_cpu_us),
        _micros(ours.postgres_cpu_us),
    ]


def _micros(value: float | None) -> str:
    return "?" if value is None else f"{value:.0f}"


def _describe_weight(size: SizeReport) -> str:
    """The rest, which has no column; a load generator near 100 % would be what is measured."""
    busiest = max(max(e.frontdesk.load_share, e.floor.load_share) for e in size.scenarios)
    parts = [f"load generator: at most {busiest:.0%} of its core"]
    if size.memory_bytes is not None:
        parts.append(f"memory with PostgreSQL: {size.memory_bytes / 2**20:,.0f} MiB")
    parts.append(f"disk: {size.disk_bytes_per_ticket:,.0f} bytes a ticket")
    return "\n".join(parts)


def _budget_table(lines: list[BudgetLine]) -> Table:
    """Lines that hold are counted only."""
    broken = [line for line in lines if not line.holds]
    table = narrow_table("Budget", caption=f"{len(lines) - len(broken)} of {len(lines)} hold")
    table.add_column("measured")
    for heading in ("value", "limit"):
        table.add_column(heading, justify="right")
    for line in broken:
        table.add_row(line.text, f"{line.value:.2f}", f"{line.limit:g}")
    return table


def _webhooks_table(figures: WebhookFigures) -> Table:
    caption = (
        f"with over without: {figures.ratio:.2f}, by cpu {figures.cpu_ratio:.2f}; a worker alone"
        f" delivers {figures.deliveries_per_second:,.0f}/s ({figures.delivered:,} deliveries)"
    )
    table = narrow_table("Webhooks: tickets are opened", caption=caption)
    table.add_column("webhook")
    for heading in ("calls\nper s", "p50\nms", "cpu\nµs", "db\nµs"):
        table.add_column(heading, justify="right")
    for name, line in (("none", figures.without), ("one", figures.with_one)):
        table.add_row(
            name,
            f"{line.requests_per_second:.0f}",
            f"{line.p50_ms:.1f}",
            _micros(line.server_cpu_us),
            _micros(line.postgres_cpu_us),
        )
    return table

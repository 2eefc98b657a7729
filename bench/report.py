"""The report of a run as tables."""

from rich.console import Console, Group, RenderableType
from rich.table import Table

from bench.budget import BudgetLine, SizeReport
from bench.figures import ScenarioFigures, TargetFigures
from bench.run import Ceiling, Report


def print_report(report: Report, console: Console) -> None:
    console.print(_describe_run(report), highlight=False)
    for size in report.sizes:
        console.print(_size_table(size))
    console.print(_budget_table(report.budget))


def _describe_run(report: Report) -> RenderableType:
    plan = report.plan
    return Group(
        ", ".join(f"{name}: {text}" for name, text in report.machine.items()),
        f"{plan.clients} connections, {plan.rounds} rounds of {plan.seconds:g} s each",
        _describe_ceiling(report.ceiling),
    )


def _describe_ceiling(ceiling: Ceiling) -> str:
    return (
        f"load generator: {ceiling.requests_per_second:,.0f} requests/s against a ready answer of"
        f" {ceiling.answer_bytes / 1000:.0f} kB, {ceiling.load_cpu_us:.0f} µs of its core each"
    )


def _size_table(size: SizeReport) -> Table:
    table = Table(
        title=f"{size.tickets:,} tickets",
        caption=f"medians of the rounds (best round); {_describe_weight(size)}",
    )
    table.add_column("scenario")
    for heading in ("kB", "", "requests/s", "p50 ms", "p99 ms", "server µs", "db µs", "load"):
        table.add_column(heading, justify="right")
    table.add_column("of the floor", justify="right")
    for scenario in size.scenarios:
        _add_scenario(table, scenario)
    return table


def _describe_weight(size: SizeReport) -> str:
    disk = f"{size.disk_bytes_per_ticket:,.0f} bytes on disk a ticket"
    if size.memory_bytes is None:
        return disk
    return f"{size.memory_bytes / 2**20:,.0f} MiB of memory with PostgreSQL, {disk}"


def _add_scenario(table: Table, scenario: ScenarioFigures) -> None:
    size = f"{scenario.answer_bytes / 1000:.1f}"
    ratio = f"{scenario.ratio:.2f} ({scenario.best_ratio:.2f})"
    table.add_row(scenario.name, size, "frontdesk", *_cells(scenario.frontdesk), ratio)
    table.add_row("", "", "floor", *_cells(scenario.floor), "", end_section=True)


def _cells(figures: TargetFigures) -> list[str]:
    return [
        f"{figures.requests_per_second:,.0f} ({figures.best_requests_per_second:,.0f})",
        f"{figures.p50_ms:.2f} ({figures.best_p50_ms:.2f})",
        f"{figures.p99_ms:.1f} ({figures.best_p99_ms:.1f})",
        _micros(figures.server_cpu_us),
        _micros(figures.postgres_cpu_us),
        f"{figures.load_share:.0%}",
    ]


def _micros(value: float | None) -> str:
    return "?" if value is None else f"{value:,.0f}"


def _budget_table(lines: list[BudgetLine]) -> Table:
    table = Table("budget", title="Budget")
    for heading in ("measured", "limit", "holds"):
        table.add_column(heading, justify="right")
    for line in lines:
        table.add_row(
            line.text, f"{line.value:.2f}", f"{line.limit:g}", "yes" if line.holds else "[red]no"
        )
    return table

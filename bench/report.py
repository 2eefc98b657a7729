"""The report of a run as tables."""

from collections.abc import Iterator

from rich.console import Console

from bench.budget import BudgetLine, SizeReport
from bench.figures import ScenarioFigures, TargetFigures
from bench.list_report import changes_sheet, lists_sheets
from bench.run import Report
from bench.sheet import Sheet
from bench.webhooks import WebhookFigures


def print_report(report: Report, console: Console) -> None:
    for line in _describe_run(report):
        console.print(line, highlight=False)
    for sheet in _sheets(report):
        console.print(sheet.rich())
        console.print()


def markdown(report: Report) -> str:
    parts = ["\n".join(f"- {line}" for line in _describe_run(report))]
    return "\n\n".join([*parts, *(sheet.markdown() for sheet in _sheets(report))]) + "\n"


def _sheets(report: Report) -> Iterator[Sheet]:
    """Those that have something to say."""
    for sheet in _all_sheets(report):
        if sheet.rows:
            yield sheet


def _all_sheets(report: Report) -> Iterator[Sheet]:
    for size in report.sizes:
        yield _http_sheet(size)
    yield _peers_sheet(report)
    yield _mixed_sheet(report)
    yield _several_sheet(report)
    yield from lists_sheets(report.sizes)
    yield changes_sheet(report.sizes)
    yield _budget_sheet(report.budget)
    if report.webhooks is not None:
        yield _webhooks_sheet(report.webhooks)


def _describe_run(report: Report) -> list[str]:
    plan, ceiling = report.plan, report.ceiling
    return [
        ", ".join(f"{name}: {text}" for name, text in report.machine.items()),
        f"{plan.clients} connections, medians of {plan.rounds} rounds of {plan.seconds:g} s",
        f"load generator: {ceiling.requests_per_second:,.0f} requests/s against a ready answer of"
        f" {ceiling.answer_bytes / 1000:.0f} kB, {ceiling.load_cpu_us:.0f} µs of its core each",
    ]


def _http_sheet(size: SizeReport) -> Sheet:
    return Sheet(
        f"{size.tickets:,} tickets",
        _HTTP_COLUMNS,
        [[scenario.name, *_cells(scenario)] for scenario in size.scenarios],
        caption=_describe_weight(size),
    )


_HTTP_COLUMNS = (
    "scenario",
    "calls per s",
    "floor",
    "ratio",
    "best",
    "by cpu",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "cpu µs",
    "floor",
    "db µs",
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
        f"{ours.p95_ms:.0f}",
        f"{ours.p99_ms:.0f}",
        _micros(ours.server_cpu_us),
        _micros(floor.server_cpu_us),
        _micros(ours.postgres_cpu_us),
    ]


def _micros(value: float | None) -> str:
    return "?" if value is None else f"{value:.0f}"


def _describe_weight(size: SizeReport) -> str:
    """The rest, which has no column; a load generator near 100 % would be what is measured."""
    pairs = [(each.frontdesk, each.floor) for each in size.scenarios]
    busiest = max((each.load_share for pair in pairs for each in pair), default=0.0)
    parts = [f"load generator: at most {busiest:.0%} of its core"]
    if size.memory_bytes is not None:
        parts.append(f"memory with PostgreSQL: {size.memory_bytes / 2**20:,.0f} MiB")
    parts.append(f"disk: {size.disk_bytes_per_ticket:,.0f} bytes a ticket")
    return "\n".join(parts)


def _peers_sheet(report: Report) -> Sheet:
    return Sheet(
        "Other systems",
        ["scenario", "system", "tickets", *_LOAD_COLUMNS, "frontdesk is faster"],
        [
            [scenario.name, name, f"{size.tickets:,}", *_load_cells(peer), _times(scenario, peer)]
            for size in report.sizes
            for scenario in size.scenarios
            for name, peer in scenario.peers.items()
        ],
        texts=2,
    )


_LOAD_COLUMNS = ("calls per s", "p50 ms", "p95 ms", "cpu µs", "db µs")


def _load_cells(figures: TargetFigures | None) -> list[str]:
    if figures is None:
        return [""] * len(_LOAD_COLUMNS)
    return [
        f"{figures.requests_per_second:.1f}",
        f"{figures.p50_ms:.1f}",
        f"{figures.p95_ms:.1f}",
        _micros(figures.server_cpu_us),
        _micros(figures.postgres_cpu_us),
    ]


def _times(scenario: ScenarioFigures, peer: TargetFigures | None) -> str:
    if peer is None:
        return "cannot be asked"
    return f"{scenario.frontdesk.requests_per_second / peer.requests_per_second:.1f} times"


def _mixed_sheet(report: Report) -> Sheet:
    found = [(size.tickets, size.mixed) for size in report.sizes if size.mixed is not None]
    rows = []
    for tickets, mixed in found:
        rows.append(["lists alone", f"{tickets:,}", *_load_cells(mixed.read_only), "", "", ""])
        rows.append(
            [
                f"with {mixed.share:.0%} changes",
                f"{tickets:,}",
                *_load_cells(mixed.mixed),
                f"{mixed.writes_per_second:.0f}",
                f"{mixed.write_p50_ms:.1f}",
                f"{mixed.p50_ratio:.2f}, {mixed.p95_ratio:.2f}",
            ]
        )
    columns = ["mixed load", "tickets", *_LOAD_COLUMNS, "changes per s", "p50 ms", "lists slower"]
    return Sheet("Lists while tickets change", columns, rows)


def _several_sheet(report: Report) -> Sheet:
    rows = []
    for size in report.sizes:
        if (each := size.several) is not None:
            rows.append([f"one at {size.tickets:,} tickets", *_load_cells(each.one), "", "", ""])
            ratios = [f"{value:.2f}" for value in (each.ratio, each.possible, each.capacity)]
            rows.append([f"two at {size.tickets:,} tickets", *_load_cells(each.two), *ratios])
    columns = ["server processes", *_LOAD_COLUMNS, "ratio", "possible here", "busy loops"]
    return Sheet("Two server processes against one", columns, rows)


def _budget_sheet(lines: list[BudgetLine]) -> Sheet:
    """Lines that hold are counted only."""
    broken = [line for line in lines if not line.holds]
    return Sheet(
        "Budget: what does not hold",
        ["measured", "value", "limit"],
        [[line.text, f"{line.value:.2f}", f"{line.limit:g}"] for line in broken]
        or [["everything holds", "", ""]],
        caption=f"{len(lines) - len(broken)} of {len(lines)} hold",
    )


def _webhooks_sheet(figures: WebhookFigures) -> Sheet:
    caption = (
        f"with over without: {figures.ratio:.2f}, by cpu {figures.cpu_ratio:.2f}; a worker alone"
        f" delivers {figures.deliveries_per_second:,.0f}/s ({figures.delivered:,} deliveries)"
    )
    return Sheet(
        "Webhooks: tickets are opened",
        ["webhook", "calls per s", "p50 ms", "cpu µs", "db µs"],
        [
            [
                name,
                f"{line.requests_per_second:.0f}",
                f"{line.p50_ms:.1f}",
                _micros(line.server_cpu_us),
                _micros(line.postgres_cpu_us),
            ]
            for name, line in (("none", figures.without), ("one", figures.with_one))
        ],
        caption=caption,
    )

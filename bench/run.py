"""The course of a run: for each size an installation, both servers, rounds over all scenarios."""

import msgspec

from bench.budget import BudgetLine, SizeReport, check_budget
from bench.in_database import (
    measure_lists_of,
    measure_small,
    measure_states,
    measure_writes_of,
)
from bench.installation import disk_bytes, installation
from bench.over_http import measure_http, measure_mixed_of
from bench.plan import Part, Plan
from bench.scenarios import choose_scenarios
from bench.several import measure_several
from bench.stretches import Bench, Ceiling, measure_ceiling
from bench.webhooks import WebhookFigures, measure_webhooks

BESIDE = 1000
"""Tickets of the small community beside."""


class Report(msgspec.Struct, frozen=True):
    machine: dict[str, str]
    plan: Plan
    ceiling: Ceiling
    sizes: list[SizeReport]
    budget: list[BudgetLine]
    webhooks: WebhookFigures | None


def run(bench: Bench, machine: dict[str, str]) -> Report:
    """Raises SystemExit at the first wrong answer."""
    ceiling = measure_ceiling(bench)
    sizes = [measure_size(bench, tickets) for tickets in bench.plan.sizes]
    webhooks = measure_webhooks(bench) if Part.WEBHOOKS in bench.plan.parts else None
    return Report(machine, bench.plan, ceiling, sizes, check_budget(sizes), webhooks)


def measure_size(bench: Bench, tickets: int) -> SizeReport:
    plan = bench.plan
    bench.tell(f"{tickets:,} tickets: making them")
    with installation(tickets, seed=plan.seed, kept=bench.kept, beside=BESIDE) as place:
        scenarios = choose_scenarios(place.address.owner, place.community_id)
        is_largest = tickets == max(plan.sizes)
        disk = disk_bytes(place.address) / (tickets + BESIDE)
        http = measure_http(bench, place, scenarios)
        with_several = is_largest and Part.PROCESSES in plan.parts
        return SizeReport(
            tickets=tickets,
            scenarios=http.scenarios,
            memory_bytes=http.memory_bytes,
            disk_bytes_per_ticket=disk,
            # What changes tickets comes after what does not, and statistics go wrong at the end.
            several=measure_several(bench, place, scenarios) if with_several else None,
            lists=measure_lists_of(bench, place),
            small=measure_small(bench, place),
            mixed=measure_mixed_of(bench, place, scenarios),
            writes=measure_writes_of(bench, place),
            statistics=measure_states(bench, place) if is_largest else {},
        )

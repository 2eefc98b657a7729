"""The course of a run: for each size an installation, both servers, rounds over all scenarios."""

import asyncio
from collections import defaultdict
from dataclasses import replace

import msgspec

from bench.budget import BudgetLine, SizeReport, check_budget
from bench.figures import ScenarioFigures, Stretch, compare
from bench.installation import Installation, disk_bytes, installation
from bench.lists import ListFigures, measure_lists
from bench.scenarios import Scenario, choose_scenarios
from bench.stretches import (
    Bench,
    Ceiling,
    Plan,
    measure,
    measure_ceiling,
    warm_up,
    warm_up_and_weigh,
)
from bench.targets import Target, floor_target, frontdesk_target, require_same_answers
from bench.webhooks import WebhookFigures, measure_webhooks
from bench.writes import WriteFigures, measure_writes

Rounds = dict[tuple[str, str], list[Stretch]]  # by target and scenario


class Report(msgspec.Struct, frozen=True):
    machine: dict[str, str]
    plan: Plan
    ceiling: Ceiling
    sizes: list[SizeReport]
    budget: list[BudgetLine]
    webhooks: WebhookFigures


def run(bench: Bench, machine: dict[str, str]) -> Report:
    """Raises SystemExit at the first wrong answer."""
    ceiling = measure_ceiling(bench)
    sizes = [measure_size(bench, tickets) for tickets in bench.plan.sizes]
    webhooks = measure_webhooks(bench)
    return Report(machine, bench.plan, ceiling, sizes, check_budget(sizes), webhooks)


def measure_size(bench: Bench, tickets: int) -> SizeReport:
    bench.tell(f"{tickets:,} tickets: generating")
    with installation(tickets) as place:
        scenarios = choose_scenarios(place.address.owner, place.community_id)
        lists = measure_lists_of(bench, place)
        core = bench.cores.server
        with frontdesk_target(place, core=core) as frontdesk:
            memory = warm_up_and_weigh(bench, place, frontdesk, scenarios)
            with floor_target(place, scenarios, like=frontdesk, core=core) as floor:
                lengths = require_same_answers(frontdesk, floor, scenarios)
                warm_up(bench, floor, scenarios)
                rounds = measure_rounds(bench, place, frontdesk, floor, scenarios)
        return SizeReport(
            tickets=tickets,
            scenarios=condense_rounds(scenarios, lengths, rounds),
            memory_bytes=memory,
            disk_bytes_per_ticket=disk_bytes(place.address) / tickets,
            lists=lists,
            writes=measure_writes_of(bench, place),
        )


def measure_lists_of(bench: Bench, place: Installation) -> list[ListFigures]:
    repeats = bench.plan.repeats
    if repeats == 0:
        return []
    return asyncio.run(
        measure_lists(place.address, place.community_id, repeats=repeats, tell=bench.tell)
    )


def measure_writes_of(bench: Bench, place: Installation) -> list[WriteFigures]:
    bench.tell("changes of tickets")
    repeats = bench.plan.repeats
    if repeats == 0:
        return []
    return asyncio.run(measure_writes(place.address, place.community_id, repeats=repeats))


def measure_rounds(
    bench: Bench,
    place: Installation,
    frontdesk: Target,
    floor: Target,
    scenarios: list[Scenario],
) -> Rounds:
    """Frontdesk and floor take turns, so that other work on the machine hits both."""
    rounds: Rounds = defaultdict(list)
    for number in range(1, bench.plan.rounds + 1):
        token = place.fetch_access_token(frontdesk.port)  # a long run outlives the first one
        targets = {"frontdesk": replace(frontdesk, authorization=f"Bearer {token}"), "floor": floor}
        for scenario in scenarios:
            bench.tell(f"round {number} of {bench.plan.rounds}: {scenario.name}")
            for name, target in targets.items():
                rounds[name, scenario.name].append(measure(bench, place, target, scenario))
    return rounds


def condense_rounds(
    scenarios: list[Scenario], lengths: list[int], rounds: Rounds
) -> list[ScenarioFigures]:
    return [
        compare(
            scenario.name,
            scenario.request,
            length,
            frontdesk=rounds["frontdesk", scenario.name],
            floor=rounds["floor", scenario.name],
        )
        for scenario, length in zip(scenarios, lengths, strict=True)
    ]

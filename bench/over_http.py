"""The part of a run over HTTP: frontdesk, floor and other systems in turns."""

from collections import defaultdict
from dataclasses import replace

import msgspec

from bench.figures import ScenarioFigures, Stretch, compare
from bench.installation import Installation
from bench.mixed import MixedFigures, measure_mixed
from bench.peers import Peers, running_peers
from bench.plan import Part
from bench.scenarios import Scenario
from bench.stretches import Bench, measure, warm_up, warm_up_and_weigh
from bench.targets import Target, floor_target, frontdesk_target, require_same_answers

Rounds = dict[tuple[str, str], list[Stretch]]  # by target and scenario


class HttpFigures(msgspec.Struct, frozen=True):
    scenarios: list[ScenarioFigures]
    memory_bytes: int | None


def measure_http(bench: Bench, place: Installation, scenarios: list[Scenario]) -> HttpFigures:
    if Part.HTTP not in bench.plan.parts:
        return HttpFigures([], None)
    core = bench.cores.server
    with frontdesk_target(place, core=core) as frontdesk:
        memory = warm_up_and_weigh(bench, place, frontdesk, scenarios)
        with (
            floor_target(place, scenarios, like=frontdesk, core=core) as floor,
            running_peers(bench, place) as peers,
        ):
            answers = require_same_answers(frontdesk, floor, scenarios)
            for scenario, answer in zip(scenarios, answers, strict=True):
                peers.require_same_tickets(scenario, answer)
                warm_up(bench, floor, [scenario])
                peers.warm_up(scenario)
            rounds = measure_rounds(bench, place, frontdesk, floor, scenarios, peers)
            return HttpFigures(condense_rounds(scenarios, answers, rounds, peers), memory)


def measure_mixed_of(
    bench: Bench, place: Installation, scenarios: list[Scenario]
) -> MixedFigures | None:
    if Part.MIXED not in bench.plan.parts:
        return None
    with frontdesk_target(place, core=bench.cores.server) as frontdesk:
        return measure_mixed(bench, place, frontdesk, scenarios)


def measure_rounds(
    bench: Bench,
    place: Installation,
    frontdesk: Target,
    floor: Target,
    scenarios: list[Scenario],
    peers: Peers,
) -> Rounds:
    """All take turns, so that other work on the machine hits all of them."""
    rounds: Rounds = defaultdict(list)
    for number in range(1, bench.plan.rounds + 1):
        token = place.fetch_access_token(frontdesk.port)  # a long run outlives the first one
        targets = {"frontdesk": replace(frontdesk, authorization=f"Bearer {token}"), "floor": floor}
        for scenario in scenarios:
            bench.tell(f"round {number} of {bench.plan.rounds}: {scenario.name}")
            for name, target in targets.items():
                rounds[name, scenario.name].append(measure(bench, place, target, scenario))
            peers.measure(scenario)
    return rounds


def condense_rounds(
    scenarios: list[Scenario], answers: list[bytes], rounds: Rounds, peers: Peers
) -> list[ScenarioFigures]:
    return [
        compare(
            scenario.name,
            scenario.request,
            len(answer),
            frontdesk=rounds["frontdesk", scenario.name],
            floor=rounds["floor", scenario.name],
            peers=peers.figures(scenario),
        )
        for scenario, answer in zip(scenarios, answers, strict=True)
    ]

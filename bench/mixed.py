"""Lists while tickets change: all scenarios in turns, alone and with a share of changes between
them, by the same clients."""

from statistics import median

import msgspec
from msgspec import structs

from bench.deck import Job
from bench.figures import Stretch, TargetFigures, condense
from bench.installation import Installation
from bench.load import Outcome
from bench.scenarios import Scenario
from bench.stretches import Bench, measure_while, run_job
from bench.system import family
from bench.targets import Target
from bench.write_requests import write_requests


class MixedFigures(msgspec.Struct, frozen=True):
    """Times of `read_only` and `mixed` are those of lists; throughput is that of all requests.
    Ratios are how much slower lists are with changes between them, by the medians of the rounds."""

    share: float
    read_only: TargetFigures
    mixed: TargetFigures
    p50_ratio: float
    p95_ratio: float
    writes_per_second: float
    write_p50_ms: float
    write_p95_ms: float


def measure_mixed(
    bench: Bench, place: Installation, target: Target, scenarios: list[Scenario]
) -> MixedFigures:
    """With and without changes in turns. Afterwards some tickets have changed."""
    rounds = _Rounds(bench, place, target, scenarios)
    rounds.run(0.0)
    rounds.run(bench.plan.writes)  # warms up
    pairs = []
    for number in range(1, bench.plan.rounds + 1):
        bench.tell(f"mixed load, round {number} of {bench.plan.rounds}")
        pairs.append((rounds.measure(0.0), rounds.measure(bench.plan.writes)))
    read_only, mixed = (condense(stretches) for stretches in zip(*pairs, strict=True))
    changing = [stretch for _, stretch in pairs]
    return MixedFigures(
        share=bench.plan.writes,
        read_only=read_only,
        mixed=mixed,
        p50_ratio=mixed.p50_ms / read_only.p50_ms,
        p95_ratio=mixed.p95_ms / read_only.p95_ms,
        writes_per_second=median(each.writes_per_second for each in changing),
        write_p50_ms=median(each.write_p50_ms for each in changing),
        write_p95_ms=median(each.write_p95_ms for each in changing),
    )


class _Rounds:
    def __init__(
        self, bench: Bench, place: Installation, target: Target, scenarios: list[Scenario]
    ) -> None:
        self._bench, self._place, self._target = bench, place, target
        self._job = Job(
            target.port,
            [target.whole_request(scenario.request) for scenario in scenarios],
            bench.plan.clients,
            bench.plan.seconds,
            writes=write_requests(place, target),
        )
        self._next_write = 0

    def measure(self, share: float) -> Stretch:
        return measure_while(
            lambda: self.run(share),
            server=family(self._target.pid),
            postgres=self._place.postgres_pids(),
        )

    def run(self, share: float) -> Outcome:
        job = structs.replace(self._job, write_share=share, first_write=self._next_write)
        outcome = run_job(self._bench, job)
        self._next_write = outcome.next_write
        return outcome

"""Single measurements: one target under load for some seconds."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench import still
from bench.deck import Job
from bench.figures import Stretch
from bench.generator import Generator
from bench.installation import Installation, make_environment
from bench.load import Outcome
from bench.plan import Plan
from bench.processes import Cores, free_port, serving
from bench.scenarios import Scenario
from bench.system import cpu_seconds_of_all, family, memory_bytes
from bench.targets import Target

WARM_UP_SECONDS = 1.0


class Ceiling(msgspec.Struct, frozen=True):
    """What the load generator reaches when an answer of this size costs nothing to make."""

    answer_bytes: int
    requests_per_second: float
    load_cpu_us: float


@dataclass(frozen=True)
class Bench:
    """`tell` is called with a few words at each step; made data is kept in the folder `kept`."""

    plan: Plan
    cores: Cores
    generator: Generator
    tell: Callable[[str], None]
    kept: Path | None = None


def measure_ceiling(bench: Bench) -> Ceiling:
    bench.tell("ceiling of the load generator")
    port = free_port()
    command = [sys.executable, "-m", "bench.still", str(port)]
    environment = make_environment()
    with serving(command, port, environment=environment, core=bench.cores.server) as process:
        target = Target(process.pid, port, "Bearer none")
        outcome = load(bench, target, b"{}", seconds=bench.plan.seconds)
    return Ceiling(
        answer_bytes=len(still.ANSWER),
        requests_per_second=outcome.requests / outcome.seconds,
        load_cpu_us=outcome.cpu_seconds / outcome.requests * 1e6,
    )


def warm_up(bench: Bench, target: Target, scenarios: list[Scenario]) -> None:
    """Opens connections, has statements prepared and pages read."""
    for scenario in scenarios:
        load(bench, target, scenario.request, seconds=min(WARM_UP_SECONDS, bench.plan.seconds))


def warm_up_and_weigh(
    bench: Bench, place: Installation, target: Target, scenarios: list[Scenario]
) -> int | None:
    """The most memory that was seen; while PostgreSQL serves this target alone."""
    weights = []
    for scenario in scenarios:
        warm_up(bench, target, [scenario])
        weights.append(memory_bytes([target.pid, *place.postgres_pids()]))
    return max((weight for weight in weights if weight is not None), default=None)


def measure(bench: Bench, place: Installation, target: Target, scenario: Scenario) -> Stretch:
    postgres = place.postgres_pids()
    return measure_while(
        lambda: load(bench, target, scenario.request, seconds=bench.plan.seconds),
        server=family(target.pid),
        postgres=postgres,
    )


def measure_while(run: Callable[[], Outcome], *, server: list[int], postgres: list[int]) -> Stretch:
    """What `run` comes to, and the CPU time that these processes took meanwhile."""
    server_begin, postgres_begin = cpu_seconds_of_all(server), cpu_seconds_of_all(postgres)
    outcome = run()
    return Stretch(
        requests_per_second=outcome.requests / outcome.seconds,
        p50_ms=outcome.p50_ms,
        p95_ms=outcome.p95_ms,
        p99_ms=outcome.p99_ms,
        server_cpu_us=_micros_each(server_begin, cpu_seconds_of_all(server), outcome),
        postgres_cpu_us=_micros_each(postgres_begin, cpu_seconds_of_all(postgres), outcome),
        load_share=outcome.cpu_seconds / outcome.seconds,
        writes_per_second=outcome.writes / outcome.seconds,
        write_p50_ms=outcome.write_p50_ms,
        write_p95_ms=outcome.write_p95_ms,
    )


def load(bench: Bench, target: Target, body: bytes, *, seconds: float) -> Outcome:
    """Raises SystemExit when an answer was wrong: figures of wrong answers mean nothing."""
    reads = [target.whole_request(body)]
    return run_job(bench, Job(target.port, reads, bench.plan.clients, seconds))


def run_job(bench: Bench, job: Job) -> Outcome:
    """Raises SystemExit when an answer was wrong."""
    outcome = bench.generator.run(job)
    if outcome.faults or not outcome.requests:
        about = job.reads[0].partition(b"\r\n\r\n")[2][:200]
        sys.exit(f"bench: {outcome.faults} wrong answers to {about!r}: {outcome.first_fault}")
    return outcome


def _micros_each(begin: float | None, end: float | None, outcome: Outcome) -> float | None:
    return None if begin is None or end is None else (end - begin) / outcome.requests * 1e6

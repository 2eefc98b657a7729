"""Two server processes against one: `frontdesk serve --workers 2`, and what the machine allows."""

import multiprocessing
import os
import time
from statistics import median

import msgspec

from bench.deck import Job
from bench.figures import Stretch, TargetFigures, condense
from bench.installation import Installation
from bench.scenarios import Scenario
from bench.stretches import Bench, measure_while, run_job
from bench.system import family
from bench.targets import Target, frontdesk_target

BUSY_SECONDS = 0.5


class SeveralFigures(msgspec.Struct, frozen=True):
    """`ratio` is the throughput of two processes over that of one, by medians.

    `possible` is how much it could be here: the processors do `capacity` times the work of one
    (busy loops, all at once against one by itself: threads that share a core do less), and each
    request needs PostgreSQL and the load generator beside the server. At most 2.
    """

    one: TargetFigures
    two: TargetFigures
    ratio: float
    capacity: float
    possible: float


def measure_several(bench: Bench, place: Installation, scenarios: list[Scenario]) -> SeveralFigures:
    """One and two in turns, over all scenarios; neither is tied to a core."""
    capacity = measure_capacity(bench.plan.rounds)
    with frontdesk_target(place) as one, frontdesk_target(place, "--workers", "2") as two:
        targets = (one, two)
        for target in targets:
            _measure(bench, place, target, scenarios)  # warms up
        pairs = []
        for number in range(1, bench.plan.rounds + 1):
            bench.tell(f"one process and two, round {number} of {bench.plan.rounds}")
            pairs.append([_measure(bench, place, target, scenarios) for target in targets])
    figures = [condense(stretches) for stretches in zip(*pairs, strict=True)]
    return SeveralFigures(
        one=figures[0],
        two=figures[1],
        ratio=figures[1].requests_per_second / figures[0].requests_per_second,
        capacity=capacity,
        possible=_possible(figures[0], capacity),
    )


def _measure(
    bench: Bench, place: Installation, target: Target, scenarios: list[Scenario]
) -> Stretch:
    reads = [target.whole_request(scenario.request) for scenario in scenarios]
    job = Job(target.port, reads, bench.plan.clients, bench.plan.seconds)
    return measure_while(
        lambda: run_job(bench, job), server=family(target.pid), postgres=place.postgres_pids()
    )


def _possible(one: TargetFigures, capacity: float) -> float:
    """One process is held up by itself or by the machine; two by the machine alone."""
    if not one.server_cpu_us or one.postgres_cpu_us is None:
        return min(2.0, capacity)
    of_load = one.load_share / one.requests_per_second * 1e6
    each = one.server_cpu_us + one.postgres_cpu_us + of_load
    return min(2.0, max(1.0, capacity * one.server_cpu_us / each))


def measure_capacity(rounds: int) -> float:
    """What all processors do at once, in the work of one by itself."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    alone, together = [], []
    for _ in range(rounds):
        alone.append(sum(_busy_loops(1)))
        together.append(sum(_busy_loops(cores or 1)))
    return median(together) / median(alone)


def _busy_loops(count: int) -> list[int]:
    with multiprocessing.get_context("spawn").Pool(count) as pool:
        pool.map(_ready, range(count), chunksize=1)
        return pool.map(_spin, [BUSY_SECONDS] * count, chunksize=1)


def _ready(_: int) -> None:
    time.sleep(0.05)  # so that each process gets one


def _spin(seconds: float) -> int:
    done, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        done += 1
    return done

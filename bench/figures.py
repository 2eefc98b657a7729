"""The figures of a run, and how they are condensed."""

import math
from collections.abc import Mapping, Sequence
from statistics import median
from types import MappingProxyType

import msgspec


class Stretch(msgspec.Struct, frozen=True):
    """One target under load for some seconds. CPU is µs a request, None where the system does not
    tell; `load_share` is the part of a core that the load generator took. Times are those of lists
    but where they say otherwise."""

    requests_per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    server_cpu_us: float | None
    postgres_cpu_us: float | None
    load_share: float
    writes_per_second: float = 0.0
    write_p50_ms: float = 0.0
    write_p95_ms: float = 0.0


class TargetFigures(msgspec.Struct, frozen=True):
    """Medians over the rounds; the best round beside them resists other work on the machine."""

    requests_per_second: float
    best_requests_per_second: float
    p50_ms: float
    best_p50_ms: float
    p95_ms: float
    p99_ms: float
    best_p99_ms: float
    server_cpu_us: float | None
    postgres_cpu_us: float | None
    load_share: float


class ScenarioFigures(msgspec.Struct, frozen=True):
    """Ratios are frontdesk's throughput over the floor's: median by median and best by best.

    `cpu_ratio` is the floor's CPU time over frontdesk's: what the ratio would be if the server's
    core were the only limit. Other work on the machine moves it least. `peers` are other systems by
    name, None where one cannot be asked that.
    """

    name: str
    request: str
    answer_bytes: int
    frontdesk: TargetFigures
    floor: TargetFigures
    ratio: float
    best_ratio: float
    cpu_ratio: float | None
    peers: dict[str, TargetFigures | None] = {}


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest rank: the least value that at least `share` of all do not exceed; 0 of none."""
    if not values:
        return 0.0
    rank = max(1, math.ceil(share * len(values)))
    return sorted(values)[rank - 1]


def condense(rounds: Sequence[Stretch]) -> TargetFigures:
    return TargetFigures(
        requests_per_second=median(each.requests_per_second for each in rounds),
        best_requests_per_second=max(each.requests_per_second for each in rounds),
        p50_ms=median(each.p50_ms for each in rounds),
        best_p50_ms=min(each.p50_ms for each in rounds),
        p95_ms=median(each.p95_ms for each in rounds),
        p99_ms=median(each.p99_ms for each in rounds),
        best_p99_ms=min(each.p99_ms for each in rounds),
        server_cpu_us=_median_known([each.server_cpu_us for each in rounds]),
        postgres_cpu_us=_median_known([each.postgres_cpu_us for each in rounds]),
        load_share=median(each.load_share for each in rounds),
    )


def compare(
    name: str,
    request: bytes,
    answer_bytes: int,
    *,
    frontdesk: Sequence[Stretch],
    floor: Sequence[Stretch],
    peers: Mapping[str, TargetFigures | None] = MappingProxyType({}),
) -> ScenarioFigures:
    ours, theirs = condense(frontdesk), condense(floor)
    return ScenarioFigures(
        name=name,
        request=request.decode(),
        answer_bytes=answer_bytes,
        frontdesk=ours,
        floor=theirs,
        ratio=ours.requests_per_second / theirs.requests_per_second,
        best_ratio=ours.best_requests_per_second / theirs.best_requests_per_second,
        cpu_ratio=_cpu_ratio(ours, theirs),
        peers=dict(peers),
    )


def _cpu_ratio(ours: TargetFigures, floor: TargetFigures) -> float | None:
    # Zero is possible: the system counts in steps of 10 ms.
    if not ours.server_cpu_us or floor.server_cpu_us is None:
        return None
    return floor.server_cpu_us / ours.server_cpu_us


def _median_known(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None

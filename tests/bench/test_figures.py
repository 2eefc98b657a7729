import msgspec
import pytest

from bench.budget import SizeReport, check_budget
from bench.figures import ScenarioFigures, Stretch, compare, condense, percentile
from bench.lists import ListFigures
from bench.plan import Statistics
from bench.scenarios import STATUS
from bench.writes import WriteFigures


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100), (0.001, 1)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_a_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7], 0.5) == percentile([7], 0.99) == 7


def test_a_percentile_of_nothing_is_zero() -> None:
    assert percentile([], 0.5) == 0


def test_rounds_are_condensed_to_their_median_beside_the_best() -> None:
    condensed = condense([stretch(100, 5), stretch(400, 1), stretch(200, 2)])
    assert (condensed.requests_per_second, condensed.best_requests_per_second) == (200, 400)
    assert (condensed.p50_ms, condensed.best_p50_ms) == (2, 1)
    assert condensed.postgres_cpu_us is None


def test_ratios_are_median_by_median_and_best_by_best() -> None:
    figures = scenario(ours=[100, 200, 600], floor=[400, 500, 800])
    assert (figures.ratio, figures.best_ratio, figures.cpu_ratio) == (0.4, 0.75, 1.0)


def test_the_budget_is_read_at_the_largest_size_and_between_the_extremes() -> None:
    small = size(1_000, ours=300, p50_ms=2.0)
    large = size(10_000, ours=800, p50_ms=3.5)
    ratio, growth = check_budget([large, small])
    assert (ratio.value, ratio.holds) == (0.8, True)
    assert (growth.value, growth.holds) == (1.75, False)


def test_one_size_alone_has_no_growth() -> None:
    (ratio,) = check_budget([size(1_000, ours=300, p50_ms=2.0)])
    assert (ratio.value, ratio.holds) == (0.3, False)


def test_lists_may_grow_by_half_a_skip_has_a_limit_and_changes_have_one() -> None:
    small = msgspec.structs.replace(
        size(1_000, ours=800, p50_ms=2.0), lists=[a_list("tag", 2.0), a_list("skip of 500", 1.0)]
    )
    large = msgspec.structs.replace(
        size(10_000, ours=800, p50_ms=2.0),
        lists=[a_list("tag", 3.2), a_list("skip of 5,000", 4.0)],
        writes=[WriteFigures(name="reply", best=1.0, p50=9.0, p95=9.0, database_cpu=2.0)],
    )
    _, _, tag, skip, write = check_budget([small, large])
    assert (tag.value, tag.holds) == (1.6, False)
    assert (skip.value, skip.holds) == (4.0, True)
    assert (write.value, write.holds) == (2.0, True)


def test_fuller_page_is_compared_with_the_first_size_that_has_as_full_a_one() -> None:
    sizes = [
        msgspec.structs.replace(size(tickets, ours=800, p50_ms=2.0), lists=[tag])
        for tickets, tag in (
            (1_000, a_list("tag", 1.0, rows=3)),
            (2_000, a_list("tag", 2.0)),
            (4_000, a_list("tag", 2.5)),
        )
    ]
    _, _, tag = check_budget(sizes)
    assert tag.text == "database time at 4,000 : at 2,000 tickets: tag, "
    assert (tag.value, tag.holds) == (1.25, True)


def test_words_have_limits_of_their_own() -> None:
    lists = [a_list("word, rare", 60.0, has_words=True), a_list("phrase", 60.0, has_words=True)]
    only = msgspec.structs.replace(size(1_000, ours=800, p50_ms=2.0), lists=lists)
    _, rare, phrase = check_budget([only])
    assert (rare.limit, rare.holds) == (50, False)
    assert (phrase.limit, phrase.holds) == (100, True)


def test_other_statistics_are_compared_with_fresh_ones_of_the_same_tickets() -> None:
    states = {
        Statistics.FRESH: [a_list("tag", 2.0)],
        Statistics.STALE: [a_list("tag", 2.5)],
    }
    only = msgspec.structs.replace(
        size(1_000, ours=800, p50_ms=2.0), lists=[a_list("tag", 1.0)], statistics=states
    )
    _, stale = check_budget([only])
    assert stale.text == "statistics stale : fresh, at 1,000 tickets: tag, "
    assert (stale.value, stale.holds) == (1.25, True)


def test_list_costs_the_same_on_a_machine_of_half_the_speed() -> None:
    before, after = a_list("tag", 2.0), a_list("tag", 4.0, yardstick=2.0)
    assert (before.cost, after.cost) == (2.0, 2.0)


def a_list(
    name: str,
    best: float,
    *,
    yardstick: float = 1.0,
    rows: int = 51,
    has_words: bool = False,
) -> ListFigures:
    return ListFigures(
        name=name,
        order="",
        plan="walk all",
        rows=rows,
        has_words=has_words,
        best=best,
        p50=best,
        p95=best,
        p99=best,
        yardstick=yardstick,
    )


def stretch(requests_per_second: float, p50_ms: float = 1.0) -> Stretch:
    return Stretch(
        requests_per_second=requests_per_second,
        p50_ms=p50_ms,
        p95_ms=5 * p50_ms,
        p99_ms=10 * p50_ms,
        server_cpu_us=500.0,
        postgres_cpu_us=None,
        load_share=0.1,
    )


def scenario(*, ours: list[float], floor: list[float], p50_ms: float = 1.0) -> ScenarioFigures:
    return compare(
        STATUS,
        b"{}",
        100,
        frontdesk=[stretch(rate, p50_ms) for rate in ours],
        floor=[stretch(rate) for rate in floor],
    )


def size(tickets: int, *, ours: float, p50_ms: float) -> SizeReport:
    figures = scenario(ours=[ours], floor=[1000], p50_ms=p50_ms)
    return SizeReport(tickets, [figures], memory_bytes=None, disk_bytes_per_ticket=3000.0)

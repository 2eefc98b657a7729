"""The sliding window: how many, how long to wait, how much is kept."""

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.clock import SECOND
from frontdesk.kit.rate_counter import RateCounter
from tests.desk import FakeClock

steps = st.lists(st.integers(0, 15 * SECOND), min_size=1, max_size=80)


def make(clock: FakeClock, most: int = 3, seconds: int = 10, keys: int = 100) -> RateCounter:
    return RateCounter(most=most, seconds=seconds, clock=clock, keys=keys)


def allowed(counter: RateCounter, key: object, times: int) -> int:
    return sum(counter.count(key).wait is None for _ in range(times))


def test_so_many_and_no_more() -> None:
    assert allowed(make(FakeClock()), "a", 10) == 3


def test_each_key_has_its_own_share() -> None:
    counter = make(FakeClock())
    assert (allowed(counter, "a", 9), allowed(counter, "b", 2)) == (3, 2)


def test_what_remains_counts_down() -> None:
    counter = make(FakeClock())
    assert [counter.count("a").remaining for _ in range(4)] == [2, 1, 0, 0]


def test_looking_counts_nothing() -> None:
    counter = make(FakeClock())
    assert [counter.look("a").remaining for _ in range(9)] == [2] * 9


def test_the_past_fades_instead_of_vanishing() -> None:
    clock = FakeClock()
    counter = make(clock, most=10)
    allowed(counter, "a", 10)
    clock.advance(10 * SECOND)
    assert allowed(counter, "a", 10) == 0
    clock.advance(5 * SECOND)
    assert allowed(counter, "a", 10) == 5


def test_silence_gives_the_whole_share_back() -> None:
    clock = FakeClock()
    counter = make(clock)
    allowed(counter, "a", 3)
    clock.advance(20 * SECOND)
    assert allowed(counter, "a", 9) == 3


def test_a_clock_that_is_put_back_locks_nobody_out() -> None:
    clock = FakeClock()
    counter = make(clock)
    allowed(counter, "a", 3)
    clock.advance(-3600 * SECOND)
    assert allowed(counter, "a", 3) == 3


@given(steps=steps, most=st.integers(1, 5))
def test_who_waits_as_told_is_let_in_and_a_second_earlier_is_not(
    steps: list[int], most: int
) -> None:
    clock = FakeClock()
    counter = make(clock, most=most)
    for step in steps:
        clock.advance(step)
        wait = counter.count("a").wait
        if wait is not None:
            assert wait <= 20
            clock.advance((wait - 1) * SECOND)
            assert wait == 1 or counter.look("a").wait is not None
            clock.advance(SECOND)
            assert counter.count("a").wait is None


@given(steps=steps, most=st.integers(1, 5))
def test_no_fixed_window_ever_lets_more_in(steps: list[int], most: int) -> None:
    clock = FakeClock()
    counter = make(clock, most=most)
    let_in: dict[int, int] = {}
    for step in steps:
        clock.advance(step)
        window = clock() // (10 * SECOND)
        let_in[window] = let_in.get(window, 0) + (counter.count("a").wait is None)
    assert max(let_in.values()) <= most


def test_many_keys_take_bounded_memory() -> None:
    clock = FakeClock()
    counter = make(clock, keys=100)
    for key in range(10_000):
        counter.count(key)
    assert len(counter._current) <= 101
    clock.advance(30 * SECOND)
    counter.count("a")
    assert (len(counter._current), len(counter._previous)) == (1, 0)


def test_newcomers_past_the_bound_share_one_count() -> None:
    counter = make(FakeClock(), keys=2)
    assert [allowed(counter, key, 3) for key in "abcd"] == [3, 3, 3, 0]

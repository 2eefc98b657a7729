"""A range of creation times as periods and days: nothing left out, nothing twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.clock import DAY
from frontdesk.tickets.ranging import PERIOD, cover
from frontdesk.tickets.sources import Spans

LONG_AGO, FAR_AHEAD = -1_000 * PERIOD, 3_000 * PERIOD
times = st.integers(-3 * PERIOD, 3 * PERIOD) | st.integers(-30, 30).map(lambda day: day * DAY)


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        (20 * PERIOD, 22 * PERIOD - 1, Spans((20, 21), ())),
        (20 * PERIOD, 22 * PERIOD, Spans((20, 21), (220,))),
        (20 * PERIOD + 1, 21 * PERIOD - 1, Spans((), tuple(range(200, 210)))),
        (20 * PERIOD - DAY, 21 * PERIOD - 1, Spans((20,), (199,))),
        (203 * DAY, 205 * DAY, Spans((), (203, 204, 205))),
        (5, 4, Spans((), ())),
    ],
    ids=["whole", "a tick more", "a tick less", "a day more", "within a period", "nothing"],
)
def test_periods_wherever_they_are_whole_and_days_at_the_ends(
    first: int, last: int, spans: Spans
) -> None:
    assert cover(first, last, oldest=LONG_AGO, newest=FAR_AHEAD) == spans


def test_a_period_is_whole_if_nothing_of_it_is_outside_of_the_range() -> None:
    first, last = 20 * PERIOD + 5, 21 * PERIOD + 5
    assert cover(first, last, oldest=first, newest=last) == Spans((20, 21), ())


@given(first=times, last=times, moment=times)
def test_every_time_of_a_range_is_in_one_span_and_no_other_is_in_a_period(
    first: int, last: int, moment: int
) -> None:
    spans = cover(first, last, oldest=LONG_AGO, newest=FAR_AHEAD)
    in_periods = spans.periods.count(divided(moment, PERIOD))
    in_days = spans.days.count(divided(moment, DAY))
    if first <= moment <= last:
        assert in_periods + in_days == 1
    else:
        assert in_periods == 0


def divided(ticks: int, length: int) -> int:
    """As the database divides, for columns of periods and days."""
    return abs(ticks) // length * (1 if ticks >= 0 else -1)

from collections import Counter

import pytest

from frontdesk.kit.clock import DAY, HOUR, SECOND, format_ticks, parse_ticks
from frontdesk.samples.rhythm import activity_until, moment_of, timestamp

MONDAY = parse_ticks("2025-06-16T00:00:00Z")


@pytest.mark.parametrize("offset", [0, 1, HOUR - 1, HOUR, 3 * DAY + 7 * HOUR, 7 * DAY - 1])
def test_there_and_back_again(offset: int) -> None:
    assert abs(moment_of(activity_until(MONDAY + offset)) - (MONDAY + offset)) < SECOND


def test_a_week_counts_one() -> None:
    assert activity_until(MONDAY + 7 * DAY) - activity_until(MONDAY) == 1


def test_days_are_busier_than_nights_and_sundays() -> None:
    start = activity_until(MONDAY)
    moments = [moment_of(start + step / 5000) - MONDAY for step in range(5000)]
    hours = Counter(moment // HOUR % 24 for moment in moments)
    days = Counter(moment // DAY for moment in moments)
    assert hours[10] > 10 * hours[3]
    assert days[0] > 2 * days[6]


@pytest.mark.parametrize("fraction", [1, 123, 1234567, 9999999])
def test_timestamps_are_written_as_everywhere(fraction: int) -> None:
    for seconds in (0, 59, 3600, 86399, 86400, 20 * 365 * 86400 + 12345):
        ticks = seconds * SECOND + fraction
        assert timestamp(ticks) == format_ticks(ticks)

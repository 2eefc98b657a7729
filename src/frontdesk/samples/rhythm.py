"""When people write: by day and on weekdays more than at night and on weekends."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final

from frontdesk.kit.clock import DAY, HOUR, MINUTE, SECOND, format_ticks

WEEK: Final = 7 * DAY
FIRST_MONDAY: Final = 4 * DAY  # 1970-01-01 was a Thursday

_NIGHT_TO_NIGHT: Final = (
    2,
    1,
    1,
    1,
    1,
    3,
    8,
    18,
    30,
    36,
    38,
    36,
    32,
    34,
    35,
    32,
    27,
    22,
    20,
    20,
    19,
)
_HOURS: Final = (*_NIGHT_TO_NIGHT, 15, 9, 4)
_DAYS: Final = (12, 11, 10, 10, 9, 5, 5)

_weights = [day * hour for day in _DAYS for hour in _HOURS]
_TOTAL: Final = sum(_weights)
_SHARES: Final = tuple(weight / _TOTAL for weight in _weights)
_BEFORE: Final = (0.0, *accumulate(_SHARES[:-1]))

_MINUTES: Final = tuple(f"{hour:02}:{minute:02}:" for hour in range(24) for minute in range(60))


def activity_until(ticks: int) -> float:
    """How many weeks' worth of messages were written between the first Monday of 1970 and then."""
    weeks, within = divmod(ticks - FIRST_MONDAY, WEEK)
    hour, rest = divmod(within, HOUR)
    return weeks + _BEFORE[hour] + _SHARES[hour] * rest / HOUR


def moment_of(activity: float) -> int:
    """The inverse of `activity_until`, to within what a float can tell apart."""
    weeks = int(activity)
    within = activity - weeks
    hour = bisect_right(_BEFORE, within) - 1
    rest = (within - _BEFORE[hour]) / _SHARES[hour]
    return FIRST_MONDAY + weeks * WEEK + hour * HOUR + int(rest * HOUR)


def timestamp(ticks: int) -> str:
    """The same as `format_ticks` where no second comes twice and its cache does not help.

    All seven digits are written, so the last one must not be a zero.
    """
    day, within = divmod(ticks, DAY)
    minute, within = divmod(within, MINUTE)
    second, fraction = divmod(within, SECOND)
    return f"{_date(day)}{_MINUTES[minute]}{second:02}.{fraction:07}+00:00"


@lru_cache(maxsize=4096)
def _date(day: int) -> str:
    return format_ticks(day * DAY)[: len("2020-02-27T")]

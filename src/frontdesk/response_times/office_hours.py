"""Office hours, and the time that runs only within them. Nothing here touches the database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import DAY, SECOND

WHOLE_DAY: Final = 24 * 60
MOST_TIMES: Final = 10
MOST_HOLIDAYS: Final = 1000
_FARTHEST: Final = 366 * 30
_EPOCH: Final = date(1970, 1, 1)


class OpenTime(Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """Minutes since midnight on the clock of the office; `end` 1440 is the end of the day."""

    start: int
    end: int


class OfficeHours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, cache_hash=True):
    """`week`: seven days from Monday, each with its open times; `holidays`: closed all day."""

    time_zone: str
    week: tuple[tuple[OpenTime, ...], ...]
    holidays: tuple[date, ...] = ()


def check_office_hours(hours: OfficeHours) -> None:
    """Raises InvalidMember for times that no clock shows, that overlap, or that never open."""
    if hours.time_zone not in available_timezones():
        raise InvalidMember("timeZone", f"there is no time zone {hours.time_zone}")
    if len(hours.week) != 7:
        raise InvalidMember("week", "expected seven days, from Monday to Sunday")
    if not any(hours.week):
        raise InvalidMember("week", "expected one day at least on which the office is open")
    if len(hours.holidays) > MOST_HOLIDAYS:
        raise InvalidMember("holidays", f"expected at most {MOST_HOLIDAYS}")
    for index, day in enumerate(hours.week):
        _check_day(f"week[{index}]", day)


def _check_day(member: str, day: tuple[OpenTime, ...]) -> None:
    if len(day) > MOST_TIMES:
        raise InvalidMember(member, f"expected at most {MOST_TIMES} times")
    for index, each in enumerate(day):
        if not 0 <= each.start < each.end <= WHOLE_DAY:
            raise InvalidMember(f"{member}[{index}]", "must end later than it starts, on one day")
    if any(later.start < earlier.end for earlier, later in pairwise(sorted(day))):
        raise InvalidMember(member, "its times overlap")


def add_office_time(start: int, ticks: int, hours: OfficeHours | None) -> int:
    """When `ticks` of office time have passed since `start`; with None the office never closes.

    Where the office does not open often enough in thirty years, or the calendar ends before, time
    runs day and night.
    """
    if hours is None:
        return start + ticks
    left = ticks
    for opens, closes in _open_spans(start, hours):
        begin = max(start, opens)
        if begin + left <= closes:
            return begin + left
        left -= max(0, closes - begin)
    return start + ticks


def _open_spans(start: int, hours: OfficeHours) -> Iterator[tuple[int, int]]:
    """When the office is open, in ticks, from the day before `start` on."""
    first = start // DAY - 1
    for day in range(first, first + _FARTHEST):
        yield from _spans_of_day(day, hours)


@lru_cache(maxsize=8192)
def _spans_of_day(day: int, hours: OfficeHours) -> tuple[tuple[int, int], ...]:
    """Of the day that many days after 1970-01-01 on the office's calendar; none where the calendar
    has no such day. Where clocks are put forward over a whole time, it has none either."""
    try:
        on = _EPOCH + timedelta(days=day)
        times = () if on in hours.holidays else sorted(hours.week[on.weekday()])
        zone = ZoneInfo(hours.time_zone)
        spans = [(_ticks(on, each.start, zone), _ticks(on, each.end, zone)) for each in times]
    except (OverflowError, ValueError):
        return ()
    return tuple((opens, closes) for opens, closes in spans if opens < closes)


def _ticks(on: date, minute: int, zone: ZoneInfo) -> int:
    days, minute = divmod(minute, WHOLE_DAY)
    clock = time_of_day(minute // 60, minute % 60, tzinfo=zone)
    local = datetime.combine(on + timedelta(days=days), clock)
    since = local.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * DAY) + since.seconds * SECOND

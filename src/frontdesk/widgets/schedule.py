"""When a widget on a web site says that somebody is there (contract section 4, WidgetSchedule)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final

from frontdesk.errors import InvalidMember

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class TimePeriod(IntEnum):
    """What the times are of: 1 every day, 2 Monday to Friday, 3 each day of the week its own."""

    EVERY_DAY = 1
    WEEKDAYS = 2
    CUSTOM = 3


@dataclass(frozen=True, kw_only=True, order=True)
class OpenTime:
    """From `start_at` until just before `end_at`, both "HH:MM:SS" of one day."""

    start_at: str
    end_at: str


@dataclass(frozen=True, kw_only=True)
class WidgetSchedule:
    """`times` for the first two periods, `custom_times`, by the day's name, for the third."""

    widget_id: int
    time_period: TimePeriod
    times: list[OpenTime] | None
    custom_times: dict[str, list[OpenTime]] | None


def check_schedule(schedule: WidgetSchedule) -> None:
    """Raises InvalidMember for times that are missing, do not belong to the period, are turned
    round or overlap."""
    custom = schedule.time_period is TimePeriod.CUSTOM
    given = {"times": schedule.times, "customTimes": schedule.custom_times}
    wanted, other = ("customTimes", "times") if custom else ("times", "customTimes")
    if given[wanted] is None:
        raise InvalidMember(wanted, f"is required for timePeriod {schedule.time_period.value}")
    if given[other] is not None:
        raise InvalidMember(other, f"must be null for timePeriod {schedule.time_period.value}")
    for member, times in _days(schedule):
        _check_day(member, times)


def _days(schedule: WidgetSchedule) -> Iterator[tuple[str, list[OpenTime]]]:
    if schedule.times is not None:
        yield "times", schedule.times
    for day, times in (schedule.custom_times or {}).items():
        yield f"customTimes.{day}", times


def _check_day(member: str, times: list[OpenTime]) -> None:
    for index, time in enumerate(times):
        if time.start_at >= time.end_at:
            raise InvalidMember(f"{member}[{index}].endAt", "must be later than startAt")
    in_order = sorted(range(len(times)), key=times.__getitem__)
    for earlier, later in pairwise(in_order):
        if times[later].start_at < times[earlier].end_at:
            raise InvalidMember(f"{member}[{later}]", f"overlaps {member}[{earlier}]")

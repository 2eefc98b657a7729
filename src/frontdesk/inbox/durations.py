"""Lengths of time as people type them: a number and its unit."""

from enum import StrEnum
from typing import Final

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import DAY, HOUR, MINUTE

_MOST: Final = 10**7


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


_TICKS: Final = {Unit.DAYS: DAY, Unit.HOURS: HOUR, Unit.MINUTES: MINUTE}


def read_duration(amount: int, unit: Unit, *, member: str) -> int:
    """In ticks. Raises InvalidMember, under the path `member`, for what is no length of time."""
    if not 0 < amount <= _MOST:
        raise InvalidMember(member, "expected one minute at least and 366 days at most")
    return amount * _TICKS[unit]


def split_duration(ticks: int) -> tuple[int, Unit]:
    """In the largest unit of which it is a whole number; what is no whole minute is rounded up. A
    day or two are hours."""
    for unit, size in _TICKS.items():
        if ticks % size == 0 and (unit is not Unit.DAYS or ticks > 2 * DAY):
            return ticks // size, unit
    return -(-ticks // MINUTE), Unit.MINUTES

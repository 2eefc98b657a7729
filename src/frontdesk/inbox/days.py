"""Days of a calendar as people name them, and the ticks that they begin and end with."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from frontdesk.inbox.problems import N_
from frontdesk.kit.clock import SECOND

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1900, 9990


def first_tick(text: str, zone: ZoneInfo) -> int:
    """The beginning of a day such as `2026-03-02`. Raises ValueError for what is no day."""
    return _begin(_day(text), zone)


def last_tick(text: str, zone: ZoneInfo) -> int:
    return _begin(_day(text) + timedelta(days=1), zone) - 1


def day_of(ticks: int, zone: ZoneInfo) -> str:
    return (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(zone).date().isoformat()


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(N_("Use a day such as 2026-03-02.")) from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(N_("Use a day such as 2026-03-02."))
    return day


def _begin(day: date, zone: ZoneInfo) -> int:
    moment = datetime.combine(day, time(), zone).astimezone(UTC) - _EPOCH
    return (moment.days * 86_400 + moment.seconds) * SECOND

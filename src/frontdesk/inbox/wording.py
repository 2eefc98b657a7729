"""Times and numbers in a visitor's language and time zone."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_compact_decimal, format_decimal
from markupsafe import Markup

from frontdesk.kit.clock import DAY, MINUTE, SECOND, format_ticks

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=1024)
def time_zone(name: str) -> ZoneInfo:
    """UTC for a name that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def say_when(ticks: int, locale: Locale, zone: ZoneInfo) -> str:
    """Such as `4 Mar 2026, 14:05`."""
    return format_datetime(_moment(ticks, zone), "medium", locale=locale).rpartition(":")[0]


def say_ago(
    ticks: int, now: int, locale: Locale, zone: ZoneInfo, *, word_for_now: str = "now"
) -> Markup:
    """A `<time>` such as `5 minutes ago`, after a week the day; the whole time as its title."""
    exact = say_when(ticks, locale, zone)
    elapsed = now - ticks
    if elapsed >= 7 * DAY:
        text = format_date(_moment(ticks, zone), "medium", locale=locale)
    elif abs(elapsed) < MINUTE:
        text = word_for_now
    else:
        since = timedelta(seconds=-(elapsed // SECOND))
        text = format_timedelta(since, add_direction=True, locale=locale)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        format_ticks(ticks), exact, text
    )


def say_number(number: float, locale: Locale) -> str:
    return format_decimal(number, locale=locale)


def say_short_number(number: int, locale: Locale) -> str:
    """Such as `12K`, for a count beside a name."""
    if number < 10_000:
        return format_decimal(number, locale=locale)
    return format_compact_decimal(number, format_type="short", locale=locale)


def _moment(ticks: int, zone: ZoneInfo) -> datetime:
    return (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(zone)

"""How long somebody has waited, and when something was, in as few letters as a row has room for."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from babel.dates import format_date

from frontdesk.accounts.enums import Locale
from frontdesk.inbox.translations import babel_locale
from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import DAY, HOUR, MINUTE

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EXACT: Final = 3 * DAY
_MANY_DAYS: Final = 100
_MANY_MONTHS: Final = 24
_DAYS_OF_YEAR: Final = 365.25
_DAYS_OF_MONTH: Final = _DAYS_OF_YEAR / 12


def say_wait(visit: Visit, elapsed: int) -> str:
    """Such as `12 min`, `3 h 12 min`, `2 d 4 h`, `9 d`, `14 mo`, `3 y`."""
    minutes, hours, days = elapsed // MINUTE, elapsed // HOUR, elapsed // DAY
    if minutes < 1:
        return visit.gettext("just now")
    if hours < 1:
        return visit.gettext("%(minutes)s min", minutes=minutes)
    if days < 1:
        return visit.gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes % 60)
    if elapsed < _EXACT:
        return visit.gettext("%(days)s d %(hours)s h", days=days, hours=hours % 24)
    if days < _MANY_DAYS:
        return visit.gettext("%(days)s d", days=days)
    if days < _MANY_MONTHS * _DAYS_OF_MONTH:
        return visit.gettext("%(months)s mo", months=int(days / _DAYS_OF_MONTH))
    return visit.gettext("%(years)s y", years=int(days / _DAYS_OF_YEAR))


def say_short_time(visit: Visit, ticks: int) -> str:
    """`17:21` today, `18 Dec` this year, else with the year."""
    moment, now = _moment(visit, ticks), _moment(visit, visit.now)
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return _say_day(moment.date(), moment.year == now.year, visit.locale)


def say_moment(visit: Visit, ticks: int) -> str:
    """`18 Dec 2026, 19:00`; the days are remembered, so that a list of them costs little."""
    moment = _moment(visit, ticks)
    return f"{_say_day(moment.date(), False, visit.locale)}, {moment:%H:%M}"


def _moment(visit: Visit, ticks: int) -> datetime:
    return (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(visit.time_zone)


@lru_cache(maxsize=4096)
def _say_day(day: date, is_this_year: bool, locale: Locale) -> str:
    return format_date(day, "d MMM" if is_this_year else "d MMM y", locale=babel_locale(locale))

"""The office hours of a week as inputs of a form: `start-0` and `end-0` are Monday's, repeated
where the office opens several times a day."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from frontdesk.errors import InvalidMember
from frontdesk.response_times.office_hours import WHOLE_DAY, OfficeHours, OpenTime

DAYS: Final = range(7)
WORKDAY: Final = ("09:00", "17:00")

Span = tuple[str, str]
"""From and to, as a clock shows them; both empty: closed."""


def week_lines(hours: OfficeHours | None) -> list[list[Span]]:
    """For each day its times, and an empty one behind them. Without office hours, those that are
    usual."""
    if hours is None:
        return [[WORKDAY if day < 5 else ("", ""), ("", "")] for day in DAYS]
    return [
        [*((_clock(each.start), _clock(each.end)) for each in sorted(day)), ("", "")]
        for day in hours.week
    ]


def week_lines_sent(sent: Mapping[str, list[str]]) -> list[list[Span]]:
    return [[*_spans(sent, day), ("", "")] for day in DAYS]


def office_hours_given(hours: OfficeHours | None, usual_zone: str) -> dict[str, str]:
    """What the form's other fields begin with."""
    return {
        "has_office_hours": "on" if hours else "",
        "time_zone": hours.time_zone if hours else usual_zone,
        "holidays": "\n".join(day.isoformat() for day in hours.holidays) if hours else "",
    }


def read_office_hours(sent: Mapping[str, list[str]], time_zone: str, holidays: str) -> OfficeHours:
    """Raises InvalidMember for what no clock and no calendar shows."""
    week = tuple(tuple(_read(span) for span in _spans(sent, day)) for day in DAYS)
    days = {_read_day(text) for text in holidays.replace(",", "\n").split()}
    return OfficeHours(time_zone=time_zone, week=week, holidays=tuple(sorted(days)))


def _spans(sent: Mapping[str, list[str]], day: int) -> list[Span]:
    starts, ends = sent.get(f"start-{day}", []), sent.get(f"end-{day}", [])
    pairs = zip(starts, ends, strict=False)
    stripped = ((start.strip(), end.strip()) for start, end in pairs)
    return [(start, end) for start, end in stripped if start or end]


def _read(span: Span) -> OpenTime:
    start, end = (_minutes(text) for text in span)
    return OpenTime(start, end or WHOLE_DAY)  # midnight at its end


def _minutes(text: str) -> int:
    hour, colon, minute = text.partition(":")
    minute = minute.partition(":")[0]
    if not (colon and hour.isdigit() and minute.isdigit() and int(minute) < 60):
        raise InvalidMember("week", "expected times such as 09:00")
    return int(hour) * 60 + int(minute)


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidMember("holidays", "expected a date as yyyy-mm-dd") from None


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes % WHOLE_DAY, 60)
    return f"{hour:02}:{minute:02}"

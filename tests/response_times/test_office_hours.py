"""Time that runs only while the office is open."""

from datetime import date

import pytest

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import HOUR, MINUTE, format_ticks, parse_ticks
from frontdesk.response_times.office_hours import (
    OfficeHours,
    OpenTime,
    add_office_time,
    check_office_hours,
)

WORKDAY = (OpenTime(8 * 60, 12 * 60), OpenTime(13 * 60, 16 * 60))
WEEK = ((WORKDAY,) * 5) + ((), ())
OSLO = OfficeHours(time_zone="Europe/Oslo", week=WEEK, holidays=(date(2026, 5, 14),))
ALWAYS = OfficeHours(time_zone="Europe/Oslo", week=((OpenTime(0, 1440),),) * 7)


@pytest.mark.parametrize(
    ("start", "ticks", "end"),
    [
        ("2026-03-02T09:00:00+01:00", HOUR, "2026-03-02T09:00:00+00:00"),  # Monday, Oslo's 10:00
        ("2026-03-02T11:30:00+01:00", HOUR, "2026-03-02T12:30:00+00:00"),  # over lunch
        ("2026-03-02T11:00:00+01:00", HOUR, "2026-03-02T11:00:00+00:00"),  # to the end exactly
        ("2026-03-02T03:00:00+01:00", HOUR, "2026-03-02T08:00:00+00:00"),  # before opening
        ("2026-03-06T15:00:00+01:00", 2 * HOUR, "2026-03-09T08:00:00+00:00"),  # over the weekend
        ("2026-03-02T08:00:00+01:00", 35 * HOUR, "2026-03-06T15:00:00+00:00"),  # a whole week
        ("2026-03-27T15:00:00+01:00", 2 * HOUR, "2026-03-30T07:00:00+00:00"),  # summer time begins
        ("2026-05-13T15:30:00+02:00", HOUR, "2026-05-15T06:30:00+00:00"),  # a holiday between
        ("2026-03-01T12:00:00.0000001Z", 1, "2026-03-02T07:00:00.0000001+00:00"),  # from Sunday
        ("2026-03-02T09:00:00.0000001+01:00", MINUTE, "2026-03-02T08:01:00.0000001+00:00"),
    ],
)
def test_only_open_time_counts(start: str, ticks: int, end: str) -> None:
    assert format_ticks(add_office_time(parse_ticks(start), ticks, OSLO)) == end


@pytest.mark.parametrize("hours", [None, ALWAYS], ids=["no hours", "open day and night"])
def test_an_office_that_never_closes_counts_all_time(hours: OfficeHours | None) -> None:
    start = parse_ticks("2026-03-27T15:00:00.1234567Z")
    assert add_office_time(start, 100 * HOUR, hours) == start + 100 * HOUR


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_ends_of_the_calendar_are_no_obstacle(start: str) -> None:
    ticks = parse_ticks(start)
    assert add_office_time(ticks, HOUR, OSLO) >= ticks + HOUR


@pytest.mark.parametrize(
    ("hours", "problem"),
    [
        (OfficeHours(time_zone="Oslo", week=WEEK), "timeZone: there is no time zone Oslo"),
        (OfficeHours(time_zone="UTC", week=WEEK[:6]), "week: expected seven days"),
        (OfficeHours(time_zone="UTC", week=((),) * 7), "week: expected one day"),
        (
            OfficeHours(time_zone="UTC", week=(*WEEK[:6], (OpenTime(5, 5),))),
            r"week\[6\]\[0\]: must end later",
        ),
        (
            OfficeHours(time_zone="UTC", week=(*WEEK[:6], (OpenTime(5, 9), OpenTime(1, 6)))),
            r"week\[6\]: its times overlap",
        ),
    ],
    ids=["zone", "days", "closed", "turned", "overlap"],
)
def test_hours_that_cannot_be_are_refused(hours: OfficeHours, problem: str) -> None:
    with pytest.raises(InvalidMember, match=f"^{problem}"):
        check_office_hours(hours)

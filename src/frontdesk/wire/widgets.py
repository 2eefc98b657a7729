"""Widget schedules in the public JSON (contract section 4)."""

from typing import Annotated

from msgspec import Meta, field

from frontdesk.errors import InvalidMember
from frontdesk.tickets.document import Id, Member
from frontdesk.widgets import schedule as domain
from frontdesk.widgets.schedule import DAYS, OpenTime, TimePeriod

MOST_A_DAY = 24
TimeOfDay = Annotated[
    str,
    Meta(
        pattern="^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
        max_length=8,
        examples=["08:30:00"],
    ),
]


class OpenHours(Member, kw_only=True, frozen=True):
    start_at: TimeOfDay
    end_at: TimeOfDay

    @classmethod
    def of(cls, time: OpenTime) -> "OpenHours":
        return cls(start_at=time.start_at, end_at=time.end_at)

    def time(self) -> OpenTime:
        return OpenTime(start_at=self.start_at, end_at=self.end_at)


Day = Annotated[list[OpenHours], Meta(max_length=MOST_A_DAY)]


class Week(Member, kw_only=True, frozen=True):
    """The times of each day; a day that is left out has none."""

    monday: Day = field(default_factory=list)
    tuesday: Day = field(default_factory=list)
    wednesday: Day = field(default_factory=list)
    thursday: Day = field(default_factory=list)
    friday: Day = field(default_factory=list)
    saturday: Day = field(default_factory=list)
    sunday: Day = field(default_factory=list)

    @classmethod
    def of(cls, times: dict[str, list[OpenTime]]) -> "Week":
        return cls(**{day: [OpenHours.of(time) for time in times[day]] for day in DAYS})

    def times(self) -> dict[str, list[OpenTime]]:
        return {day: [hours.time() for hours in getattr(self, day)] for day in DAYS}


class WidgetSchedule(Member, kw_only=True, frozen=True):
    community_id: Id
    widget_id: Id
    time_period: TimePeriod
    times: list[OpenHours] | None
    custom_times: Week | None

    @classmethod
    def of(cls, schedule: domain.WidgetSchedule, *, community_id: int) -> "WidgetSchedule":
        times, custom = schedule.times, schedule.custom_times
        return cls(
            community_id=community_id,
            widget_id=schedule.widget_id,
            time_period=schedule.time_period,
            times=None if times is None else [OpenHours.of(time) for time in times],
            custom_times=None if custom is None else Week.of(custom),
        )


class ScheduleTimes(Member, kw_only=True, frozen=True):
    """`times` for `timePeriod` 1 (every day) and 2 (Monday to Friday), `customTimes` for 3."""

    time_period: TimePeriod
    times: Day | None = None
    custom_times: Week | None = None

    def schedule(self, widget_id: int) -> domain.WidgetSchedule:
        return domain.WidgetSchedule(
            widget_id=widget_id,
            time_period=self.time_period,
            times=None if self.times is None else [hours.time() for hours in self.times],
            custom_times=None if self.custom_times is None else self.custom_times.times(),
        )


class NewWidgetSchedule(ScheduleTimes, kw_only=True, frozen=True):
    widget_id: Id


class ChangedWidgetSchedule(ScheduleTimes, kw_only=True, frozen=True):
    """`widgetId` may be left out; else it must be the address's."""

    widget_id: Id | None = None

    def schedule(self, widget_id: int) -> domain.WidgetSchedule:
        """Raises InvalidMember for another `widgetId`."""
        if self.widget_id not in (None, widget_id):
            raise InvalidMember("widgetId", f"expected {widget_id}, as in the address")
        return super().schedule(widget_id)

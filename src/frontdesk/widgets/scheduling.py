"""Reading and changing widget schedules, one for each widget."""

from dataclasses import dataclass
from typing import Any, Final, LiteralString

import msgspec

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.widgets.schedule import WidgetSchedule, check_schedule


async def list_schedules(connection: Connection, community_id: int) -> list[WidgetSchedule]:
    """In the order of their widgets' ids."""
    rows = await connection.rows(
        _Row,
        """
        select widget_id, time_period, times, custom_times
        from widget_schedules
        where community_id = %(community_id)s
        order by widget_id
        """,
        {"community_id": community_id},
    )
    return [_schedule(row) for row in rows]


async def create_schedule(tx: Transaction, schedule: WidgetSchedule) -> None:
    """Raises StateConflict when the widget has one already, InvalidMember for its times."""
    check_schedule(schedule)
    cursor = await tx.connection.execute(_INSERT, _parameters(tx, schedule))
    if cursor.rowcount == 0:
        raise StateConflict(f"widget {schedule.widget_id} has a schedule already")
    await record(
        tx,
        EventName.WIDGET_SCHEDULE_CREATED,
        subject_id=schedule.widget_id,
        schedule=schedule,
    )


async def update_schedule(tx: Transaction, schedule: WidgetSchedule) -> None:
    """Raises NotFound, and InvalidMember for its times."""
    check_schedule(schedule)
    previous = await _lock_schedule(tx, schedule.widget_id)
    if schedule == previous:
        return
    await tx.connection.execute(_UPDATE, _parameters(tx, schedule))
    await record(
        tx,
        EventName.WIDGET_SCHEDULE_UPDATED,
        subject_id=schedule.widget_id,
        previous=previous,
        schedule=schedule,
    )


async def delete_schedule(tx: Transaction, widget_id: int) -> None:
    """Raises NotFound."""
    previous = await _lock_schedule(tx, widget_id)
    await tx.connection.execute(
        "delete from widget_schedules where community_id = %s and widget_id = %s",
        [tx.community_id, widget_id],
    )
    await record(tx, EventName.WIDGET_SCHEDULE_DELETED, subject_id=widget_id, previous=previous)


async def _lock_schedule(tx: Transaction, widget_id: int) -> WidgetSchedule:
    row = await tx.connection.row(
        _Row,
        """
        select widget_id, time_period, times, custom_times
        from widget_schedules
        where community_id = %(community_id)s and widget_id = %(widget_id)s
        for update
        """,
        {"community_id": tx.community_id, "widget_id": widget_id},
    )
    if row is None:
        raise NotFound(f"widget {widget_id} has no schedule")
    return _schedule(row)


@dataclass(frozen=True, kw_only=True)
class _Row:
    """As the table has it; the times are JSON."""

    widget_id: int
    time_period: int
    times: Any
    custom_times: Any


def _schedule(row: _Row) -> WidgetSchedule:
    return msgspec.convert(vars(row), WidgetSchedule)


def _parameters(tx: Transaction, schedule: WidgetSchedule) -> dict[str, object]:
    return {
        "community_id": tx.community_id,
        "widget_id": schedule.widget_id,
        "time_period": schedule.time_period.value,
        "times": _encode(schedule.times),
        "custom_times": _encode(schedule.custom_times),
    }


def _encode(times: object) -> str | None:
    return None if times is None else msgspec.json.encode(times).decode()


_INSERT: Final[LiteralString] = """
insert into widget_schedules (community_id, widget_id, time_period, times, custom_times)
values (%(community_id)s, %(widget_id)s, %(time_period)s, %(times)s, %(custom_times)s)
on conflict do nothing
"""

_UPDATE: Final[LiteralString] = """
update widget_schedules
set time_period = %(time_period)s, times = %(times)s, custom_times = %(custom_times)s
where community_id = %(community_id)s and widget_id = %(widget_id)s
"""

"""Widget schedules over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, success
from frontdesk.kit.http import HttpAnswer
from frontdesk.widgets import schedule as domain
from frontdesk.widgets import scheduling
from frontdesk.wire.widgets import ChangedWidgetSchedule, NewWidgetSchedule, WidgetSchedule


async def list_schedules(call: Call) -> HttpAnswer:
    """The schedules of all widgets, in the order of the widgets' ids."""
    async with call.reading() as connection:
        found = await scheduling.list_schedules(connection, call.community_id)
    return success([_shown(call, schedule) for schedule in found])


async def create_schedule(call: Call) -> HttpAnswer:
    """Gives a widget its schedule. The answer is 409 when it has one already.

    `timePeriod` 1 (every day) and 2 (Monday to Friday) take `times`, 3 takes `customTimes`; the
    other one is null. Times of one day do not overlap; there are at most 24.
    """
    body: NewWidgetSchedule = call.body
    schedule = body.schedule(body.widget_id)
    async with call.writing() as tx:
        await scheduling.create_schedule(tx, schedule)
    return success(_shown(call, schedule))


async def update_schedule(call: Call) -> HttpAnswer:
    """Replaces a widget's schedule."""
    body: ChangedWidgetSchedule = call.body
    schedule = body.schedule(call.path["widgetId"])
    async with call.writing() as tx:
        await scheduling.update_schedule(tx, schedule)
    return success(_shown(call, schedule))


async def delete_schedule(call: Call) -> HttpAnswer:
    """Takes a widget's schedule away."""
    async with call.writing() as tx:
        await scheduling.delete_schedule(tx, call.path["widgetId"])
    return DONE


def _shown(call: Call, schedule: domain.WidgetSchedule) -> WidgetSchedule:
    return WidgetSchedule.of(schedule, community_id=call.community_id)

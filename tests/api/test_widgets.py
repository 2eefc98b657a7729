"""Widget schedules over HTTP."""

from typing import Any

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.people.enums import Role
from frontdesk.widgets.schedule import DAYS
from tests.desk import Desk, data_of, fault_of, open_desk

PATH = "/widgets/schedules"


def hours(start: str, end: str) -> dict[str, str]:
    return {"startAt": start, "endAt": end}


MORNING = hours("08:00:00", "12:00:00")
AFTERNOON = hours("12:00:00", "17:30:00")
WEEKDAYS = {"timePeriod": 2, "times": [AFTERNOON, MORNING]}


async def test_a_schedule_from_its_making_to_its_end(acme: Desk) -> None:
    created = data_of(await acme.post(PATH, {"widgetId": 7, **WEEKDAYS}))

    assert list(created.items()) == [
        ("communityId", acme.community.community_id),
        ("widgetId", 7),
        ("timePeriod", 2),
        ("times", [AFTERNOON, MORNING]),
        ("customTimes", None),
    ]
    assert await acme.read(PATH) == [created]
    custom = {"timePeriod": 3, "times": None, "customTimes": {"monday": [MORNING]}}
    changed = data_of(await acme.client.put(f"{PATH}/7", json=custom))
    assert changed["times"] is None
    assert list(changed["customTimes"]) == list(DAYS)
    assert changed["customTimes"]["monday"] == [MORNING]
    assert changed["customTimes"]["sunday"] == []
    assert await acme.read(PATH) == [changed]
    data_of(await acme.client.put(f"{PATH}/7", json=custom | {"widgetId": 7}))
    assert len(await acme.events("widget_schedule_updated")) == 1
    assert data_of(await acme.client.delete(f"{PATH}/7")) == {}
    assert await acme.read(PATH) == []
    assert fault_of(await acme.client.delete(f"{PATH}/7")) == (404, "widget 7 has no schedule")


async def test_schedules_are_listed_by_widget(acme: Desk) -> None:
    for widget in (9, 3):
        data_of(await acme.post(PATH, {"widgetId": widget, "timePeriod": 1, "times": []}))
    assert [each["widgetId"] for each in await acme.read(PATH)] == [3, 9]


async def test_a_widget_has_one_schedule(acme: Desk) -> None:
    data_of(await acme.post(PATH, {"widgetId": 7, **WEEKDAYS}))
    again = await acme.post(PATH, {"widgetId": 7, "timePeriod": 1, "times": []})
    assert fault_of(again) == (409, "widget 7 has a schedule already")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, "timePeriod: is required"),
        ({"timePeriod": 4, "times": []}, "timePeriod: unknown value 4; possible: 1, 2, 3"),
        ({"timePeriod": 1}, "times: is required for timePeriod 1"),
        ({"timePeriod": 3, "times": []}, "customTimes: is required for timePeriod 3"),
        (
            {"timePeriod": 3, "times": [], "customTimes": {}},
            "times: must be null for timePeriod 3",
        ),
        (
            {"timePeriod": 2, "times": [], "customTimes": {}},
            "customTimes: must be null for timePeriod 2",
        ),
        (
            {"timePeriod": 1, "times": [hours("10:00:00", "10:00:00")]},
            "times[0].endAt: must be later than startAt",
        ),
        (
            {"timePeriod": 1, "times": [AFTERNOON, hours("11:00:00", "12:00:01")]},
            "times[0]: overlaps times[1]",
        ),
        (
            {"timePeriod": 3, "customTimes": {"friday": [MORNING, MORNING]}},
            "customTimes.friday[1]: overlaps customTimes.friday[0]",
        ),
        ({"timePeriod": 3, "customTimes": {"someday": []}}, "customTimes.someday: no such member"),
        ({"timePeriod": 1, "times": [{"startAt": "10:00:00"}]}, "times[0].endAt: is required"),
        ({"timePeriod": 1, "times": [MORNING] * 25}, "times: expected an array of length at most"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(
    acme: Desk, body: dict[str, Any], fault: str
) -> None:
    for answer in (
        await acme.post(PATH, {"widgetId": 7, **body}),
        await acme.client.put(f"{PATH}/7", json=body),
    ):
        status, text = fault_of(answer)
        assert status == 400
        assert text.startswith(fault)
    assert await acme.read(PATH) == []


@pytest.mark.parametrize(
    "time", ["24:00:00", "8:00:00", "08:00", "08:60:00", "08:00:60", "08:00:00\n", "٠٨:00:00", ""]
)
async def test_a_time_that_is_none_is_refused_by_name(acme: Desk, time: str) -> None:
    body = {"widgetId": 7, "timePeriod": 1, "times": [hours(time, "23:59:59")]}
    status, text = fault_of(await acme.post(PATH, body))
    assert status == 400
    assert text.startswith("times[0].startAt: expected a string")


async def test_the_widget_is_named_once_and_the_same(acme: Desk) -> None:
    assert fault_of(await acme.post(PATH, WEEKDAYS)) == (400, "widgetId: is required")
    data_of(await acme.post(PATH, {"widgetId": 7, **WEEKDAYS}))
    other = await acme.client.put(f"{PATH}/7", json={"widgetId": 8, **WEEKDAYS})
    assert fault_of(other) == (400, "widgetId: expected 7, as in the address")


async def test_anothers_schedule_answers_as_one_that_is_not_there(acme: Desk, globex: Desk) -> None:
    data_of(await globex.post(PATH, {"widgetId": 7, **WEEKDAYS}))

    missing = (404, "widget 7 has no schedule")
    assert fault_of(await acme.client.put(f"{PATH}/7", json=WEEKDAYS)) == missing
    assert fault_of(await acme.client.delete(f"{PATH}/7")) == missing
    assert await acme.read(PATH) == []
    data_of(await acme.post(PATH, {"widgetId": 7, "timePeriod": 1, "times": []}))
    assert [each["timePeriod"] for each in await globex.read(PATH)] == [2]


@pytest.mark.parametrize("role", [Role.READ_ONLY_USER, Role.AGENT])
async def test_only_admins_change_schedules(
    database: Database, address: DatabaseAddress, server_url: str, role: Role
) -> None:
    async with open_desk(database, address, server_url, "readers", role) as desk:
        assert await desk.read(PATH) == []
        refusal = (403, f"the role {role} may not change settings")
        assert fault_of(await desk.post(PATH, {"widgetId": 7, **WEEKDAYS})) == refusal
        assert fault_of(await desk.client.put(f"{PATH}/7", json=WEEKDAYS)) == refusal
        assert fault_of(await desk.client.delete(f"{PATH}/7")) == refusal

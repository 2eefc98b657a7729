"""Settings: canned answers, and when tickets expire."""

import re
from datetime import date

import pytest

from frontdesk.canned_answers.answer import list_answers
from frontdesk.kit.clock import DAY, HOUR
from frontdesk.response_times.office_hours import OfficeHours, OpenTime
from frontdesk.response_times.rules import ResponseRules, load_rules
from tests.desk import Desk, data_of
from tests.inbox.browser import HTMX, Browser, Fields, location
from tests.team import looking

HOME = "/settings/canned-answers"
LOST = "Its categories are deleted"
THANKS = {"title": "Thanks", "shortcut": "thx", "text": "Dear {{customer.first_name|customer}}"}


async def answers(desk: Desk, browser: Browser) -> list[tuple[str, str | None, str, bool]]:
    assert browser.person_id is not None
    async with looking(desk) as (connection, community_id):
        found = await list_answers(connection, community_id, browser.person_id)
    return [(each.title, each.shortcut, each.html, each.owner_id is None) for each in found]


async def test_an_answer_is_everybodys(acme: Desk, admin: Browser) -> None:
    text = THANKS["text"] + "\n<3"
    answer = await admin.submit("/settings/canned-answers/new", THANKS | {"text": text})
    assert location(answer) == admin.address("/settings/canned-answers")
    html = "Dear {{customer.first_name|customer}}<br>&lt;3"
    assert await answers(acme, admin) == [("Thanks", "thx", html, True)]
    page = await admin.read("/settings/canned-answers")
    [path] = set(re.findall(r"/settings/canned-answers/\d+", page))
    assert "&lt;3" in await admin.read(path)
    await admin.submit(path, {"title": "Thank you"}, action=path)
    assert await answers(acme, admin) == [("Thank you", "thx", html, True)]
    await admin.submit(f"{path}/delete")
    assert await answers(acme, admin) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"text": " "}, "Use 1 to 50000 characters."),
        ({"shortcut": "two words"}, "Use one word of at most 50 letters."),
        ({"text": "{{customer.age}}"}, "There is no placeholder {{customer.age}}."),
    ],
)
async def test_what_is_wrong_with_an_answer_is_said(
    admin: Browser, fields: dict[str, str], said: str
) -> None:
    answer = await admin.submit("/settings/canned-answers/new", THANKS | fields)
    assert (answer.status_code, said in answer.text) == (422, True)


async def test_a_preview_fills_in_what_it_would_not_run(admin: Browser) -> None:
    path = "/settings/canned-answers/preview"
    answer = await admin.post(path, {"text": "Hei {{customer.name}} <script>"}, headers=HTMX)
    assert answer.text.strip() == "Hei Kari Nordmann &lt;script&gt;"
    fields = {"text": "<b>Hi</b><script>alert(1)</script>", "is_html": "on"}
    answer = await admin.post(path, fields, headers=HTMX)
    assert answer.text.strip() == "<b>Hi</b>"
    answer = await admin.post(path, {"text": "{{x}}"}, headers=HTMX)
    assert "There is no placeholder {{x}}." in answer.text


WEEK: Fields = {
    "amount": "4",
    "unit": "hours",
    "statuses": ["open"],
    "has_office_hours": "on",
    "time_zone": "Europe/Oslo",
    **{name: "" for day in range(1, 7) for name in (f"start-{day}", f"end-{day}")},
    "start-0": ["08:00", "13:00", ""],
    "end-0": ["12:00", "00:00", ""],
    "holidays": "2026-12-24\n2026-12-25",
}


async def rules(desk: Desk) -> ResponseRules:
    async with looking(desk) as (connection, community_id):
        return await load_rules(connection, community_id)


async def test_office_hours_are_kept_as_they_are_typed(acme: Desk, admin: Browser) -> None:
    await admin.submit("/settings/categories/new", {"name": "Orders"})
    [category] = await acme.read("/categories")
    times: Fields = {
        "category": [str(category["id"]), ""],
        "category_amount": ["3", ""],
        "category_unit": ["days", "hours"],
    }
    answer = await admin.post("/settings/response-time", {**WEEK, **times})
    assert location(answer) == admin.address("/settings/response-time")
    kept = ResponseRules(
        response_time=4 * HOUR,
        statuses=("open",),
        office_hours=OfficeHours(
            time_zone="Europe/Oslo",
            week=((OpenTime(480, 720), OpenTime(780, 1440)), *[()] * 6),
            holidays=(date(2026, 12, 24), date(2026, 12, 25)),
        ),
        category_times={category["id"]: 3 * DAY},
    )
    assert await rules(acme) == kept
    answer = await admin.submit("/settings/response-time")
    assert location(answer) == admin.address("/settings/response-time")
    assert "Nothing was changed." in await admin.read("/settings/response-time")
    assert await rules(acme) == kept


async def test_without_anything_ticked_time_runs_and_nothing_expires(
    acme: Desk, admin: Browser
) -> None:
    await admin.post("/settings/response-time", {"amount": "90", "unit": "minutes"})
    assert await rules(acme) == ResponseRules(response_time=3 * HOUR // 2, statuses=())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "0"}, "Use one minute at least and 366 days at most."),
        ({"amount": "soon"}, "Use a whole number."),
        ({"start-0": "", "end-0": ""}, "Let the office open on one day at least."),
        ({"start-0": "12:00", "end-0": "08:00"}, "A time must end later than it starts."),
        ({"start-0": ["08:00", "09:00"], "end-0": ["10:00", "11:00"]}, "must not overlap"),
        ({"start-0": "8", "end-0": "10:00"}, "Give each time as on a clock"),
        ({"holidays": "Christmas"}, "Use a date, such as 2026-03-31."),
        ({"time_zone": "Mars"}, "There is no time zone of this name."),
    ],
)
async def test_what_is_wrong_with_the_rules_is_said(
    acme: Desk, admin: Browser, fields: Fields, said: str
) -> None:
    answer = await admin.post("/settings/response-time", {**WEEK, **fields})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert (await rules(acme)).response_time == DAY


async def test_an_answer_whose_category_is_deleted_says_so(acme: Desk, admin: Browser) -> None:
    categories = [
        str(data_of(await acme.post("/categories", {"name": name}))["id"])
        for name in ("Orders", "Returns")
    ]
    form = THANKS | {"category_ids": categories}
    await admin.submit("/settings/canned-answers/new", form)
    [path] = set(re.findall(r"/settings/canned-answers/\d+", await admin.read(HOME)))
    await acme.client.delete(f"/categories/{categories[0]}")
    assert ("Returns" in await admin.read(HOME), LOST in await admin.read(path)) == (True, False)
    await acme.client.delete(f"/categories/{categories[1]}")
    assert "<span>deleted</span>" in await admin.read(HOME)
    assert LOST in await admin.read(path)
    assert location(await admin.submit(path, {"category_ids": []}, action=path))
    assert "<span>deleted</span>" not in await admin.read(HOME)
    assert LOST not in await admin.read(path)

"""Settings: custom fields and tags."""

from typing import Any

import pytest

from tests.desk import Desk, data_of
from tests.inbox.browser import Browser, Fields, location
from tests.team import open_ticket

SIZES: Fields = {"name": "Size", "type": "dropdown", "order": "1", "more_values": "S\nM\r\nL\n"}


async def add(desk: Desk, browser: Browser, fields: Fields) -> Any:
    answer = await browser.post("/settings/fields", fields)
    assert location(answer) == browser.address("/settings/fields")
    return (await desk.read("/customFields"))[-1]


async def test_a_field_is_made_from_its_type(acme: Desk, admin: Browser) -> None:
    assert "type=dropdown" in await admin.read("/settings/fields/new")
    answer = await admin.submit(
        "/settings/fields/new?type=dropdown", {"name": "Size", "more_values": "S\nM"}
    )
    assert location(answer) == admin.address("/settings/fields")
    [field] = await acme.read("/customFields")
    values = [each["value"] for each in field["possibleValues"]]
    assert (field["name"], field["type"], values) == ("Size", "dropdown", ["S", "M"])
    assert "Size" in await admin.read("/settings/fields")


async def test_values_are_renamed_moved_and_added(acme: Desk, admin: Browser) -> None:
    field = await add(acme, admin, SIZES)
    ticket_id = await open_ticket(acme, customFields=[{"id": field["id"], "value": "S"}])
    path = f"/settings/fields/{field['id']}"
    changed = {"value-1": "Small", "place-1": "9", "value-2": "", "more_values": "XL"}
    answer = await admin.submit(path, changed, action=path)
    assert location(answer) == admin.address("/settings/fields")
    [field] = await acme.read("/customFields")
    assert [each["value"] for each in field["possibleValues"]] == ["L", "Small", "XL"]
    ticket = await acme.read(f"/tickets/{ticket_id}")
    assert [each["value"] for each in ticket["customFields"]] == ["Small"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"more_values": ""}, "This type needs one value at least."),
        ({"type": "text"}, "This type has no list of values: empty it first."),
        ({"default_value": "XXL"}, "Choose one of the list."),
        ({"order": "first"}, "Use a whole number."),
    ],
)
async def test_what_is_wrong_with_a_field_is_said(
    admin: Browser, fields: dict[str, str], said: str
) -> None:
    answer = await admin.post("/settings/fields", {**SIZES, **fields})
    assert (answer.status_code, said in answer.text) == (422, True)


async def test_deleting_a_field_says_how_many_tickets_lose_a_value(
    acme: Desk, admin: Browser
) -> None:
    field = await add(acme, admin, SIZES)
    await open_ticket(acme, customFields=[{"id": field["id"], "value": "S"}])
    page = f"/settings/fields/{field['id']}/delete"
    assert "1 ticket has a value of it" in await admin.read(page)
    await admin.submit(page)
    assert await acme.read("/customFields") == []
    assert "No custom fields yet" in await admin.read("/settings/fields")


async def tagged(desk: Desk, *names: str) -> int:
    ticket_id = await open_ticket(desk)
    data_of(await desk.client.put(f"/tickets/{ticket_id}/tags", json=list(names)))
    return ticket_id


async def tag_page(browser: Browser, name: str) -> str:
    page = await browser.read(f"/settings/tags?words={name}")
    return "/settings/tags/" + page.partition("/settings/tags/")[2].partition('"')[0]


async def test_a_tag_is_renamed(acme: Desk, admin: Browser) -> None:
    ticket_id = await tagged(acme, "urgnet")
    path = await tag_page(admin, "urgnet")
    assert "On 1 ticket" in await admin.read(path)
    answer = await admin.submit(path, {"name": "urgent"}, action=path)
    assert location(answer) == admin.address("/settings/tags")
    assert (await acme.read(f"/tickets/{ticket_id}"))["tags"] == ["urgent"]


async def test_a_tag_is_merged_after_a_question(acme: Desk, admin: Browser) -> None:
    ticket_id = await tagged(acme, "urgnet", "urgent")
    path = await tag_page(admin, "urgnet")
    answer = await admin.submit(path, {"name": "urgent"}, action=path)
    assert (answer.status_code, "Merge the two instead" in answer.text) == (422, True)
    answer = await admin.get(f"{path}/merge?into=nothing")
    assert (answer.status_code, "no other tag" in answer.text) == (422, True)
    answer = await admin.submit(f"{path}/merge?into=urgent")
    assert location(answer) == admin.address("/settings/tags")
    assert (await acme.read(f"/tickets/{ticket_id}"))["tags"] == ["urgent"]


async def test_a_tag_is_deleted_after_a_question(acme: Desk, admin: Browser) -> None:
    ticket_id = await tagged(acme, "old")
    path = await tag_page(admin, "old")
    await admin.submit(f"{path}/delete")
    assert (await acme.read(f"/tickets/{ticket_id}"))["tags"] == []
    assert "No tags yet" in await admin.read("/settings/tags")
    assert "No such tag" in await admin.read("/settings/tags?words=old")

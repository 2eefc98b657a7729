"""Settings of the team: who comes in, changes, goes; groups and what they see."""

import re

import pytest

from tests.desk import Desk
from tests.inbox.browser import HTMX, Browser, location
from tests.team import open_ticket

IDA = {"name": "Ida Berg", "email": "ida@acme.example", "role": "agent"}


async def id_of(desk: Desk, email: str) -> str:
    found = {mate["email"]: mate["id"] for mate in await desk.read("/Teammates")}
    return str(found[email])


async def invite(browser: Browser) -> str:
    """The path of the set-up link, below the community."""
    answer = await browser.submit("/settings/teammates/new", IDA)
    assert answer.status_code == 200, answer.text
    [path] = re.findall(r"/inbox/[^/]+(/welcome/[\w-]+)", answer.text)
    return str(path)


async def test_whoever_is_invited_chooses_a_password(admin: Browser, anybody: Browser) -> None:
    path = await invite(admin)
    page = await admin.read("/settings/teammates")
    assert ("Ida Berg" in page, "invited" in page, path in page) == (True, True, False)
    answer = await anybody.submit(path, {"password": "a long enough one"})
    assert location(answer) == anybody.address("")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"email": "ida"}, "This is not an e-mail address."),
        ({"email": "ada@acme.example"}, "has the e-mail address ada@acme.example already."),
        ({"role": "king"}, "Choose one of the list."),
    ],
)
async def test_what_is_wrong_is_said_and_the_rest_kept(
    admin: Browser, fields: dict[str, str], said: str
) -> None:
    wanted = {**IDA, "name": "Ida Bergström"} | fields
    answer = await admin.submit("/settings/teammates/new", wanted)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert wanted["name"] in answer.text


async def test_htmx_gets_the_form_alone(admin: Browser) -> None:
    answer = await admin.submit("/settings/teammates/new", IDA | {"email": "x"}, headers=HTMX)
    assert (answer.status_code, "<html" in answer.text) == (422, False)
    assert "This is not an e-mail address." in answer.text


async def test_a_teammate_changes_with_their_groups(acme: Desk, admin: Browser) -> None:
    await invite(admin)
    await admin.submit("/settings/groups/new", {"name": "First line"})
    path = f"/settings/teammates/{await id_of(acme, 'ida@acme.example')}"
    [group] = await acme.read("/UserGroups")
    answer = await admin.submit(
        path,
        {"name": "Ida Lund", "role": "read_only_user", "group_ids": [str(group["id"])]},
        action=path,
    )
    assert location(answer) == admin.address("/settings/teammates")
    assert "Ida Lund is saved." in await admin.read("/settings/teammates")
    [mate] = await acme.read("/Teammates", group=group["id"])
    assert (mate["name"], mate["role"]) == ("Ida Lund", "read_only_user")


async def test_nobody_takes_the_settings_from_themselves(acme: Desk, admin: Browser) -> None:
    path = f"/settings/teammates/{admin.person_id}"
    form = {"name": "Ada Admin", "email": "ada@acme.example", "role": "agent"}
    answer = await admin.post(path, form)
    assert (answer.status_code, "ask another administrator" in answer.text) == (422, True)
    answer = await admin.post(f"{path}/remove")
    assert (answer.status_code, "You cannot remove yourself" in answer.text) == (422, True)
    assert "Remove…" not in await admin.read(path)


async def test_what_removing_does_is_said_before(acme: Desk, admin: Browser) -> None:
    await invite(admin)
    mate_id = await id_of(acme, "ida@acme.example")
    ticket_id = await open_ticket(acme)
    await acme.client.patch(
        f"/tickets/{ticket_id}/Assignee", json={"assigneeId": mate_id, "previousAssigneeId": None}
    )
    page = f"/settings/teammates/{mate_id}/remove"
    assert "ticket is assigned to them" in await admin.read(page)
    answer = await admin.submit(page)
    assert location(answer) == admin.address("/settings/teammates")
    assert "Ida Berg" not in [mate["name"] for mate in await acme.read("/Teammates")]
    assert (await admin.get(page)).status_code == 404


async def test_a_new_link_takes_the_place_of_the_former(
    acme: Desk, admin: Browser, anybody: Browser
) -> None:
    former = await invite(admin)
    path = f"/settings/teammates/{await id_of(acme, 'ida@acme.example')}"
    answer = await admin.submit(path, action=f"{path}/link")
    [link] = re.findall(r"/inbox/[^/]+(/welcome/[\w-]+)", answer.text)
    assert (await anybody.get(former)).status_code == 404
    assert (await anybody.get(link)).status_code == 200


async def test_groups_have_members_and_categories(acme: Desk, admin: Browser) -> None:
    await admin.submit("/settings/categories/new", {"name": "Orders"})
    [category] = await acme.read("/categories")
    answer = await admin.submit(
        "/settings/groups/new",
        {
            "name": "First line",
            "member_ids": [str(admin.person_id)],
            "category_ids": [str(category["id"])],
        },
    )
    assert location(answer) == admin.address("/settings/groups")
    page = await admin.read("/settings/groups")
    assert all(text in page for text in ("First line", "Ada Admin", "Orders"))
    [group] = await acme.read("/UserGroups")
    await admin.submit(f"/settings/groups/{group['id']}/delete")
    assert await acme.read("/UserGroups") == []


async def test_others_find_no_way_in(agent: Browser, admin: Browser) -> None:
    assert "/settings" not in await agent.read("/account")
    assert "/settings" in await admin.read("/account")
    assert (await agent.get("/settings/teammates")).status_code == 403

"""User groups over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.people.enums import Role
from tests.desk import Desk, assert_documents_true, data_of, fault_of, open_desk


async def add(desk: Desk, name: str, **members: Any) -> int:
    return int(data_of(await desk.post("/UserGroups", {"name": name, **members}))["id"])


async def add_teammate(desk: Desk, email: str = "ida@example.com") -> str:
    body = {"name": "Ida", "email": email, "role": "agent"}
    return str(data_of(await desk.post("/Teammates", body))["id"])


async def add_category(desk: Desk) -> int:
    return int(data_of(await desk.post("/categories", {"name": "Orders"}))["id"])


async def test_a_group_from_its_making_to_its_end(acme: Desk) -> None:
    ida, category = await add_teammate(acme), await add_category(acme)
    group = data_of(
        await acme.post(
            "/UserGroups", {"name": " Second line ", "memberIds": [ida], "categoryIds": [category]}
        )
    )
    path = f"/UserGroups/{group['id']}"

    assert group == {"id": group["id"], "name": "Second line"}
    assert await acme.read("/UserGroups") == [group]
    renamed = data_of(await acme.client.put(path, json={"name": "Specialists"}))
    assert renamed == {"id": group["id"], "name": "Specialists"}
    assert data_of(await acme.client.delete(path)) == {}
    assert await acme.read("/UserGroups") == []
    assert fault_of(await acme.client.delete(path))[0] == 404
    assert [each["id"] for each in await acme.read("/Teammates")] == [ida]
    await assert_documents_true(acme)


async def test_the_journal_holds_members_and_categories(acme: Desk) -> None:
    ida, category = await add_teammate(acme), await add_category(acme)
    group = await add(acme, "First line", memberIds=[ida], categoryIds=[category])
    bodies: list[dict[str, Any]] = [
        {"name": "First line"},
        {"name": "First line", "memberIds": None, "categoryIds": []},
        {"name": "First line", "memberIds": [], "categoryIds": []},
    ]
    for body in bodies:
        data_of(await acme.client.put(f"/UserGroups/{group}", json=body))

    [created] = await acme.events("user_group_created")
    assert created.data["group"] == {
        "name": "First line",
        "member_ids": [ida],
        "category_ids": [category],
    }
    updates = [event.data["group"] for event in await acme.events("user_group_updated")]
    assert [each["category_ids"] for each in updates] == [[], []]
    assert [each["member_ids"] for each in updates] == [[ida], []]


async def test_groups_are_listed_in_alphabetical_order(acme: Desk) -> None:
    for name in ("Billing", "Alarms"):
        await add(acme, name)
    assert [each["name"] for each in await acme.read("/UserGroups")] == ["Alarms", "Billing"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, "name: is required"),
        ({"name": " "}, "name: must not be blank"),
        ({"name": "x", "memberIds": ["x"]}, "memberIds[0]: Invalid UUID"),
        ({"name": "x", "categoryIds": [0]}, "categoryIds[0]: expected an integer of at least 1"),
        ({"name": "x", "categoryIds": [9]}, "categoryIds[0]: no category has the id 9"),
        ({"name": "x", "id": 3}, "id: no such member here"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(
    acme: Desk, body: dict[str, Any], fault: str
) -> None:
    group = await add(acme, "Group")

    assert fault_of(await acme.post("/UserGroups", body)) == (400, fault)
    put = await acme.client.put(f"/UserGroups/{group}", json=body)
    assert fault_of(put) == (400, fault)
    assert [each["name"] for each in await acme.read("/UserGroups")] == ["Group"]


async def test_an_unknown_member_is_named_by_its_place(acme: Desk) -> None:
    ida, nobody = await add_teammate(acme), str(uuid4())
    body = {"name": "x", "memberIds": [ida, nobody]}

    answer = await acme.post("/UserGroups", body)

    assert fault_of(answer) == (400, f"memberIds[1]: no teammate has the id {nobody}")
    assert await acme.read("/UserGroups") == []


async def test_anothers_group_answers_as_one_that_is_not_there(acme: Desk, globex: Desk) -> None:
    group = await add(globex, "Theirs")
    ida, category = await add_teammate(globex), await add_category(globex)

    missing = (404, f"no user group has the id {group}")
    assert fault_of(await acme.client.put(f"/UserGroups/{group}", json={"name": "x"})) == missing
    assert fault_of(await acme.client.delete(f"/UserGroups/{group}")) == missing
    members = await acme.post("/UserGroups", {"name": "x", "memberIds": [ida]})
    assert fault_of(members) == (400, f"memberIds[0]: no teammate has the id {ida}")
    categories = await acme.post("/UserGroups", {"name": "x", "categoryIds": [category]})
    assert fault_of(categories) == (400, f"categoryIds[0]: no category has the id {category}")
    assert await acme.read("/UserGroups") == []
    assert len(await globex.read("/UserGroups")) == 1


@pytest.mark.parametrize("role", [Role.READ_ONLY_USER, Role.AGENT])
async def test_only_admins_change_groups(
    database: Database, address: DatabaseAddress, server_url: str, role: Role
) -> None:
    async with open_desk(database, address, server_url, "readers", role) as desk:
        assert await desk.read("/UserGroups") == []
        refusal = (403, f"the role {role} may not change settings")
        assert fault_of(await desk.post("/UserGroups", {"name": "x"})) == refusal
        assert fault_of(await desk.client.put("/UserGroups/1", json={"name": "x"})) == refusal
        assert fault_of(await desk.client.delete("/UserGroups/1")) == refusal

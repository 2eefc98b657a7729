"""Categories over HTTP."""

import asyncio
from typing import Any

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.people.enums import Role
from frontdesk.tickets.assembling import store_documents
from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk, assert_documents_true, data_of, fault_of, open_desk

CATEGORY = 15597
"""The category of the reference's tickets."""


async def add(desk: Desk, name: str, parent: int | None = None, **flags: Any) -> int:
    body = {"name": name, "parentId": parent, **flags}
    return int(data_of(await desk.post("/categories", body))["id"])


async def put(desk: Desk, category_id: int, **body: Any) -> Any:
    return data_of(await desk.client.put(f"/categories/{category_id}", json=body))


def names(categories: list[Any]) -> list[Any]:
    """A tree as nested lists of names."""
    return [
        [each["name"], names(each["children"])] if each["children"] else each["name"]
        for each in categories
    ]


async def test_a_new_category_has_the_documented_members_in_their_order(acme: Desk) -> None:
    answer = await acme.post("/categories", {"name": " Orders "})

    category = data_of(answer)
    assert list(category.items()) == [
        ("autoArchive", False),
        ("canBeChosen", True),
        ("children", []),
        ("id", category["id"]),
        ("isHidden", False),
        ("isMuted", False),
        ("name", "Orders"),
        ("parentId", None),
    ]
    assert await acme.read(f"/categories/{category['id']}") == category
    [event] = await acme.events("category_created")
    assert event.subject_id == str(category["id"])
    assert event.actor_id == acme.community.api_user_id


async def test_the_tree_is_listed_without_hidden_branches(acme: Desk) -> None:
    orders = await add(acme, "Orders")
    internal = await add(acme, "Internal", orders, isHidden=True)
    await add(acme, "Below internal", internal)
    await add(acme, "Returns", orders)
    await add(acme, "Billing")

    assert names(await acme.read("/categories")) == ["Billing", ["Orders", ["Returns"]]]
    everything = ["Billing", ["Orders", [["Internal", ["Below internal"]], "Returns"]]]
    assert names(await acme.read("/categories", includeHidden="true")) == everything


async def test_subcategories_come_without_children(acme: Desk) -> None:
    orders = await add(acme, "Orders")
    internal = await add(acme, "Internal", orders, isHidden=True)
    await add(acme, "Below internal", internal)
    await add(acme, "Returns", orders)

    below = f"/categories/{orders}/subcategories"
    assert [each["name"] for each in await acme.read(below)] == ["Returns"]
    shown = await acme.read(below, includeHidden="true")
    assert [each["name"] for each in shown] == ["Internal", "Returns"]
    assert all("children" not in each and each["parentId"] == orders for each in shown)
    assert await acme.read(f"/categories/{internal}/subcategories") == []
    [root] = await acme.read("/categories/subcategories")
    assert (root["id"], "children" in root) == (orders, False)


async def test_a_hidden_category_is_found_by_its_id(acme: Desk) -> None:
    internal = await add(acme, "Internal", isHidden=True)
    await add(acme, "Below internal", internal)

    assert names([await acme.read(f"/categories/{internal}")]) == ["Internal"]
    whole = await acme.read(f"/categories/{internal}", includeHidden="true")
    assert names([whole]) == [["Internal", ["Below internal"]]]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, "name: is required"),
        ({"name": None}, "name: expected a string, got null"),
        ({"name": ""}, "name: expected a string of length at least 1"),
        ({"name": "  "}, "name: must not be blank"),
        ({"name": "x" * 201}, "name: expected a string of length at most 200"),
        ({"name": "x", "parentId": 4}, "parentId: no category has the id 4"),
        ({"name": "x", "isHidden": 1}, "isHidden: expected a boolean, got an integer"),
        ({"name": "x", "children": []}, "children: no such member here"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(
    acme: Desk, body: dict[str, Any], fault: str
) -> None:
    category = await add(acme, "Orders")

    assert fault_of(await acme.post("/categories", body)) == (400, fault)
    put = await acme.client.put(f"/categories/{category}", json=body)
    assert fault_of(put) == (400, fault)
    assert names(await acme.read("/categories")) == ["Orders"]


async def test_a_wrong_parameter_is_refused_by_name(acme: Desk) -> None:
    answer = await acme.client.get("/categories", params={"includeHidden": "perhaps"})
    assert fault_of(answer)[0] == 400
    assert fault_of(answer)[1].startswith("includeHidden:")


async def test_a_category_cannot_stand_below_itself(acme: Desk) -> None:
    top = await add(acme, "Top")
    middle = await add(acme, "Middle", top)
    bottom = await add(acme, "Bottom", middle)

    for parent in (top, middle, bottom):
        answer = await acme.client.put(
            f"/categories/{top}", json={"name": "Top", "parentId": parent}
        )
        assert fault_of(answer) == (400, "parentId: a category cannot stand below itself")
    await put(acme, bottom, name="Bottom", parentId=top)
    assert names(await acme.read("/categories")) == [["Top", ["Bottom", "Middle"]]]


async def test_moves_at_the_same_time_make_no_cycle(acme: Desk) -> None:
    one, two = await add(acme, "One"), await add(acme, "Two")

    answers = await asyncio.gather(
        acme.client.put(f"/categories/{one}", json={"name": "One", "parentId": two}),
        acme.client.put(f"/categories/{two}", json={"name": "Two", "parentId": one}),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 400]


async def test_a_tree_has_at_most_twenty_levels(acme: Desk) -> None:
    parent = None
    for level in range(20):
        parent = await add(acme, f"Level {level + 1}", parent)
    loose = await add(acme, "Loose")
    fault = (400, "parentId: a tree of categories has at most 20 levels")

    assert fault_of(await acme.post("/categories", {"name": "x", "parentId": parent})) == fault
    moved = await acme.client.put(f"/categories/{loose}", json={"name": "x", "parentId": parent})
    assert fault_of(moved) == fault


async def test_a_new_name_shows_in_all_tickets_and_nowhere_else(acme: Desk) -> None:
    await acme.load(example_tickets())
    before = {ticket["id"]: ticket for ticket in await acme.list_tickets()}
    holders = await acme.listed_ids(categoryId=CATEGORY)
    assert holders

    await put(acme, CATEGORY, name='New "name" \\ ☃')

    after = {ticket["id"]: ticket for ticket in await acme.list_tickets()}
    for ticket_id in holders:
        before[ticket_id]["category"]["name"] = 'New "name" \\ ☃'
    assert after == before
    await assert_documents_true(acme)
    [event] = await acme.events("category_updated")
    assert event.data["category"]["name"] == 'New "name" \\ ☃'


async def test_a_text_that_looks_like_the_category_stays(acme: Desk) -> None:
    [ticket, *_] = example_tickets()
    await acme.load([ticket])
    assert ticket.category is not None
    name = ticket.category.name
    answer = await acme.client.put(
        f"/tickets/{ticket.id}/tags", json=[f'"category":{{"id":{CATEGORY},"name":"{name}"}}']
    )
    data_of(answer)

    await put(acme, CATEGORY, name="Other")

    [shown] = await acme.list_tickets()
    assert shown["tags"] == [f'"category":{{"id":{CATEGORY},"name":"{name}"}}']
    assert shown["category"]["name"] == "Other"
    await assert_documents_true(acme)


async def test_muting_shows_in_tickets_that_are_not_muted_themselves(acme: Desk) -> None:
    await acme.load(example_tickets())
    holders = await acme.listed_ids(categoryId=CATEGORY)
    own_muted = holders[0]
    await set_muted(acme, own_muted)

    await put(acme, CATEGORY, name="Muted", isMuted=True)
    assert await muted(acme) == set(holders)
    await assert_documents_true(acme)

    await put(acme, CATEGORY, name="Muted")
    assert await muted(acme) == {own_muted}
    await assert_documents_true(acme)


async def set_muted(desk: Desk, ticket_id: int) -> None:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        await connection.execute(
            """
            update tickets
            set is_muted = true
            where community_id = %s and ticket_id = %s
            """,
            [community_id, ticket_id],
        )
        await store_documents(connection, community_id, [ticket_id])


async def muted(desk: Desk) -> set[int]:
    tickets = await desk.list_tickets()
    return {ticket["id"] for ticket in tickets if ticket["properties"]["isMuted"]}


async def test_the_same_again_changes_nothing(acme: Desk) -> None:
    category = await add(acme, "Orders")
    await put(acme, category, name="Orders")
    assert await acme.events("category_updated") == []


async def test_tickets_of_a_deleted_category_are_in_none(acme: Desk) -> None:
    await acme.load(example_tickets())
    holders = await acme.listed_ids(categoryId=CATEGORY)
    await put(acme, CATEGORY, name="Muted", isMuted=True)

    assert data_of(await acme.client.delete(f"/categories/{CATEGORY}")) == {}

    assert set(holders) <= set(await acme.listed_ids(categoryId=None))
    assert await muted(acme) == set()
    await assert_documents_true(acme)
    events = await acme.events("ticket_category_changed")
    assert {event.ticket_id for event in events} == set(holders)
    assert all(event.data == {"previous": CATEGORY, "category_id": None} for event in events)
    assert len(await acme.events("category_deleted")) == 1
    again = await acme.client.delete(f"/categories/{CATEGORY}")
    assert fault_of(again) == (404, f"no category has the id {CATEGORY}")


async def test_a_category_with_subcategories_cannot_be_deleted(acme: Desk) -> None:
    orders = await add(acme, "Orders")
    await add(acme, "Returns", orders)

    status, text = fault_of(await acme.client.delete(f"/categories/{orders}"))

    assert (status, text) == (
        409,
        "the category has subcategories: move or delete them first",
    )


async def test_custom_fields_of_a_deleted_category_do_not_spread(acme: Desk) -> None:
    orders, billing = await add(acme, "Orders"), await add(acme, "Billing")
    await add_field(acme, 1, [orders])
    await add_field(acme, 2, [billing, orders])

    status, text = fault_of(await acme.client.delete(f"/categories/{orders}"))
    assert (status, text.partition(":")[0]) == (
        409,
        "custom field 1 is assigned to this category alone",
    )
    data_of(await acme.client.delete(f"/categories/{await add(acme, 'Unused')}"))
    await add_field(acme, 1, [])
    data_of(await acme.client.delete(f"/categories/{orders}"))
    assert await categories_of_field(acme, 2) == [billing]


async def add_field(desk: Desk, field_id: int, category_ids: list[int]) -> None:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        await connection.execute(
            """
            insert into custom_fields (community_id, field_id, name, type, assigned_category_ids)
            values (%s, %s, 'Size', 'text', %s)
            on conflict (community_id, field_id)
            do update set assigned_category_ids = excluded.assigned_category_ids
            """,
            [community_id, field_id, category_ids],
        )


async def categories_of_field(desk: Desk, field_id: int) -> list[int]:
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        found: list[int] = await connection.value(
            """
            select assigned_category_ids
            from custom_fields
            where community_id = %(community_id)s and field_id = %(field_id)s
            """,
            {"community_id": community_id, "field_id": field_id},
        )
    return found


async def test_renaming_while_tickets_come_and_go_leaves_true_documents(acme: Desk) -> None:
    tickets = example_tickets()
    await acme.load(tickets)
    other = await add(acme, "Other")

    async def sort(ticket_id: int) -> None:
        for category_id in [CATEGORY, other] * 10:
            data_of(
                await acme.client.patch(f"/tickets/{ticket_id}/category", json={"id": category_id})
            )

    async def rename(category_id: int) -> None:
        for number in range(20):
            await put(acme, category_id, name=f"Name {number}", isMuted=number % 2 == 1)

    await asyncio.gather(*(sort(ticket.id) for ticket in tickets), rename(CATEGORY), rename(other))

    await assert_documents_true(acme)


async def test_a_category_may_vanish_while_tickets_are_put_there(acme: Desk) -> None:
    [ticket, *_] = example_tickets()
    await acme.load([ticket])

    for _ in range(10):
        category = await add(acme, "Short-lived")
        moved, deleted = await asyncio.gather(
            acme.client.patch(f"/tickets/{ticket.id}/category", json={"id": category}),
            acme.client.delete(f"/categories/{category}"),
        )
        assert deleted.status_code == 200
        assert moved.status_code in (200, 400)

    assert [shown["category"] for shown in await acme.list_tickets()] != []
    await assert_documents_true(acme)


async def test_anothers_category_answers_as_one_that_is_not_there(acme: Desk, globex: Desk) -> None:
    secret = await add(globex, "Secret")

    for path in (f"/categories/{secret}", f"/categories/{secret}/subcategories"):
        assert fault_of(await acme.client.get(path)) == (404, f"no category has the id {secret}")
    put = await acme.client.put(f"/categories/{secret}", json={"name": "Mine"})
    assert fault_of(put) == (404, f"no category has the id {secret}")
    delete = await acme.client.delete(f"/categories/{secret}")
    assert fault_of(delete) == (404, f"no category has the id {secret}")
    below = await acme.post("/categories", {"name": "x", "parentId": secret})
    assert fault_of(below) == (400, f"parentId: no category has the id {secret}")
    assert await acme.read("/categories") == []
    assert names(await globex.read("/categories")) == ["Secret"]


@pytest.mark.parametrize("role", [Role.READ_ONLY_USER, Role.AGENT])
async def test_only_admins_change_categories(
    database: Database, address: DatabaseAddress, server_url: str, role: Role
) -> None:
    async with open_desk(database, address, server_url, "readers", role) as desk:
        assert await desk.read("/categories") == []
        refusal = (403, f"the role {role} may not change settings")
        assert fault_of(await desk.post("/categories", {"name": "x"})) == refusal
        assert fault_of(await desk.client.put("/categories/1", json={"name": "x"})) == refusal
        assert fault_of(await desk.client.delete("/categories/1")) == refusal

"""Custom fields over HTTP: their definitions, and filling them in on tickets."""

from typing import Any

import pytest

from frontdesk.people.enums import Role
from frontdesk.wire.examples import EXAMPLES
from tests.api.field_cases import (
    BILLING,
    REPAIRS,
    Json,
    add_field,
    assert_refused,
    choices,
    events,
    give,
    ids_by_fields,
    plain_ticket,
    redefine,
    try_to_give,
    values,
)
from tests.desk import Desk, assert_documents_true, open_desk_as


async def test_a_field_of_name_and_type_alone_gets_the_obvious_defaults(acme: Desk) -> None:
    answer = await acme.post("/customFields", {"Name": " Order number ", "Type": "text"})

    field = answer.json()["data"]
    assert list(field.items()) == [
        ("assignedCategoryIds", []),
        ("defaultValue", None),
        ("id", field["id"]),
        ("isHidden", False),
        ("isRequired", False),
        ("isSensitiveData", False),
        ("name", "Order number"),
        ("order", 0),
        ("placeholder", None),
        ("possibleValues", []),
        ("type", "text"),
        ("value", None),
    ]
    assert (await acme.client.get(f"/customFields/{field['id']}")).json()["data"] == field


async def test_null_is_the_same_as_leaving_out(acme: Desk) -> None:
    plain = (await acme.post("/customFields", {"name": "A", "type": "text"})).json()["data"]
    optional = plain.keys() - {"id", "name", "type", "value"}

    answer = await acme.post(
        "/customFields", {"name": "A", "type": "text", **dict.fromkeys(optional)}
    )

    assert answer.json()["data"] == plain | {"id": answer.json()["data"]["id"]}


async def test_a_field_keeps_all_that_it_was_given(acme: Desk) -> None:
    await acme.load([plain_ticket(1, BILLING)])
    body: Json = {
        "assignedCategoryIds": [BILLING.id],
        "defaultValue": "Express",
        "isHidden": True,
        "isRequired": True,
        "isSensitiveData": True,
        "name": "Shipping",
        "order": 7,
        "placeholder": "How shall it travel?",
        "possibleValues": [{"order": 5, "value": "Express"}, {"order": 2, "value": "Standard"}],
        "type": "dropdown",
    }

    field = (await acme.post("/customFields", body)).json()["data"]

    body["possibleValues"].reverse()
    assert field == {**body, "id": field["id"], "value": None}
    [(_, ticket_id, data)] = await events(acme, "custom_field_created")
    assert (ticket_id, data["definition"]["name"]) == (None, "Shipping")


async def test_fields_are_listed_by_their_order(acme: Desk) -> None:
    last = await add_field(acme, order=2)
    first = await add_field(acme, order=0)
    also_last = await add_field(acme, order=2, isHidden=True)

    listed = (await acme.client.get("/customFields")).json()["data"]

    assert [field["id"] for field in listed] == [first, last, also_last]


async def test_the_examples_work(acme: Desk) -> None:
    added = (await acme.post("/customFields", EXAMPLES["Add Custom Field"])).json()["data"]
    path = f"/customFields/{added['id']}"
    changed = await acme.client.put(path, json=EXAMPLES["Update Custom Field"])
    assert [each["value"] for each in changed.json()["data"]["possibleValues"]] == [
        "Standard",
        "Overnight",
    ]


async def test_a_number_or_boolean_by_default_is_kept_in_its_one_form(acme: Desk) -> None:
    answers = [
        await acme.post("/customFields", {"name": "A", "type": kind, "defaultValue": default})
        for kind, default in [("number", 12.50), ("checkbox", True), ("date", "2026-11-22")]
    ]
    defaults = [answer.json()["data"]["defaultValue"] for answer in answers]
    assert defaults == ["12.5", "true", "2026-11-22"]


@pytest.mark.parametrize(
    ("changed", "member"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"name": None}, "name"),
        ({"type": "colour"}, "type"),
        ({"type": "dropdown"}, "possibleValues"),
        ({"type": "multi_select"}, "possibleValues"),
        ({"possibleValues": choices("a")}, "possibleValues"),
        ({"type": "dropdown", "possibleValues": choices("a", " a ")}, "possibleValues[1].value"),
        ({"type": "dropdown", "possibleValues": choices("")}, "possibleValues[0].value"),
        (
            {"type": "dropdown", "possibleValues": [*choices("a"), *choices("b")]},
            "possibleValues[1].order",
        ),
        (
            {"type": "dropdown", "possibleValues": [{"order": -1, "value": "a"}]},
            "possibleValues[0].order",
        ),
        ({"type": "dropdown", "possibleValues": [{"value": "a"}]}, "possibleValues[0].order"),
        ({"type": "number", "defaultValue": "many"}, "defaultValue"),
        ({"type": "date", "defaultValue": "2026-02-30"}, "defaultValue"),
        (
            {"type": "dropdown", "possibleValues": choices("a"), "defaultValue": "b"},
            "defaultValue",
        ),
        ({"defaultValue": " "}, "defaultValue"),
        ({"order": -1}, "order"),
        ({"order": 2**31}, "order"),
        ({"placeholder": "x" * 1001}, "placeholder"),
        ({"assignedCategoryIds": [404]}, "assignedCategoryIds[0]"),
        ({"assignedCategoryIds": [0]}, "assignedCategoryIds[0]"),
        ({"isRequired": "yes"}, "isRequired"),
        ({"id": 5}, "id"),
        ({"value": "a"}, "value"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_wrong_definition_is_refused_by_name(
    acme: Desk, changed: Json, member: str
) -> None:
    field_id = await add_field(acme)
    body = {"name": "A", "type": "text"} | changed

    assert_refused(await acme.post("/customFields", body), 400, 2, f"{member}: ")
    answer = await acme.client.put(f"/customFields/{field_id}", json=body)
    assert_refused(answer, 400, 2, f"{member}: ")

    [field] = (await acme.client.get("/customFields")).json()["data"]
    assert field["name"] == "A text"


@pytest.mark.parametrize("missing", ["name", "type"])
async def test_name_and_type_are_required(acme: Desk, missing: str) -> None:
    body = {"name": "A", "type": "text"}
    del body[missing]
    assert_refused(await acme.post("/customFields", body), 400, 2, f"{missing}: is required")


async def test_the_same_definition_again_changes_nothing(acme: Desk) -> None:
    field_id = await add_field(acme, "number", defaultValue=5)

    answer = await redefine(acme, field_id, defaultValue="5.0")

    assert answer.json()["data"]["defaultValue"] == "5"
    assert await events(acme, "custom_field_updated") == []
    assert await version(acme, field_id) == 1
    await redefine(acme, field_id, defaultValue=6)
    assert await version(acme, field_id) == 2


async def version(desk: Desk, field_id: int) -> int:
    async with desk.database.reading(desk.community.community_id) as connection:
        number = await connection.value(
            "select version from custom_fields where field_id = %(id)s", {"id": field_id}
        )
    return int(number)


# Values of tickets


async def test_a_value_is_set_replaced_and_cleared(acme: Desk) -> None:
    await acme.load([plain_ticket(1), plain_ticket(2)])
    field_id = await add_field(acme, "number")

    await give(acme, 1, field_id, 12.50)
    assert await values(acme, 1) == [(field_id, "12.5")]
    await give(acme, 1, field_id, "13")
    assert await values(acme, 1) == [(field_id, "13")]
    await give(acme, 1, field_id, None)
    assert await values(acme, 1) == await values(acme, 2) == []

    changes = await events(acme, "ticket_custom_field_changed")
    assert changes == [
        ("ticket_custom_field_changed", 1, {"field_id": field_id, "previous": p, "values": v})
        for p, v in [([], ["12.5"]), (["12.5"], ["13"]), (["13"], [])]
    ]
    await assert_documents_true(acme)


async def test_the_value_that_is_there_already_is_no_change(acme: Desk) -> None:
    await acme.load([plain_ticket(1)])
    field_id = await add_field(acme, "number")
    for value in (12.5, "12.50", " 12.5 "):
        await give(acme, 1, field_id, value)
    assert len(await events(acme, "ticket_custom_field_changed")) == 1


async def test_several_values_appear_one_by_one_in_their_order(acme: Desk) -> None:
    await acme.load([plain_ticket(1)])
    field_id = await add_field(acme, "multi_select", possibleValues=choices("a", "b", "c"))

    await give(acme, 1, field_id, ["c", "a"])
    assert await values(acme, 1) == [(field_id, "a"), (field_id, "c")]
    await give(acme, 1, field_id, [])
    assert await values(acme, 1) == []
    await assert_documents_true(acme)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("text", 5),
        ("text", " "),
        ("text", "a\nb"),
        ("multiline_text", True),
        ("number", "many"),
        ("date", "2026-02-30"),
        ("checkbox", "yes"),
        ("dropdown", "c"),
        ("multi_select", ["a", "c"]),
        ("multi_select", ["a", "a"]),
        ("region", "c"),
        ("region", ["a"]),
        ("text", {"a": "b"}),
        ("multi_select", ["a", 1]),
    ],
)
async def test_a_value_that_the_type_refuses_changes_nothing(
    acme: Desk, type: str, value: Any
) -> None:
    await acme.load([plain_ticket(1)])
    lists = type in ("dropdown", "multi_select", "region")
    field_id = await add_field(acme, type, possibleValues=choices("a", "b") if lists else [])

    assert_refused(await try_to_give(acme, 1, field_id, value), 400, 2, "value")

    assert await values(acme, 1) == []


async def test_what_is_not_there_cannot_be_filled_in(acme: Desk) -> None:
    await acme.load([plain_ticket(1)])
    field_id = await add_field(acme)
    assert_refused(await try_to_give(acme, 404, field_id, "a"), 404, 5)
    assert_refused(await try_to_give(acme, 1, field_id + 1, "a"), 400, 2, "id: no custom field")
    assert_refused(await try_to_give(acme, 1, field_id + 1, None), 400, 2, "id: no custom field")
    answer = await acme.client.patch("/tickets/1/customFields", json={"id": field_id})
    assert_refused(answer, 400, 2, "value: is required")


async def test_a_required_field_cannot_be_cleared(acme: Desk) -> None:
    await acme.load([plain_ticket(1)])
    field_id = await add_field(acme, isRequired=True)
    await give(acme, 1, field_id, "NB-1")

    assert_refused(await try_to_give(acme, 1, field_id, None), 400, 2, "value: ", "required")
    assert await values(acme, 1) == [(field_id, "NB-1")]


async def test_a_field_of_some_categories_is_for_their_tickets_only(acme: Desk) -> None:
    await acme.load([plain_ticket(1, BILLING), plain_ticket(2, REPAIRS), plain_ticket(3)])
    field_id = await add_field(acme, isRequired=True, assignedCategoryIds=[BILLING.id])

    await give(acme, 1, field_id, "NB-1")
    for other in (2, 3):
        assert_refused(await try_to_give(acme, other, field_id, "NB-1"), 400, 2, "id: ", "category")
    await acme.client.patch("/tickets/1/category", json={"id": REPAIRS.id})
    assert await values(acme, 1) == [(field_id, "NB-1")], "kept in the other category"
    await give(acme, 1, field_id, None)
    assert await values(acme, 1) == []


# Tickets by values


async def test_tickets_are_found_by_all_of_their_values(acme: Desk) -> None:
    await acme.load([plain_ticket(number) for number in (3, 1, 2)])
    number, text = await add_field(acme, "number"), await add_field(acme)
    for ticket_id, count in ((1, 12.5), (2, 12.5), (3, 7)):
        await give(acme, ticket_id, number, count)
    await give(acme, 2, text, "NB-1")

    assert await ids_by_fields(acme, [{"id": number, "value": "12.50"}]) == [1, 2]
    assert await ids_by_fields(acme, [{"id": number, "value": 12.5}, {"id": text}]) == [2]
    assert await ids_by_fields(acme, [{"id": number}, {"id": text, "value": None}]) == [2]
    assert await ids_by_fields(acme, [{"id": number}]) == [1, 2, 3]
    assert await ids_by_fields(acme, []) == [1, 2, 3]
    assert await ids_by_fields(acme, [{"id": number, "value": "many"}]) == []
    assert await ids_by_fields(acme, [{"id": 999_999_999}]) == []
    assert await acme.listed_ids(customFields=[{"key": number, "value": "+7.00"}]) == [3]


async def test_found_ids_come_in_pages(acme: Desk) -> None:
    await acme.load([plain_ticket(number) for number in range(1, 61)])
    assert await ids_by_fields(acme, []) == list(range(1, 26))
    assert await ids_by_fields(acme, [], "?take=100") == list(range(1, 51))
    assert await ids_by_fields(acme, [], "?Take=3&skip=58") == [59, 60]
    assert await ids_by_fields(acme, [], "?take=0") == []


@pytest.mark.parametrize(
    ("query", "body", "word"),
    [
        ("", {}, "customFields: is required"),
        ("", {"customFields": [{"value": "a"}]}, "customFields[0].id: is required"),
        ("", {"customFields": [{"id": 0}]}, "customFields[0].id"),
        ("", {"customFields": [{"id": 1, "value": {}}]}, "customFields[0].value"),
        ("?take=-1", {"customFields": []}, "take"),
        ("?skip=x", {"customFields": []}, "skip"),
        ("?page=1", {"customFields": []}, "page"),
    ],
)
async def test_a_wrong_search_is_refused(acme: Desk, query: str, body: Json, word: str) -> None:
    assert_refused(await acme.post(f"/tickets/idsByFields{query}", body), 400, 2, word)


# Who may


async def test_fields_of_another_community_are_not_there(acme: Desk, globex: Desk) -> None:
    await acme.load([plain_ticket(1)])
    await globex.load([plain_ticket(1, BILLING)])
    theirs = await add_field(globex)
    await give(globex, 1, theirs, "secret")
    path, body = f"/customFields/{theirs}", {"name": "Mine", "type": "text"}

    assert (await acme.client.get("/customFields")).json()["data"] == []
    assert_refused(await acme.client.get(path), 404, 5)
    assert_refused(await acme.client.put(path, json=body), 404, 5)
    assert_refused(await acme.client.delete(path), 404, 5)
    assert_refused(await try_to_give(acme, 1, theirs, "a"), 400, 2, "id: ")
    assert await ids_by_fields(acme, [{"id": theirs}]) == []
    answer = await acme.post("/customFields", body | {"assignedCategoryIds": [BILLING.id]})
    assert_refused(answer, 400, 2, "assignedCategoryIds[0]")
    assert await values(globex, 1) == [(theirs, "secret")]


@pytest.mark.parametrize(
    ("role", "status", "filling"),
    [(Role.ADMIN, 200, 200), (Role.AGENT, 403, 200), (Role.READ_ONLY_USER, 403, 403)],
)
async def test_only_admins_define_fields(acme: Desk, role: Role, status: int, filling: int) -> None:
    await acme.load([plain_ticket(1)])
    field_id = await add_field(acme)
    body, path = {"name": "B", "type": "text"}, f"/customFields/{field_id}"
    async with open_desk_as(acme, role) as desk:
        assert (await desk.client.get("/customFields")).status_code == 200
        assert (await desk.client.get(path)).status_code == 200
        assert (await try_to_give(desk, 1, field_id, "a")).status_code == filling
        assert (await desk.post("/tickets/idsByFields", {"customFields": []})).status_code == 200
        assert (await desk.post("/customFields", body)).status_code == status
        assert (await desk.client.put(path, json=body)).status_code == status
        assert (await desk.client.delete(path)).status_code == status

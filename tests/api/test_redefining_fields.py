"""What changing or deleting a custom field does to the tickets that hold values of it."""

from typing import Any

import pytest

from frontdesk.tickets import batches
from tests.api.field_cases import (
    BILLING,
    add_field,
    assert_refused,
    choices,
    events,
    give,
    plain_ticket,
    redefine,
    try_to_give,
    values,
)
from tests.desk import Desk, assert_documents_true


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)


async def open_case(desk: Desk, type: str, *given: Any, **members: Any) -> int:
    """A field and tickets 1, 2, … that hold these values of it."""
    await desk.load([plain_ticket(number) for number in range(1, len(given) + 1)])
    field_id = await add_field(desk, type, **members)
    for number, value in enumerate(given, start=1):
        await give(desk, number, field_id, value)
    return field_id


async def held(desk: Desk, field_id: int) -> list[list[str]]:
    """The values of the field on each ticket; all documents must be true."""
    await assert_documents_true(desk)
    tickets = sorted(await desk.list_tickets(), key=lambda ticket: int(ticket["id"]))
    return [
        [each["value"] for each in ticket["customFields"] if each["id"] == field_id]
        for ticket in tickets
    ]


async def test_a_renamed_value_is_renamed_on_tickets(acme: Desk) -> None:
    given = ("Standard", "Express", "Express", None, "Express")
    field_id = await open_case(
        acme, "dropdown", *given, possibleValues=choices("Standard", "Express")
    )

    answer = await redefine(acme, field_id, possibleValues=choices("Standard", "Overnight"))

    assert answer.status_code == 200
    after = [["Standard"], ["Overnight"], ["Overnight"], [], ["Overnight"]]
    assert await held(acme, field_id) == after
    [(_, ticket_id, data)] = await events(acme, "custom_field_updated")
    assert (ticket_id, data["changed_tickets"]) == (None, 3)
    assert data["previous"]["possible_values"] == choices("Standard", "Express")
    assert len(await events(acme, "ticket_custom_field_changed")) == 4, "those of the setting up"
    listed = await acme.listed_ids(customFields=[{"key": field_id, "value": "Overnight"}])
    assert sorted(listed) == [2, 3, 5]


async def test_a_removed_value_is_removed_from_tickets(acme: Desk) -> None:
    field_id = await open_case(
        acme, "dropdown", "a", "b", "c", isRequired=True, possibleValues=choices("a", "b", "c")
    )
    keep = [{"order": 1, "value": "a"}, {"order": 3, "value": "c"}]

    assert (await redefine(acme, field_id, possibleValues=keep)).status_code == 200

    assert await held(acme, field_id) == [["a"], [], ["c"]]


async def test_a_removed_value_whose_place_a_known_one_takes_is_no_rename(acme: Desk) -> None:
    field_id = await open_case(acme, "dropdown", "a", "b", possibleValues=choices("a", "b"))
    await redefine(acme, field_id, possibleValues=choices("b"))
    assert await held(acme, field_id) == [[], ["b"]]


async def test_values_that_change_places_stay_what_they_are(acme: Desk) -> None:
    field_id = await open_case(acme, "dropdown", "a", "b", possibleValues=choices("a", "b"))
    await redefine(acme, field_id, possibleValues=choices("b", "a"))
    assert await held(acme, field_id) == [["a"], ["b"]]


async def test_several_values_are_renamed_removed_and_sorted_anew(acme: Desk) -> None:
    field_id = await open_case(
        acme,
        "multi_select",
        ["a", "b", "c"],
        ["b"],
        ["a", "c"],
        possibleValues=choices("a", "b", "c"),
    )
    asked = [{"order": 0, "value": "c"}, {"order": 1, "value": "A"}]

    assert (await redefine(acme, field_id, possibleValues=asked)).status_code == 200

    assert await held(acme, field_id) == [["c", "A"], [], ["c", "A"]]


async def test_a_default_must_be_among_the_values_that_are_left(acme: Desk) -> None:
    field_id = await open_case(
        acme, "dropdown", "a", defaultValue="a", possibleValues=choices("a", "b")
    )
    answer = await redefine(acme, field_id, possibleValues=choices("A", "b"))
    assert_refused(answer, 400, 2, "defaultValue: ")
    assert await held(acme, field_id) == [["a"]]


@pytest.mark.parametrize(
    ("before", "given", "changed", "after"),
    [
        ("text", ["12.50", " 007"], {"type": "number"}, [["12.5"], ["7"]]),
        ("number", [12.5, 7], {"type": "text"}, [["12.5"], ["7"]]),
        ("date", ["2026-11-22"], {"type": "text"}, [["2026-11-22"]]),
        ("text", ["true"], {"type": "checkbox"}, [["true"]]),
        ("text", ["a"], {"type": "dropdown", "possibleValues": choices("a")}, [["a"]]),
        ("region", ["Oslo"], {"possibleValues": choices("Oslo", "Bergen")}, [["Oslo"]]),
    ],
)
async def test_another_type_takes_values_that_fit_it(
    acme: Desk, before: str, given: list[Any], changed: dict[str, Any], after: list[list[str]]
) -> None:
    field_id = await open_case(acme, before, *given)
    assert (await redefine(acme, field_id, **changed)).status_code == 200
    assert await held(acme, field_id) == after


@pytest.mark.parametrize(
    ("before", "given", "changed"),
    [
        ("text", ["12", "many", "few", "7"], {"type": "number"}),
        ("multiline_text", ["a\nb", "a", "c\nd"], {"type": "text"}),
        ("region", ["Oslo", "Bergen", "Hamar"], {"possibleValues": choices("Oslo")}),
    ],
)
async def test_another_type_is_refused_while_values_do_not_fit(
    acme: Desk, before: str, given: list[Any], changed: dict[str, Any]
) -> None:
    field_id = await open_case(acme, before, *given)

    answer = await redefine(acme, field_id, name="New", **changed)

    assert_refused(answer, 409, 6, "2 tickets hold")
    assert await held(acme, field_id) == [[value] for value in given]
    field = (await acme.client.get(f"/customFields/{field_id}")).json()["data"]
    assert (field["type"], field["name"]) == (before, f"A {before}")


async def test_a_list_of_one_fits_a_dropdown_and_one_of_two_does_not(acme: Desk) -> None:
    possible = choices("a", "b")
    field_id = await open_case(acme, "multi_select", ["a"], ["a", "b"], possibleValues=possible)

    assert_refused(await redefine(acme, field_id, type="dropdown"), 409, 6, "1 ticket holds")
    await give(acme, 2, field_id, "b")
    assert (await redefine(acme, field_id, type="dropdown")).status_code == 200

    assert await held(acme, field_id) == [["a"], ["b"]]


async def test_a_dropdown_that_becomes_a_text_keeps_its_values(acme: Desk) -> None:
    field_id = await open_case(acme, "dropdown", "a", "b", possibleValues=choices("a", "b"))
    assert (await redefine(acme, field_id, type="text", possibleValues=[])).status_code == 200
    assert await held(acme, field_id) == [["a"], ["b"]]


async def test_a_new_order_sorts_the_values_of_tickets_anew(acme: Desk) -> None:
    first = await open_case(acme, "text", "x", "y", "z")
    second = await add_field(acme)
    await give(acme, 2, second, "w")
    assert await values(acme, 2) == [(first, "y"), (second, "w")]

    await redefine(acme, first, order=9)

    assert await values(acme, 2) == [(second, "w"), (first, "y")]
    await assert_documents_true(acme)
    [(_, _, data)] = await events(acme, "custom_field_updated")
    assert data["changed_tickets"] == 0


async def test_requiring_and_assigning_leave_tickets_as_they_are(acme: Desk) -> None:
    field_id = await open_case(acme, "text", "x", None)
    await acme.load([plain_ticket(9, BILLING)])

    await redefine(acme, field_id, isRequired=True, assignedCategoryIds=[BILLING.id])

    assert await held(acme, field_id) == [["x"], [], []]
    assert_refused(await try_to_give(acme, 2, field_id, "y"), 400, 2, "id: ")
    await give(acme, 9, field_id, "y")


async def test_a_deleted_field_takes_its_values_along(acme: Desk) -> None:
    field_id = await open_case(acme, "text", "x", "y", "z")
    other = await add_field(acme)
    await give(acme, 2, other, "w")

    answer = await acme.client.delete(f"/customFields/{field_id}")

    assert answer.json() == {"data": {}, "errorCode": -1, "errorText": None}
    assert [await values(acme, number) for number in (1, 2, 3)] == [[], [(other, "w")], []]
    await assert_documents_true(acme)
    [(_, ticket_id, data)] = await events(acme, "custom_field_deleted")
    assert (ticket_id, data["previous"]["name"], data["changed_tickets"]) == (None, "A text", 3)
    assert_refused(await acme.client.get(f"/customFields/{field_id}"), 404, 5)
    assert_refused(await acme.client.delete(f"/customFields/{field_id}"), 404, 5)
    assert_refused(await try_to_give(acme, 1, field_id, "x"), 400, 2, "id: ")

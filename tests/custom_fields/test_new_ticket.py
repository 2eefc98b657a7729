"""The custom field values that a new ticket begins with."""

import pytest

from frontdesk.custom_fields.new_ticket import FieldGiven, values_for_new_ticket
from frontdesk.custom_fields.ticket_values import StoredValue
from frontdesk.custom_fields.values import FieldInput
from frontdesk.errors import InvalidMember
from tests.api.field_cases import BILLING, REPAIRS, add_field, choices, plain_ticket
from tests.desk import Desk

Given = tuple[int, FieldInput | None]


async def begin(desk: Desk, *given: Given, category_id: int | None = None) -> list[StoredValue]:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        wanted = [FieldGiven(field_id=field_id, value=value) for field_id, value in given]
        return await values_for_new_ticket(
            connection, community_id, wanted, category_id=category_id
        )


async def refused(desk: Desk, *given: Given, category_id: int | None = None) -> str:
    with pytest.raises(InvalidMember) as caught:
        await begin(desk, *given, category_id=category_id)
    return caught.value.member


async def test_given_values_are_kept_in_their_one_form(acme: Desk) -> None:
    number = await add_field(acme, "number")
    several = await add_field(acme, "multi_select", possibleValues=choices("a", "b"))
    await add_field(acme, "text")

    values = await begin(acme, (several, ["b", "a"]), (number, 12.50))

    assert values == [(number, 0, "12.5"), (several, 0, "a"), (several, 1, "b")]
    assert await begin(acme) == []


async def test_what_is_left_out_gets_its_default(acme: Desk) -> None:
    number = await add_field(acme, "number", defaultValue=5, isRequired=True)
    assert await begin(acme) == await begin(acme, (number, None)) == [(number, 0, "5")]
    assert await begin(acme, (number, 6)) == [(number, 0, "6")]


async def test_a_required_field_without_a_default_must_be_given(acme: Desk) -> None:
    field_id = await add_field(acme, isRequired=True)
    assert await refused(acme) == "customFields"
    assert await refused(acme, (field_id, None)) == "customFields"
    assert await begin(acme, (field_id, "NB-1")) == [(field_id, 0, "NB-1")]


async def test_fields_of_other_categories_are_neither_required_nor_taken(acme: Desk) -> None:
    await acme.load([plain_ticket(1, BILLING), plain_ticket(2, REPAIRS)])
    required = await add_field(acme, isRequired=True, assignedCategoryIds=[BILLING.id])
    default = await add_field(acme, defaultValue="x", assignedCategoryIds=[BILLING.id])

    assert await refused(acme, category_id=BILLING.id) == "customFields"
    inside = await begin(acme, (required, "a"), category_id=BILLING.id)
    assert inside == [(required, 0, "a"), (default, 0, "x")]
    for other in (REPAIRS.id, None):
        assert await begin(acme, category_id=other) == []
        assert await refused(acme, (required, "a"), category_id=other) == "customFields[0].id"


async def test_what_is_wrong_is_named(acme: Desk, globex: Desk) -> None:
    number, theirs = await add_field(acme, "number"), await add_field(globex)
    assert await refused(acme, (number, "many")) == "customFields[0].value"
    assert await refused(acme, (number, 1), (number, 1)) == "customFields[1].id"
    assert await refused(acme, (number, None), (number, 1)) == "customFields[1].id"
    assert await refused(acme, (number, 1), (theirs, "a")) == "customFields[1].id"

"""Redefining a field while others fill it in: whoever comes second sees what the first did."""

import asyncio

from tests.api.field_cases import (
    add_field,
    choices,
    give,
    plain_ticket,
    redefine,
    try_to_give,
)
from tests.desk import Desk, assert_documents_true

TICKETS = range(1, 21)


async def test_no_ticket_keeps_a_value_that_was_renamed_meanwhile(acme: Desk) -> None:
    await acme.load([plain_ticket(number) for number in TICKETS])
    field_id = await add_field(acme, "dropdown", possibleValues=choices("a", "b"))
    for number in TICKETS[::2]:
        await give(acme, number, field_id, "b")

    given, _ = await asyncio.gather(
        asyncio.gather(*(try_to_give(acme, number, field_id, "a") for number in TICKETS)),
        redefine(acme, field_id, possibleValues=choices("A", "b"), order=3),
    )

    assert {answer.status_code for answer in given} <= {200, 400}
    tickets = await acme.list_tickets()
    shown = {value["value"] for ticket in tickets for value in ticket["customFields"]}
    assert shown <= {"A", "b"}
    await assert_documents_true(acme)


async def test_two_fields_are_redefined_at_once(acme: Desk) -> None:
    await acme.load([plain_ticket(number) for number in TICKETS])
    fields = [await add_field(acme, order=order) for order in (1, 2)]
    for number in TICKETS:
        for field_id in fields:
            await give(acme, number, field_id, "x")

    answers = await asyncio.gather(
        redefine(acme, fields[0], order=5),
        redefine(acme, fields[1], order=4),
        *(acme.client.patch(f"/tickets/{n}/status", json={"status": "pending"}) for n in TICKETS),
    )

    assert {answer.status_code for answer in answers} == {200}
    await assert_documents_true(acme)

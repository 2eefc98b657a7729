"""Sensitive custom field values are kept from read-only users, whichever way they ask."""

import json

import pytest

from frontdesk.people.enums import Role
from tests.api.field_cases import add_field, give, ids_by_fields, plain_ticket, redefine, values
from tests.desk import Desk, open_desk_as


async def open_case(desk: Desk) -> tuple[int, int]:
    """A sensitive field and another; ticket 1 holds both, ticket 2 the other, ticket 3 none."""
    await desk.load([plain_ticket(number) for number in (1, 2, 3)])
    secret = await add_field(desk, isSensitiveData=True)
    open_to_all = await add_field(desk)
    await give(desk, 1, secret, "4111")
    await give(desk, 1, open_to_all, "NB-1")
    await give(desk, 2, open_to_all, "NB-2")
    return secret, open_to_all


async def test_sensitive_values_are_left_out_and_nothing_else_is(acme: Desk) -> None:
    secret, open_to_all = await open_case(acme)
    whole = await acme.list_tickets()
    async with open_desk_as(acme, Role.READ_ONLY_USER) as reader:
        seen = await reader.list_tickets()
    for ticket in whole:
        ticket["customFields"] = [v for v in ticket["customFields"] if v["id"] != secret]
    assert json.dumps(seen) == json.dumps(whole)
    assert open_to_all in [value["id"] for ticket in seen for value in ticket["customFields"]]


async def test_agents_see_sensitive_values(acme: Desk) -> None:
    secret, open_to_all = await open_case(acme)
    async with open_desk_as(acme, Role.AGENT) as agent:
        assert await values(agent, 1) == [(secret, "4111"), (open_to_all, "NB-1")]
        assert await agent.listed_ids(customFields=[{"key": secret, "value": "4111"}]) == [1]


async def test_filters_by_sensitive_values_match_nothing(acme: Desk) -> None:
    secret, open_to_all = await open_case(acme)
    async with open_desk_as(acme, Role.READ_ONLY_USER) as reader:
        assert await reader.listed_ids(customFields=[{"key": secret, "value": "4111"}]) == []
        assert await ids_by_fields(reader, [{"id": secret, "value": "4111"}]) == []
        assert await ids_by_fields(reader, [{"id": secret}]) == []
        assert await ids_by_fields(reader, [{"id": open_to_all}, {"id": secret}]) == []
        assert await ids_by_fields(reader, [{"id": open_to_all}]) == [1, 2]


async def test_a_field_that_turns_sensitive_is_hidden_at_once(acme: Desk) -> None:
    secret, open_to_all = await open_case(acme)
    async with open_desk_as(acme, Role.READ_ONLY_USER) as reader:
        await redefine(acme, open_to_all, isSensitiveData=True)
        assert await values(reader, 1) == []
        await redefine(acme, secret, isSensitiveData=False)
        assert await values(reader, 1) == [(secret, "4111")]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AGENT, Role.READ_ONLY_USER])
async def test_the_log_tells_of_sensitive_changes_without_values(acme: Desk, role: Role) -> None:
    secret, open_to_all = await open_case(acme)
    deleted = await add_field(acme, isSensitiveData=True)
    await give(acme, 1, deleted, "gone")
    await acme.client.delete(f"/customFields/{deleted}")

    async with open_desk_as(acme, role) as reader:
        log = await reader.post("/tickets/1/log", {"action_types": ["ticket_custom_field_changed"]})
    said = [entry["actionString"].partition("} ")[2] for entry in log.json()["data"]]

    if role is Role.READ_ONLY_USER:
        told = [f"changed field {deleted}", f"set field {open_to_all} to NB-1"]
        assert said == [*told, f"changed field {secret}"]
    else:
        told = [f"set field {deleted} to gone", f"set field {open_to_all} to NB-1"]
        assert said == [*told, f"set field {secret} to 4111"]

"""Teammates over HTTP."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.people.enums import Role
from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk, assert_documents_true, data_of, fault_of, open_desk

IDA = {"name": "Ida Berg", "email": "ida@example.com", "role": "agent"}
OLA = {"name": "Ola Lie", "email": "ola@example.com", "role": "admin"}


async def add(desk: Desk, **body: Any) -> str:
    return str(data_of(await desk.post("/Teammates", body))["id"])


async def put(desk: Desk, teammate_id: str, **body: Any) -> Any:
    return data_of(await desk.client.put(f"/Teammates/{teammate_id}", json=body))


async def assign(desk: Desk, ticket_id: int, to: str, previous: str | None = None) -> None:
    body = {"assigneeId": to, "previousAssigneeId": previous}
    data_of(await desk.client.patch(f"/tickets/{ticket_id}/Assignee", json=body))


async def load_one(desk: Desk) -> int:
    """The id of a ticket that nobody has."""
    ticket = next(each for each in example_tickets() if each.locked_by is None)
    await desk.load([ticket])
    return ticket.id


async def test_a_new_teammate_is_listed_as_documented(acme: Desk) -> None:
    created = data_of(await acme.post("/Teammates", IDA))
    await add(acme, **OLA)

    assert list(created) == ["id", "name", "email", "role"]
    assert str(UUID(created["id"])) == created["id"]
    assert {name: created[name] for name in IDA} == IDA
    listed = await acme.read("/Teammates")
    assert [each["name"] for each in listed] == ["Ida Berg", "Ola Lie"]
    assert listed[0] == created
    assert await acme.read("/teammates/") == listed
    [event, _] = await acme.events("teammate_created")
    assert event.subject_id == created["id"]


async def test_teammates_of_a_group(acme: Desk) -> None:
    ida, _ = await add(acme, **IDA), await add(acme, **OLA)
    group = data_of(await acme.post("/UserGroups", {"name": "First line", "memberIds": [ida]}))

    assert [each["id"] for each in await acme.read("/Teammates", group=group["id"])] == [ida]
    assert await acme.read("/Teammates", group=group["id"] + 1) == []
    answer = await acme.client.get("/Teammates", params={"group": "first"})
    assert fault_of(answer)[0] == 400


async def test_groups_given_with_a_teammate(acme: Desk) -> None:
    one = data_of(await acme.post("/UserGroups", {"name": "One"}))["id"]
    two = data_of(await acme.post("/UserGroups", {"name": "Two"}))["id"]
    ida = await add(acme, **IDA, groupIds=[one, one])

    async def members(group: int) -> list[str]:
        return [each["id"] for each in await acme.read("/Teammates", group=group)]

    assert await members(one) == [ida]
    await put(acme, ida, **{**IDA, "name": "Ida Lund"})
    assert await members(one) == [ida]
    await put(acme, ida, **IDA, groupIds=[two])
    assert (await members(one), await members(two)) == ([], [ida])
    await put(acme, ida, **IDA, groupIds=[])
    assert await members(two) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": " "}, "name: must not be blank"),
        ({"name": None}, "name: expected a string, got null"),
        ({"email": "ida"}, "email: 'ida' is no e-mail address"),
        ({"email": "ida@localhost"}, "email: 'ida@localhost' is no e-mail address"),
        ({"email": "a@b.no, c@d.no"}, "email: 'a@b.no, c@d.no' is no e-mail address"),
        ({"role": "owner"}, "role: unknown value 'owner'; possible: admin, agent, read_only_user"),
        ({"groupIds": [99]}, "groupIds[0]: no user group has the id 99"),
        ({"password": "x"}, "password: no such member here"),
    ],
)
async def test_a_wrong_body_is_refused_by_name(
    acme: Desk, change: dict[str, Any], fault: str
) -> None:
    ola = await add(acme, **OLA)

    assert fault_of(await acme.post("/Teammates", IDA | change)) == (400, fault)
    put = await acme.client.put(f"/Teammates/{ola}", json=IDA | change)
    assert fault_of(put) == (400, fault)
    assert [each["name"] for each in await acme.read("/Teammates")] == ["Ola Lie"]


@pytest.mark.parametrize("member", ["name", "email", "role"])
async def test_name_email_and_role_are_required(acme: Desk, member: str) -> None:
    body = {name: value for name, value in IDA.items() if name != member}
    assert fault_of(await acme.post("/Teammates", body)) == (400, f"{member}: is required")


async def test_an_address_belongs_to_one_teammate(acme: Desk) -> None:
    await add(acme, **IDA)
    ola = await add(acme, **OLA)
    taken = {**OLA, "email": " IDA@Example.com "}

    for answer in (
        await acme.post("/Teammates", taken),
        await acme.client.put(f"/Teammates/{ola}", json=taken),
    ):
        status, text = fault_of(answer)
        assert (status, text) == (
            409,
            "a teammate has the e-mail address IDA@Example.com already",
        )
    assert len(await acme.read("/Teammates")) == 2


async def test_a_new_name_shows_in_all_tickets(acme: Desk) -> None:
    ticket = await load_one(acme)
    ida = await add(acme, **IDA)
    await assign(acme, ticket, ida)

    await put(acme, ida, name='Ida "Berg" Lund', email="lund@example.com", role="agent")

    [shown] = await acme.list_tickets()
    assert shown["lockedBy"]["name"] == 'Ida "Berg" Lund'
    assert shown["lockedBy"]["email"] == "lund@example.com"
    await assert_documents_true(acme)
    [event] = await acme.events("teammate_updated")
    assert event.data["teammate"]["email"] == "lund@example.com"


async def test_the_same_again_changes_nothing(acme: Desk) -> None:
    ida = await add(acme, **IDA)
    await put(acme, ida, **IDA)
    assert await acme.events("teammate_updated") == []


async def test_who_may_only_read_gives_up_their_tickets(acme: Desk) -> None:
    ticket = await load_one(acme)
    ida = await add(acme, **IDA)
    await assign(acme, ticket, ida)

    await put(acme, ida, **{**IDA, "role": "admin"})
    assert await acme.listed_ids(assigneeId=ida) == [ticket]
    await put(acme, ida, **{**IDA, "name": "Ida Lund", "role": "read_only_user"})

    await assert_unassigned_by_removal(acme, ticket, ida)


async def test_a_removed_teammate_gives_up_their_tickets(acme: Desk) -> None:
    ticket = await load_one(acme)
    ida = await add(acme, **IDA)
    await assign(acme, ticket, ida)

    assert data_of(await acme.client.delete(f"/Teammates/{ida.upper()}")) == {}

    await assert_unassigned_by_removal(acme, ticket, ida)
    assert await acme.read("/Teammates") == []
    assert len(await acme.events("teammate_deleted")) == 1
    again = await acme.client.delete(f"/Teammates/{ida}")
    assert fault_of(again) == (404, f"no teammate has the id {ida}")


async def assert_unassigned_by_removal(desk: Desk, ticket_id: int, previous: str) -> None:
    [shown] = await desk.list_tickets(assigneeId=None)
    assert (shown["id"], shown["lockedBy"]) == (ticket_id, None)
    assert shown["properties"]["isLocked"] is False
    await assert_documents_true(desk)
    [event] = await desk.events("ticket_unassigned")
    assert event.ticket_id == ticket_id
    assert event.data == {"previous": previous, "assignee_id": None}


async def test_a_former_teammate_comes_back_as_the_same_person(acme: Desk) -> None:
    ida = await add(acme, **IDA)
    data_of(await acme.client.delete(f"/Teammates/{ida}"))

    assert await add(acme, name="Ida Lund", email="IDA@example.com", role="admin") == ida
    [listed] = await acme.read("/Teammates")
    assert (listed["name"], listed["role"]) == ("Ida Lund", "admin")


async def test_the_last_admin_may_go(acme: Desk) -> None:
    ola = await add(acme, **OLA)
    data_of(await acme.client.delete(f"/Teammates/{ola}"))
    assert await acme.read("/Teammates") == []


@pytest.mark.parametrize("path_id", ["7", "not-a-guid", "0" * 32, f"{{{UUID(int=1)}}}"])
async def test_what_is_no_guid_is_nobody(acme: Desk, path_id: str) -> None:
    put = await acme.client.put(f"/Teammates/{path_id}", json=IDA)
    assert fault_of(put)[0] == 404
    assert fault_of(await acme.client.delete(f"/Teammates/{path_id}"))[0] == 404


async def test_a_client_is_no_teammate(acme: Desk) -> None:
    await load_one(acme)
    [ticket] = await acme.list_tickets()
    author = ticket["author"]["id"]
    delete = await acme.client.delete(f"/Teammates/{author}")
    assert fault_of(delete) == (404, f"no teammate has the id {author}")


async def test_renaming_and_removing_while_tickets_are_assigned(acme: Desk) -> None:
    tickets = [each for each in example_tickets() if each.locked_by is None]
    await acme.load(tickets)
    ida, ola = await add(acme, **IDA), await add(acme, **OLA)

    async def pass_on(ticket_id: int) -> None:
        previous = None
        for assignee in [ida, ola] * 8:
            body = {"assigneeId": assignee, "previousAssigneeId": previous}
            answer = await acme.client.patch(f"/tickets/{ticket_id}/Assignee", json=body)
            assert answer.status_code in (200, 400, 409), answer.text
            [shown] = await acme.list_tickets(ticketIds=[ticket_id])
            previous = shown["lockedBy"] and shown["lockedBy"]["id"]

    async def rename() -> None:
        for number in range(16):
            role = "read_only_user" if number % 4 == 3 else "agent"
            await put(acme, ida, **{**IDA, "name": f"Ida {number}", "role": role})

    await asyncio.gather(*(pass_on(ticket.id) for ticket in tickets), rename())

    await assert_documents_true(acme)
    assert await acme.listed_ids(assigneeId=ida) == []


async def test_anothers_teammate_answers_as_one_who_is_not_there(acme: Desk, globex: Desk) -> None:
    secret = await add(globex, **IDA)
    group = data_of(await globex.post("/UserGroups", {"name": "Theirs", "memberIds": [secret]}))

    missing = (404, f"no teammate has the id {secret}")
    assert fault_of(await acme.client.put(f"/Teammates/{secret}", json=OLA)) == missing
    assert fault_of(await acme.client.delete(f"/Teammates/{secret}")) == missing
    assert await acme.read("/Teammates", group=group["id"]) == []
    theirs = await acme.post("/Teammates", IDA | {"groupIds": [group["id"]]})
    assert fault_of(theirs) == (400, f"groupIds[0]: no user group has the id {group['id']}")
    assert await acme.read("/Teammates") == []
    await add(acme, **IDA)
    assert len(await globex.read("/Teammates")) == 1


@pytest.mark.parametrize("role", [Role.READ_ONLY_USER, Role.AGENT])
async def test_only_admins_change_the_team(
    database: Database, address: DatabaseAddress, server_url: str, role: Role
) -> None:
    async with open_desk(database, address, server_url, "readers", role) as desk:
        assert await desk.read("/Teammates") == []
        refusal = (403, f"the role {role} may not change settings")
        assert fault_of(await desk.post("/Teammates", IDA)) == refusal
        assert fault_of(await desk.client.put(f"/Teammates/{uuid4()}", json=IDA)) == refusal
        assert fault_of(await desk.client.delete(f"/Teammates/{uuid4()}")) == refusal

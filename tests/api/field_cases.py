"""Tickets and custom fields to test with."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from httpx2 import Response

from frontdesk.tickets.document import CategoryReference, Ticket
from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk

Json = dict[str, Any]

BILLING: Final = CategoryReference(id=11, name="Billing")
REPAIRS: Final = CategoryReference(id=12, name="Repairs")


def plain_ticket(ticket_id: int, category: CategoryReference | None = None) -> Ticket:
    """A ticket without custom field values."""
    example, *_ = example_tickets()
    return msgspec.structs.replace(example, id=ticket_id, category=category, custom_fields=[])


def choices(*values: str) -> list[Json]:
    return [{"order": order, "value": value} for order, value in enumerate(values, start=1)]


async def add_field(desk: Desk, type: str = "text", **members: Any) -> int:
    answer = await desk.post("/customFields", {"name": f"A {type}", "type": type, **members})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["data"]["id"])


async def redefine(desk: Desk, field_id: int, **members: Any) -> Response:
    """PUT what the field is, with these members changed."""
    present = (await desk.client.get(f"/customFields/{field_id}")).json()["data"]
    body = {name: member for name, member in present.items() if name not in ("id", "value")}
    return await desk.client.put(f"/customFields/{field_id}", json=body | members)


async def give(desk: Desk, ticket_id: int, field_id: int, value: Any) -> None:
    answer = await try_to_give(desk, ticket_id, field_id, value)
    assert answer.status_code == 200, answer.text


async def try_to_give(desk: Desk, ticket_id: int, field_id: int, value: Any) -> Response:
    body = {"id": field_id, "value": value}
    return await desk.client.patch(f"/tickets/{ticket_id}/customFields", json=body)


async def values(desk: Desk, ticket_id: int) -> list[tuple[int, str]]:
    """The custom fields of the ticket as List Tickets shows them."""
    [ticket] = await desk.list_tickets(ticketIds=[ticket_id])
    return [(each["id"], each["value"]) for each in ticket["customFields"]]


async def ids_by_fields(desk: Desk, fields: Sequence[Json], query: str = "") -> Any:
    answer = await desk.post(f"/tickets/idsByFields{query}", {"customFields": list(fields)})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def events(desk: Desk, *names: str) -> list[tuple[str, int | None, Json]]:
    """Name, ticket and data of these events of the journal, oldest first."""
    async with desk.database.reading(desk.community.community_id) as connection:
        cursor = await connection.execute(
            "select name, ticket_id, data from events where name = any(%s) order by event_id",
            [list(names)],
        )
        return await cursor.fetchall()


def assert_refused(answer: Response, status: int, code: int, *words: str) -> None:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert (body["data"], body["errorCode"]) == (None, code)
    for word in words:
        assert word in body["errorText"]

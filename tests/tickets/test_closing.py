"""While a category or a person is closed, tickets that refer to them change, and none begins to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from frontdesk.categories.changing import close_category
from frontdesk.database.transaction import Transaction
from frontdesk.people.joining import close_person
from tests.desk import NOON, Desk, data_of

Close = Callable[[Transaction], Awaitable[None]]

SOON = 0.5


async def open_ticket(desk: Desk, **members: Any) -> int:
    body = {"title": "x", "creator": {"email": "client@example.com"}} | members
    return int(data_of(await desk.post("/tickets", body)))


async def change_while_closed(desk: Desk, close: Close, ticket_id: int, **assignment: Any) -> None:
    """A reply goes through, which changes its ticket several times; the assignment waits."""
    community_id = desk.community.community_id
    [(member, body)] = assignment.items()
    other = await open_ticket(desk)
    async with desk.database.writing(community_id) as connection:
        tx = Transaction(
            connection=connection, community_id=community_id, actor_id=UUID(int=1), now=NOON
        )
        await close(tx)
        reply = {"message": "Hello", "attachments": [{"url": "https://x.example/a"}]}
        data_of(await desk.post(f"/tickets/{ticket_id}/replies", reply))
        waiting = asyncio.create_task(desk.client.patch(f"/tickets/{other}/{member}", json=body))
        await asyncio.wait([waiting], timeout=SOON)
        assert not waiting.done()
    assert data_of(await waiting) == {}


async def test_tickets_in_a_closed_category_change_and_none_enters(acme: Desk) -> None:
    category_id = data_of(await acme.post("/categories", {"name": "Pets"}))["id"]
    ticket_id = await open_ticket(acme, categoryId=category_id)

    async def close(tx: Transaction) -> None:
        await close_category(tx, category_id)

    await change_while_closed(acme, close, ticket_id, category={"id": category_id})


@pytest.mark.parametrize("is_assigned", [True, False])
async def test_tickets_of_a_closed_person_change_and_none_is_assigned(
    acme: Desk, is_assigned: bool
) -> None:
    mate = {"name": "Ida", "email": "ida@example.com", "role": "agent"}
    person_id = data_of(await acme.post("/Teammates", mate))["id"]
    members = {"assigneeId": person_id} if is_assigned else {"creator": {"email": mate["email"]}}
    ticket_id = await open_ticket(acme, **members)

    async def close(tx: Transaction) -> None:
        await close_person(tx, UUID(person_id))

    body = {"assigneeId": person_id, "previousAssigneeId": None}
    await change_while_closed(acme, close, ticket_id, assignee=body)

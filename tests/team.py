"""Teammates who act in tests, and the tickets that they act on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from tests.desk import NOON, Desk, data_of

CLIENT = {"name": "Bill Smith", "email": "bill@example.com"}


@asynccontextmanager
async def acting(desk: Desk, person_id: UUID, now: int = NOON) -> AsyncIterator[Transaction]:
    """A transaction in the name of somebody, committed at the end of the block."""
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        yield Transaction(
            connection=connection, community_id=community_id, actor_id=person_id, now=now
        )


@asynccontextmanager
async def looking(desk: Desk) -> AsyncIterator[tuple[Connection, int]]:
    """A connection that reads, and the community that reads name."""
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        yield connection, community_id


async def add_teammate(desk: Desk, name: str, role: str = "agent") -> UUID:
    email = f"{name.split()[0].lower()}@acme.example"
    mate = {"name": name, "email": email, "role": role}
    return UUID(data_of(await desk.post("/Teammates", mate))["id"])


async def open_ticket(desk: Desk, **members: Any) -> int:
    body = {"title": "Help", "message": "Hello", "creator": CLIENT} | members
    return int(data_of(await desk.post("/tickets", body)))

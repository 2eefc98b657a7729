"""A community under test: what it is called, its tokens, and a client that uses them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from uuid import UUID

from httpx2 import AsyncClient, Response

from frontdesk.communities.community import Community, create_community
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.kit.clock import parse_ticks
from frontdesk.people.enums import Role
from frontdesk.tickets.assembling import assemble_documents
from frontdesk.tickets.counting import find_miscounts
from frontdesk.tickets.document import Ticket
from frontdesk.tickets.search_verifying import find_wrongly_indexed
from frontdesk.tokens.refresh import create_token
from frontdesk.transfer.counts import LoadCounts
from frontdesk.transfer.loading import load_tickets

NOON: Final = parse_ticks("2026-03-02T12:00:00+00:00")

_numbers = count(1)


class FakeClock:
    """Stands at noon until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now

    def advance(self, ticks: int) -> None:
        self.now += ticks

    def reset(self) -> None:
        self.now = NOON


@dataclass(frozen=True, kw_only=True)
class Event:
    """One row of the journal."""

    name: str
    actor_id: UUID | None
    ticket_id: int | None
    subject_id: str | None
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Desk:
    community: Community
    database: Database
    address: DatabaseAddress
    client: AsyncClient
    refresh_token: str
    access_token: str

    async def post(self, path: str, body: Any = None, **parts: Any) -> Response:
        return await self.client.post(path, json=body, **parts)

    async def list_tickets(self, **members: Any) -> Any:
        """The `data` of List Tickets for this body."""
        answer = await self.post("/tickets/list", members)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def listed_ids(self, **members: Any) -> list[int]:
        return [ticket["id"] for ticket in await self.list_tickets(**members)]

    async def read(self, path: str, **parameters: Any) -> Any:
        """The `data` of a GET that succeeds."""
        return data_of(await self.client.get(path, params=parameters))

    async def events(self, *names: str) -> list[Event]:
        """What the journal says of these names, oldest first."""
        async with self.database.reading(self.community.community_id) as connection:
            return await connection.rows(
                Event,
                """
                select name, actor_id, ticket_id, subject_id, data
                from events
                where community_id = %(community_id)s and name = any(%(names)s)
                order by event_id
                """,
                {"community_id": self.community.community_id, "names": list(names)},
            )

    async def load(self, tickets: Sequence[Ticket], now: int = NOON) -> LoadCounts:
        async with owner_transaction(self.address.owner, self.community.community_id) as connection:
            return await load_tickets(connection, self.community, tickets, now=now)


@asynccontextmanager
async def open_desk(
    database: Database, address: DatabaseAddress, url: str, name: str, role: Role = Role.ADMIN
) -> AsyncIterator[Desk]:
    """A new community with a token, and a client that is authorized by it."""
    community = await create_community(
        database, f"{name}-{next(_numbers)}", name=name.title(), now=NOON
    )
    async with open_desk_of(community, database, address, url, role) as desk:
        yield desk


@asynccontextmanager
async def open_desk_as(desk: Desk, role: Role) -> AsyncIterator[Desk]:
    """The same community, seen with another token, of this role."""
    url = str(desk.client.base_url)
    token = f"tests-{next(_numbers)}"
    async with open_desk_of(
        desk.community, desk.database, desk.address, url, role, token=token
    ) as other:
        yield other


@asynccontextmanager
async def open_desk_of(
    community: Community,
    database: Database,
    address: DatabaseAddress,
    url: str,
    role: Role,
    *,
    token: str = "tests",
) -> AsyncIterator[Desk]:
    async with database.writing(community.community_id) as connection:
        refresh_token = await create_token(
            connection,
            community.community_id,
            name=token,
            kind="refresh",
            role=role,
            now=NOON,
        )
    async with AsyncClient(base_url=url, timeout=30) as client:
        access_token = await get_access_token(client, community, refresh_token)
        client.headers["Authorization"] = f"Bearer {access_token}"
        yield Desk(
            community=community,
            database=database,
            address=address,
            client=client,
            refresh_token=refresh_token,
            access_token=access_token,
        )


def data_of(answer: Response) -> Any:
    """The `data` of an answer that says success."""
    assert answer.status_code == 200, answer.text
    envelope = answer.json()
    assert (envelope["errorCode"], envelope["errorText"]) == (-1, None)
    return envelope["data"]


def fault_of(answer: Response) -> tuple[int, str]:
    """The HTTP status and the error's text of an answer that says failure."""
    envelope = answer.json()
    assert envelope["data"] is None, answer.text
    return answer.status_code, envelope["errorText"]


async def assert_documents_true(desk: Desk) -> None:
    """The stored documents of all tickets are what the tables make of them, to the byte."""
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        found = await connection.execute(
            "select ticket_id, document::text from ticket_documents where community_id = %s",
            [community_id],
        )
        stored: dict[int, str] = dict(await found.fetchall())
        true = await assemble_documents(connection, community_id, stored)
    assert stored == {ticket_id: document.decode() for ticket_id, document in true.items()}


async def assert_found_and_counted(desk: Desk) -> None:
    """Each ticket is found by its texts as they are, and all are counted."""
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        await connection.execute("set transaction isolation level repeatable read")
        wrong = [batch async for _, batch in find_wrongly_indexed(connection, community_id)]
        assert [each for batch in wrong for each in batch] == []
        assert await find_miscounts(connection, community_id) == []


async def get_access_token(client: AsyncClient, community: Community, refresh_token: str) -> str:
    answer = await client.post(
        "/token",
        data={
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
            "client_id": str(community.client_id),
        },
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])

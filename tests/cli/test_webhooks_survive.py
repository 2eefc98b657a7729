"""An endpoint that is down, a server that is killed amid deliveries and started again, an hour that
passes: every change that was committed arrives, in order, under one id, and nothing else does."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import httpx2

from frontdesk.communities.community import Community, require_community
from frontdesk.database.address import DatabaseAddress, database_address
from frontdesk.database.pool import Database
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.clock import HOUR, MINUTE, system_clock
from frontdesk.wire.webhook_events import HEARD_AS, ObjectType
from tests.cli.installation import Frontdesk, Server
from tests.desk import FakeClock
from tests.worker.receiver import OK, Answer, Receiver, receiving
from tests.worker.workers import delivery_counts, enter_webhook, working

CLIENTS: Final = 6
TICKETS: Final = int(os.environ.get("SURVIVE_TICKETS", "15"))
"""Of each client, with three replies and four changes of tags each: 11 changes or more. `make soak`
takes 60."""

LOCAL: Final = {
    "webhooks_allow_http": "true",
    "webhooks_allow_private": "true",
    "rate_limit": "off",
}
DOWN: Final = Answer(503)


async def test_nothing_is_lost_when_endpoint_and_server_are_down(
    own_frontdesk: Frontdesk, port: int, tmp_path: Path
) -> None:
    own_frontdesk.community("acme")
    with database_address(None, own_frontdesk.data_dir) as address:
        async with Database(address.service, most=2) as database, receiving() as receiver:
            community = await require_community(database, "acme")
            hooks = [
                await enter_webhook(
                    database, community, f"{receiver.url}/{kind}", kind, now=system_clock()
                )
                for kind in (ObjectType.TICKET, ObjectType.REPLY)
            ]
            headers = await change_until_killed(own_frontdesk, port, receiver)
            await change_while_down(own_frontdesk, port, receiver, headers)
            await roll_back(database, community)
            await let_an_hour_pass(address, database, community, receiver, tmp_path)
            sent = await expected(database, community, hooks)
    assert len(sent) > CLIENTS * TICKETS * 8
    assert_complete(receiver, sent)


async def change_until_killed(
    frontdesk: Frontdesk, port: int, receiver: Receiver
) -> dict[str, str]:
    """The endpoint answers, then no more, then server and worker are killed amid changes."""
    with frontdesk.serving(port=port, **LOCAL) as server:
        with server.client(frontdesk, "acme", "shop") as client:
            headers = dict(client.headers)
        changing = asyncio.create_task(change(server, headers))
        await receiver.until(lambda: len(receiver.received) > 50)
        receiver.gate.clear()
        await asyncio.sleep(0.3)
        receiver.answer = lambda _: DOWN
        server.process.kill()
        receiver.gate.set()
        await changing
    return headers


async def change_while_down(
    frontdesk: Frontdesk, port: int, receiver: Receiver, headers: dict[str, str]
) -> None:
    """The server is started again; nothing is taken by the endpoint."""
    taken = len(receiver.received)
    with frontdesk.serving(port=port, **LOCAL) as server:
        await change(server, headers)
        assert await asyncio.to_thread(server.stop) == 0
    assert len(receiver.received) == taken


async def roll_back(database: Database, community: Community) -> None:
    """A change that is written down, and then not committed."""
    with suppress(ZeroDivisionError):
        async with database.writing(community.community_id) as connection:
            tx = Transaction(
                connection=connection,
                community_id=community.community_id,
                actor_id=community.api_user_id,
                now=system_clock(),
            )
            await record(tx, EventName.TICKET_CREATED, ticket_id=1)
            raise ZeroDivisionError


async def let_an_hour_pass(
    address: DatabaseAddress,
    database: Database,
    community: Community,
    receiver: Receiver,
    folder: Path,
) -> None:
    clock = FakeClock()
    clock.now = system_clock() + MINUTE
    async with working(address, clock, folder):
        for _ in range(6):
            refused = len(receiver.refused)
            async with asyncio.timeout(60):
                # The pause after a failure counts from when the worker has read the answer: that
                # may be after the clock was moved.
                while len(receiver.refused) == refused:  # it is the clock that moves
                    clock.advance(MINUTE)
                    await asyncio.sleep(0.1)
            clock.advance(HOUR // 6)
        receiver.answer = lambda _: OK
        async with asyncio.timeout(60):
            while (await delivery_counts(database, community.community_id)).keys() != {"delivered"}:
                clock.advance(MINUTE)
                await asyncio.sleep(0.5)


async def change(server: Server, headers: dict[str, str]) -> None:
    """Several clients at once, until all is done or the server is gone."""
    async with httpx2.AsyncClient(base_url=server.url, headers=headers, timeout=30) as client:
        await asyncio.gather(*(change_as(client, number) for number in range(CLIENTS)))


async def change_as(client: httpx2.AsyncClient, number: int) -> None:
    with suppress(httpx2.TransportError):
        for _ in range(TICKETS):
            creator = {"email": f"{number}@example.com"}
            ticket = await send(client, "POST", "/tickets", {"title": "Hi", "creator": creator})
            for turn in range(4):
                await send(client, "PUT", f"/tickets/{ticket}/tags", [f"{turn}"])
                if turn < 3:
                    await send(client, "POST", f"/tickets/{ticket}/replies", {"message": f"{turn}"})
            lost = {"message": "Lost", "parentReplyId": 1 << 40}
            assert (await client.post(f"/tickets/{ticket}/replies", json=lost)).status_code == 400


async def send(client: httpx2.AsyncClient, method: str, path: str, body: Any) -> Any:
    answer = await client.request(method, path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def expected(
    database: Database, community: Community, hooks: Sequence[int]
) -> dict[str, tuple[int, str]]:
    """By the id of each message its ticket and its type, in the order of the journal."""
    async with database.reading(community.community_id) as connection:
        cursor = await connection.execute(
            """
            select event_id, name, ticket_id
            from events
            where community_id = %s
            order by transaction_id, event_id
            """,
            [community.community_id],
        )
        rows = await cursor.fetchall()
    by_kind = dict(zip((ObjectType.TICKET, ObjectType.REPLY), hooks, strict=True))
    return {
        f"msg_{by_kind[event.object_type]}_{event_id}": (ticket_id, event.value)
        for event_id, name, ticket_id in rows
        if (event := HEARD_AS.get(name)) is not None
    }


def assert_complete(receiver: Receiver, sent: dict[str, tuple[int, str]]) -> None:
    """All, in order by ticket and endpoint, nothing else, and never two of a ticket at once."""
    told = {one.id: (one.ticket_id, one.body["EventType"]) for one in receiver.received}
    assert told == sent
    for path in (f"/{ObjectType.TICKET}", f"/{ObjectType.REPLY}"):
        for ticket_id, came in receiver.by_ticket(path).items():
            ids = list(dict.fromkeys(one.id for one in came))
            assert ids == [one for one in sent if one in ids], ticket_id
    assert receiver.overlaps == []
    bodies = {(one.id, str(one.body)) for one in receiver.received + receiver.refused}
    assert len(bodies) == len(sent)

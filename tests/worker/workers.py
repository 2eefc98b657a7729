"""Workers in the tests' process, and webhooks for them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from frontdesk.communities.community import Community
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.database.transaction import Transaction
from frontdesk.events.hearing import Hearing
from frontdesk.kit.background import in_background
from frontdesk.kit.clock import Clock
from frontdesk.webhooks.due import endpoints_with_due
from frontdesk.webhooks.leases import hold, let_go
from frontdesk.webhooks.registering import WebhookDraft, create_webhook
from frontdesk.wire.webhook_events import ObjectType, WebhookEvent
from frontdesk.worker.alone import open_worker_parts
from frontdesk.worker.delivering import deliver
from frontdesk.worker.following import Following
from frontdesk.worker.parts import WorkerParts
from frontdesk.worker.running import run_worker
from tests.desk import NOON, Desk

EVENTS_OF: Final = {
    kind: tuple(event for event in WebhookEvent if event.object_type == kind) for kind in ObjectType
}


def settings_of(folder: Path) -> Settings:
    """Those of a worker whose endpoints are on this machine."""
    return Settings(
        data_dir=folder,
        log_level="error",
        webhooks_allow_http=True,
        webhooks_allow_private=True,
    )


@asynccontextmanager
async def working(
    address: DatabaseAddress, clock: Clock, folder: Path
) -> AsyncIterator[WorkerParts]:
    """A whole worker, stopped as SIGTERM would at the end."""
    hearing = Hearing(address.service)
    async with open_worker_parts(settings_of(folder), address, clock) as parts:
        running = asyncio.create_task(run_worker(parts, hearing, address.service))
        await asyncio.sleep(0)
        async with in_background(hearing.run()):
            try:
                yield parts
            finally:
                parts.stopping.set()
                await running


@asynccontextmanager
async def run_turns(
    address: DatabaseAddress, clock: Clock, folder: Path
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Call what is given to do all that is due by the clock, and nothing in between."""
    async with open_worker_parts(settings_of(folder), address, clock) as parts:

        async def turns() -> None:
            await Following(parts, Hearing(address.service)).sweep()
            async with parts.database.reading(None) as connection:
                due = await endpoints_with_due(connection, now=clock())
            while due:
                for community_id, webhook_id in due:
                    await deliver(parts, community_id, webhook_id)
                async with parts.database.reading(None) as connection:
                    due = await endpoints_with_due(connection, now=clock())

        yield turns


async def add_webhook(desk: Desk, url: str, kind: ObjectType = ObjectType.TICKET) -> int:
    """A webhook of all events of the kind; its id. Nobody asks the endpoint."""
    return await enter_webhook(desk.database, desk.community, url, kind, now=NOON)


async def enter_webhook(
    database: Database, community: Community, url: str, kind: ObjectType, *, now: int
) -> int:
    async with database.writing(community.community_id) as connection:
        tx = Transaction(
            connection=connection,
            community_id=community.community_id,
            actor_id=community.api_user_id,
            now=now,
        )
        draft = WebhookDraft(url=url, verify_token="t", object_type=kind, events=EVENTS_OF[kind])
        webhook, _ = await create_webhook(tx, draft)
        return webhook.webhook_id


async def delivery_counts(database: Database, community_id: int) -> dict[str, int]:
    """How many deliveries there are, by status."""
    async with database.reading(community_id) as connection:
        cursor = await connection.execute(
            """
            select status, count(*)
            from webhook_deliveries
            where community_id = %s
            group by status
            """,
            [community_id],
        )
        return {row[0]: row[1] for row in await cursor.fetchall()}


async def live_secrets(desk: Desk, webhook_id: int, *, now: int) -> list[str]:
    """The secrets that a worker signs with, the newest first, as soon as none sends."""
    community_id, held = desk.community.community_id, None
    async with asyncio.timeout(30):
        while held is None:
            async with desk.database.writing(community_id) as connection:
                held = await hold(connection, community_id, webhook_id, by="tests", now=now)
    async with desk.database.writing(community_id) as connection:
        await let_go(connection, community_id, held)
    return held.secrets(now)

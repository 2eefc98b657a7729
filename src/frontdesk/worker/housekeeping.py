"""What is cleared away from time to time, in small transactions so that nobody waits for it."""

from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from frontdesk.attachments.unnamed import clear_unnamed_bytes
from frontdesk.communities.community import all_community_ids
from frontdesk.database.pool import Connection
from frontdesk.tickets.counting import fold_counts
from frontdesk.tokens.first_answers import forget_old_answers
from frontdesk.webhooks.retention import communities_with_old_deliveries, forget_old_deliveries
from frontdesk.worker.parts import WorkerParts

_AT_ONCE: Final = 1000

log = structlog.get_logger()

Forget = Callable[[Connection, int], Awaitable[int]]


async def clear_old_deliveries(parts: WorkerParts) -> None:
    now = parts.clock()
    async with parts.database.reading(None) as connection:
        communities = await communities_with_old_deliveries(connection, now=now)

    async def forget(connection: Connection, community_id: int) -> int:
        return await forget_old_deliveries(connection, community_id, now=now, most=_AT_ONCE)

    for community_id in communities:
        await _until_none_is_left(parts, community_id, forget)


async def clear_old_answers(parts: WorkerParts) -> None:
    """First answers to requests with an Idempotency-Key; busy communities clear their own."""
    now = parts.clock()
    async with parts.database.reading(None) as connection:
        communities = await all_community_ids(connection)

    async def forget(connection: Connection, community_id: int) -> int:
        return await forget_old_answers(connection, community_id, now=now, most=_AT_ONCE)

    for community_id in communities:
        await _until_none_is_left(parts, community_id, forget)


async def _until_none_is_left(parts: WorkerParts, community_id: int, forget: Forget) -> None:
    removed = _AT_ONCE
    while removed == _AT_ONCE and not parts.stopping.is_set():
        async with parts.database.writing(community_id) as connection:
            removed = await forget(connection, community_id)


async def fold_ticket_counts(parts: WorkerParts) -> None:
    """So that whoever reads counts has few appended changes to add."""
    async with parts.database.reading(None) as connection:
        communities = await all_community_ids(connection)
    for community_id in communities:
        if parts.stopping.is_set():
            return
        async with parts.database.writing(community_id) as connection:
            await fold_counts(connection, community_id)


async def clear_unnamed_files(parts: WorkerParts) -> None:
    """Bytes of uploads that were never entered."""
    async with parts.database.reading(None) as connection:
        cleared = await clear_unnamed_bytes(connection, parts.store, now=parts.clock())
    if cleared:
        log.info("unnamed_files_cleared", count=cleared)

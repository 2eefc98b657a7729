"""Counting anew when tickets expire, after the rules have changed."""

import asyncio
from typing import Final

import structlog

from frontdesk.communities.community import get_community
from frontdesk.database.transaction import Transaction
from frontdesk.errors import Unavailable
from frontdesk.jobs.queueing import queue_job
from frontdesk.kit.collisions import persist
from frontdesk.response_times.changing import RECOUNT
from frontdesk.tickets.expiring import changes_under_way, have_ended, recount_expiry
from frontdesk.worker.parts import WorkerParts

_LOOK_SECONDS: Final = 0.2
_RETRY_SECONDS: Final = 1.0

log = structlog.get_logger()


async def recount(parts: WorkerParts, community_id: int, after: int = 0) -> None:
    """For all open tickets of a community, in transactions that nobody waits for long. A worker
    that is told to stop leaves the rest, above the id `after`, to another."""
    if not await _wait_for_former_rules(parts):
        await _leave(parts, community_id, after)
        return
    reached: int | None = after
    while reached is not None:
        if parts.stopping.is_set():
            await _leave(parts, community_id, reached)
            return
        reached = await _recount_some(parts, community_id, reached)


async def _wait_for_former_rules(parts: WorkerParts) -> bool:
    """Until no change is under way that follows them; false when it is time to stop. No
    connection is held meanwhile."""
    async with parts.database.reading(None) as connection:
        number = await changes_under_way(connection)
    while not parts.stopping.is_set():
        async with parts.database.reading(None) as connection:
            if await have_ended(connection, number):
                return True
        await asyncio.sleep(_LOOK_SECONDS)
    return False


async def _recount_some(parts: WorkerParts, community_id: int, after: int) -> int | None:
    async def attempt() -> int | None:
        async with parts.database.writing(community_id) as connection:
            community = await get_community(connection, community_id)
            assert community is not None, "none is ever deleted"
            tx = Transaction(
                connection=connection,
                community_id=community_id,
                actor_id=community.api_user_id,
                now=parts.clock(),
            )
            return await recount_expiry(tx, after=after)

    try:
        return await persist(attempt)
    except Unavailable as error:
        log.warning("expiry_not_recounted", community_id=community_id, error=str(error))
        await asyncio.sleep(_RETRY_SECONDS)
        return after


async def _leave(parts: WorkerParts, community_id: int, after: int) -> None:
    # Not `once_as` what a change of the rules queues: that one must begin at the first ticket.
    async with parts.database.writing(community_id) as connection:
        await queue_job(connection, RECOUNT, {"community_id": community_id, "after": after})

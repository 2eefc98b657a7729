"""When tickets expire, counted anew after the rules for that have changed."""

from frontdesk.communities.community import get_community
from frontdesk.database.transaction import Transaction
from frontdesk.response_times.changing import queue_recount
from frontdesk.tickets.expiring import recount_expiry, wait_for_changes_under_way
from frontdesk.worker.parts import WorkerParts


async def recount(parts: WorkerParts, community_id: int) -> None:
    """All tickets of a community, a batch a transaction. A worker that is to stop leaves the whole
    to another one: what is right already is not written again."""
    async with parts.database.reading(community_id) as connection:
        await wait_for_changes_under_way(connection)
    after: int | None = 0
    while after is not None:
        async with parts.database.writing(community_id) as connection:
            if parts.stopping.is_set():
                await queue_recount(connection, community_id)
                return
            community = await get_community(connection, community_id)
            assert community is not None, "none is ever deleted"
            tx = Transaction(
                connection=connection,
                community_id=community_id,
                actor_id=community.api_user_id,
                now=parts.clock(),
            )
            after = await recount_expiry(tx, after=after)

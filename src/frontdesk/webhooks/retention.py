"""How long deliveries can be looked at."""

from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.kit.clock import DAY

KEPT: Final = 30 * DAY
"""After a delivery succeeded or failed for good; its attempts go with it."""


async def communities_with_old_deliveries(connection: Connection, *, now: int) -> list[int]:
    return await connection.values(
        "select communities_with_old_deliveries(%(before)s)", {"before": now - KEPT}
    )


async def forget_old_deliveries(
    connection: Connection, community_id: int, *, now: int, most: int
) -> int:
    """Remove up to `most`, the oldest first; how many there were."""
    removed = await connection.values(
        """
        with old as materialized (  -- else a plan may run it, and its limit, once a row
            select delivery_id
            from webhook_deliveries
            where community_id = %(community_id)s and finished_time < %(before)s
            order by finished_time
            limit %(most)s
            for update skip locked
        )
        delete from webhook_deliveries d
        using old o
        where d.community_id = %(community_id)s and d.delivery_id = o.delivery_id
        returning 1
        """,
        {"community_id": community_id, "before": now - KEPT, "most": most},
    )
    return len(removed)

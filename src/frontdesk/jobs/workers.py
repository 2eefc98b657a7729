"""Which workers there are, by their heartbeats; asked by the owner."""

from typing import Final

from frontdesk.database.pool import Connection

STALLED_SECONDS: Final = 20.0
"""A worker that has not been heard of for so long is taken for dead."""


async def count_workers(connection: Connection) -> int:
    """Those that have been heard of lately."""
    count: int = await connection.value(
        """
        select count(*)
        from procrastinate.procrastinate_workers
        where last_heartbeat > now() - make_interval(secs => %(stalled)s)
        """,
        {"stalled": STALLED_SECONDS},
    )
    return count

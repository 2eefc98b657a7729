"""Many tickets changed by one action: in batches, each locked before it is read."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from frontdesk.database.transaction import Transaction

BATCH: Final = 500


async def locked_batches(tx: Transaction, ticket_ids: Sequence[int]) -> AsyncIterator[list[int]]:
    """The tickets in batches, each locked until the transaction ends.

    In ascending order, so that two such actions never wait for each other; tickets that are gone
    are left out.
    """
    ascending = sorted(ticket_ids)
    for start in range(0, len(ascending), BATCH):
        yield await _lock(tx, ascending[start : start + BATCH])


async def _lock(tx: Transaction, ticket_ids: list[int]) -> list[int]:
    return await tx.connection.values(
        """
        select ticket_id
        from tickets
        where community_id = %(community_id)s and ticket_id = any(%(ids)s::bigint[])
        order by ticket_id
        for update
        """,
        {"community_id": tx.community_id, "ids": ticket_ids},
    )

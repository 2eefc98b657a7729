"""Bytes in the file store that no file names: an upload that broke off before it was entered.

They are set aside first, and deleted a week later. So an upload of the same bytes that comes just
then loses nothing: whoever opens the file finds them there, and they go back to their place.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from frontdesk.attachments.store import FileStore, KeptBytes
from frontdesk.database.pool import Connection
from frontdesk.kit.clock import DAY

_BATCH: Final = 1000
_YOUNG: Final = DAY
"""What was stored lately may be entered yet."""
_KEPT_ASIDE: Final = 7 * DAY


async def clear_unnamed_bytes(connection: Connection, store: FileStore, *, now: int) -> int:
    """How many were set aside. The connection is in no community: all may have the bytes."""
    count = 0
    async for batch in _older(store.kept(), now - _YOUNG):
        for digest in await _unnamed(connection, batch):
            await store.set_aside(digest)
            count += 1
    async for batch in _older(store.kept(aside=True), now - _KEPT_ASIDE):
        unnamed = set(await _unnamed(connection, batch))
        for digest in batch:
            if digest in unnamed:
                await store.delete_set_aside(digest)
            else:
                await store.bring_back(digest)
    return count


async def _older(kept: AsyncIterator[KeptBytes], than: int) -> AsyncIterator[list[bytes]]:
    """The digests, in batches."""
    batch = []
    async for each in kept:
        if each.time < than:
            batch.append(each.digest)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def _unnamed(connection: Connection, digests: Sequence[bytes]) -> list[bytes]:
    return await connection.values(
        "select digests_without_a_file(%(digests)s::bytea[])", {"digests": list(digests)}
    )

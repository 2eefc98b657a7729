"""What follows from events: who reads the journal, and what they make of it.

A reaction deals with the next events of one community in the transaction that it is given, the
reader's position included.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.webhooks.dispatching import dispatch
from frontdesk.webhooks.registering import READER
from frontdesk.worker.delivering import queue_delivering
from frontdesk.worker.parts import WorkerParts

_EVENTS_AT_ONCE: Final = 500


class News(Enum):
    """What is left in the journal: nothing, more to read now, or something that cannot be read
    before an older transaction has ended."""

    NONE = auto()
    NOW = auto()
    LATER = auto()


React = Callable[[WorkerParts, Connection, int], Awaitable[News]]


@dataclass(frozen=True, kw_only=True)
class Reaction:
    """`reader` is its name in `event_readers`."""

    reader: str
    react: React


async def make_deliveries(parts: WorkerParts, connection: Connection, community_id: int) -> News:
    done = await dispatch(
        connection,
        community_id,
        public_address=parts.public_address,
        now=parts.clock(),
        take=_EVENTS_AT_ONCE,
    )
    for webhook_id in sorted(done.webhook_ids):
        await queue_delivering(connection, community_id, webhook_id)
    if done.has_more:
        return News.NOW
    return News.LATER if done.has_later else News.NONE


REACTIONS: Final = (Reaction(reader=READER, react=make_deliveries),)

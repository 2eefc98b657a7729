"""Reading the journal in commit order, without gaps, also while transactions commit out of order.

A position is a transaction's id with an event's. Only events of transactions older than every one
that is still under way are read, so nothing can appear before a position that was given out: a
transaction that takes long delays what came after it and loses nothing. A load of many tickets into
another community is known to write nothing here, and delays nobody (`settled_end` in the schema).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, LiteralString, NamedTuple, Self
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.events.names import EventName

_TEXT: Final = re.compile(r"([0-9a-f]{1,16})-([0-9a-f]{1,16})", re.ASCII)
_MOST: Final = 2**63 - 1


class FeedPosition(NamedTuple):
    """Behind this event; `str()` is what clients get, and need not understand."""

    transaction_id: int
    event_id: int

    def __str__(self) -> str:
        return f"{self.transaction_id:x}-{self.event_id:x}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for a text that no position has."""
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ValueError("expected a position as this feed gave it")
        transaction_id, event_id = (int(part, 16) for part in match.groups())
        if max(transaction_id, event_id) > _MOST:
            raise ValueError("expected a position as this feed gave it")
        return cls(transaction_id, event_id)


START: Final = FeedPosition(0, 0)
"""Before the first event."""


@dataclass(frozen=True, kw_only=True)
class FeedEvent:
    """A row of the journal. `data` has the previous and the new value, by the kind of event."""

    event_id: int
    transaction_id: int
    time: int
    name: EventName
    actor_id: UUID | None
    ticket_id: int | None
    subject_id: str | None
    data: dict[str, Any]  # Any: JSON

    @property
    def position(self) -> FeedPosition:
        return FeedPosition(self.transaction_id, self.event_id)


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """`next` is where to go on, also when nothing was found: all before it is settled."""

    events: list[FeedEvent]
    next: FeedPosition
    has_more: bool


async def read_feed(
    connection: Connection,
    community_id: int,
    *,
    after: FeedPosition,
    take: int,
    names: Collection[EventName] | None = None,
) -> FeedPage:
    """At most `take` events behind a position, of these names, in commit order."""
    end = await find_end(connection, community_id)
    if await _is_of_another_server(connection, after):  # a dump's events are all settled here
        after = FeedPosition(0, after.event_id)
    parameters = {
        "community_id": community_id,
        "transaction_id": str(after.transaction_id),
        "event_id": after.event_id,
        "end": str(end.transaction_id),
        "names": None if names is None else [name.value for name in names],
        "take": take + 1,
    }
    found = await connection.rows(FeedEvent, _READ, parameters)
    if len(found) > take:
        last = found[take - 1].position if take else after
        return FeedPage(events=found[:take], next=last, has_more=True)
    return FeedPage(events=found, next=max(after, end), has_more=False)


async def find_end(connection: Connection, community_id: int) -> FeedPosition:
    """Where the settled part of the community's journal ends now."""
    end: int = await connection.value(
        "select settled_end(%(community_id)s)::text::bigint", {"community_id": community_id}
    )
    return FeedPosition(end, 0)


async def _is_of_another_server(connection: Connection, position: FeedPosition) -> bool:
    is_beyond: bool = await connection.value(
        "select %(transaction_id)s > pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
        {"transaction_id": position.transaction_id},
    )
    return is_beyond


async def events_by_id(
    connection: Connection, community_id: int, event_ids: Collection[int]
) -> list[FeedEvent]:
    """In commit order."""
    return await connection.rows(
        FeedEvent,
        _SELECT
        + """
        where community_id = %(community_id)s and event_id = any(%(event_ids)s)
        order by transaction_id, event_id
        """,
        {"community_id": community_id, "event_ids": list(event_ids)},
    )


_SELECT: Final[LiteralString] = """
select event_id, transaction_id::text::bigint as transaction_id, time, name, actor_id, ticket_id,
       subject_id, data
from events
"""

# The end is asked for before this is run: what is older than it is committed by then, and visible.
_READ: Final[LiteralString] = (
    _SELECT
    + """
where community_id = %(community_id)s
  and (transaction_id, event_id) > (%(transaction_id)s::xid8, %(event_id)s::bigint)
  and transaction_id < %(end)s::xid8
  and (%(names)s::text[] is null or name = any(%(names)s))
order by transaction_id, event_id
limit %(take)s
"""
)

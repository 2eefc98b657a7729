"""From the journal to deliveries: each event that a webhook hears becomes one row with its body,
in the transaction that moves the reader's position on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from frontdesk.communities.community import get_community
from frontdesk.database.pool import Connection
from frontdesk.events.feed import FeedEvent, read_feed
from frontdesk.events.names import EventName
from frontdesk.events.readers import has_news_beyond, keep_position, take_position
from frontdesk.webhooks.composing import Composed, compose_bodies
from frontdesk.webhooks.deliveries import message_id
from frontdesk.webhooks.registering import READER
from frontdesk.wire.webhook_events import HEARD_AS


@dataclass(frozen=True, kw_only=True)
class Dispatched:
    """`webhook_ids` got deliveries; `has_more` for the next call; `has_later`: something is
    committed that cannot be read before an older transaction has ended."""

    webhook_ids: frozenset[int]
    has_more: bool
    has_later: bool


NOTHING: Final = Dispatched(webhook_ids=frozenset(), has_more=False, has_later=False)


async def dispatch(
    connection: Connection, community_id: int, *, public_address: str, now: int, take: int
) -> Dispatched:
    """Deal with the next events of a community, at most `take`; nothing when another worker is at
    it. The connection is in a transaction."""
    position = await take_position(connection, community_id, READER)
    if position is None:
        return NOTHING
    heard = await _heard_events(connection, community_id)
    page = await read_feed(connection, community_id, after=position, take=take, names=heard)
    pairs = await _pair(connection, community_id, page.events)
    await _deliver(connection, community_id, pairs, public_address=public_address, now=now)
    await keep_position(connection, community_id, READER, page.next)
    return Dispatched(
        webhook_ids=frozenset(webhook_id for webhook_id, _ in pairs),
        has_more=page.has_more,
        has_later=not page.has_more and await has_news_beyond(connection, community_id, page.next),
    )


async def _heard_events(connection: Connection, community_id: int) -> list[EventName]:
    """What any of the enabled webhooks hears."""
    wanted = await connection.values(
        """
        select distinct unnest(events)
        from webhooks
        where community_id = %(community_id)s and is_enabled
        """,
        {"community_id": community_id},
    )
    return [name for name, event in HEARD_AS.items() if event.value in wanted]


async def _pair(
    connection: Connection, community_id: int, events: Sequence[FeedEvent]
) -> list[tuple[int, FeedEvent]]:
    """Which webhook gets which event, in the events' order: one that was made after an event was
    committed does not get it."""
    if not events:
        return []
    by_id = {event.event_id: event for event in events}
    cursor = await connection.execute(
        """
        select w.webhook_id, e.event_id
        from unnest(%(ids)s::bigint[], %(transaction_ids)s::text[], %(types)s::text[])
             with ordinality as e (event_id, transaction_id, type, position)
        join webhooks w on w.community_id = %(community_id)s
                       and w.is_enabled
                       and e.type = any(w.events)
                       and not pg_visible_in_snapshot(e.transaction_id::xid8, w.since)
        order by e.position, w.webhook_id
        """,
        {
            "community_id": community_id,
            "ids": [event.event_id for event in events],
            "transaction_ids": [str(event.transaction_id) for event in events],
            "types": [HEARD_AS[event.name].value for event in events],
        },
    )
    return [(row[0], by_id[row[1]]) for row in await cursor.fetchall()]


async def _deliver(
    connection: Connection,
    community_id: int,
    pairs: Sequence[tuple[int, FeedEvent]],
    *,
    public_address: str,
    now: int,
) -> None:
    if not pairs:
        return
    community = await get_community(connection, community_id)
    assert community is not None, "its journal was just read"
    events = list({event.event_id: event for _, event in pairs}.values())
    bodies = await compose_bodies(
        connection, community, events, public_address=public_address, now=now
    )
    rows = [
        (webhook_id, bodies[event.event_id])
        for webhook_id, event in pairs
        if event.event_id in bodies
    ]
    await _insert(connection, community_id, rows, now=now)


async def _insert(
    connection: Connection, community_id: int, rows: Sequence[tuple[int, Composed]], *, now: int
) -> None:
    """In this order, in which their ids are then given."""
    await connection.execute(
        """
        insert into webhook_deliveries
               (community_id, webhook_id, message_id, event_id, event_type, ticket_id, event_time,
                body, next_attempt_time, creation_time)
        select %(community_id)s, webhook_id, message_id, event_id, event_type, ticket_id,
               event_time, body, %(now)s, %(now)s
        from unnest(%(webhook_ids)s::bigint[], %(message_ids)s::text[], %(event_ids)s::bigint[],
                    %(event_types)s::text[], %(ticket_ids)s::bigint[], %(event_times)s::bigint[],
                    %(bodies)s::bytea[])
             with ordinality
             as made (webhook_id, message_id, event_id, event_type, ticket_id, event_time, body,
                      position)
        order by position
        on conflict (community_id, webhook_id, event_id) where not is_replay do nothing
        """,
        {
            "community_id": community_id,
            "now": now,
            "webhook_ids": [webhook_id for webhook_id, _ in rows],
            "message_ids": [message_id(webhook_id, row.event.event_id) for webhook_id, row in rows],
            "event_ids": [row.event.event_id for _, row in rows],
            "event_types": [row.event_type.value for _, row in rows],
            "ticket_ids": [row.event.ticket_id for _, row in rows],
            "event_times": [row.event.time for _, row in rows],
            "bodies": [row.body for _, row in rows],
        },
    )

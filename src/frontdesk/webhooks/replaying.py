"""Sending again what was sent, or should have been: new deliveries under the ids of the old ones,
so that a receiver which has them already can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, LiteralString

from frontdesk.communities.community import get_community
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, StateConflict
from frontdesk.events.announcements import announce_deliveries
from frontdesk.events.feed import events_by_id
from frontdesk.tickets.lookup import require_ticket
from frontdesk.webhooks.composing import Composed, compose_bodies
from frontdesk.webhooks.deliveries import Delivery, get_delivery, message_id
from frontdesk.webhooks.webhook import Webhook, get_webhook
from frontdesk.wire.webhook_events import HEARD_AS

MOST_REPLAYED: Final = 10_000
_AT_ONCE: Final = 500


@dataclass(frozen=True, kw_only=True)
class ReplayWindow:
    """Events of these times, both inclusive, or of one ticket; None: no bound."""

    since: int | None = None
    until: int | None = None
    ticket_id: int | None = None


async def resend(tx: Transaction, webhook_id: int, delivery_id: int) -> Delivery:
    """A new pending delivery of the same bytes.

    Raises NotFound, and StateConflict for a webhook that is turned off.
    """
    await _require_enabled(tx, webhook_id)
    await get_delivery(tx.connection, tx.community_id, webhook_id, delivery_id)
    new_id: int = await tx.connection.value(
        """
        insert into webhook_deliveries
               (community_id, webhook_id, message_id, event_id, event_type, ticket_id, event_time,
                body, next_attempt_time, creation_time, is_replay)
        select community_id, webhook_id, message_id, event_id, event_type, ticket_id, event_time,
               body, %(now)s, %(now)s, true
        from webhook_deliveries
        where community_id = %(community_id)s and delivery_id = %(delivery_id)s
        returning delivery_id
        """,
        {"community_id": tx.community_id, "delivery_id": delivery_id, "now": tx.now},
    )
    await announce_deliveries(tx.connection)
    return await get_delivery(tx.connection, tx.community_id, webhook_id, new_id)


async def resend_failed(tx: Transaction, webhook_id: int) -> int:
    """The same for each event whose deliveries all failed, in their order; their number.

    Raises NotFound, and StateConflict for a webhook that is turned off.
    """
    await _require_enabled(tx, webhook_id)
    cursor = await tx.connection.execute(
        """
        insert into webhook_deliveries
               (community_id, webhook_id, message_id, event_id, event_type, ticket_id, event_time,
                body, next_attempt_time, creation_time, is_replay)
        select community_id, webhook_id, message_id, event_id, event_type, ticket_id, event_time,
               body, %(now)s, %(now)s, true
        from (
            select distinct on (d.event_id) d.*
            from webhook_deliveries d
            where d.community_id = %(community_id)s
              and d.webhook_id = %(webhook_id)s
              and not exists (
                select from webhook_deliveries other
                where other.community_id = d.community_id
                  and other.webhook_id = d.webhook_id
                  and other.event_id = d.event_id
                  and other.status <> 'failed'
              )
            order by d.event_id, d.delivery_id
        ) lost
        order by delivery_id
        """,
        {"community_id": tx.community_id, "webhook_id": webhook_id, "now": tx.now},
    )
    return cursor.rowcount


async def replay(
    tx: Transaction, webhook_id: int, window: ReplayWindow, *, public_address: str
) -> int:
    """Pending deliveries of every event in the window that the webhook hears of, in the order of
    the events, whether it was told before or not; their number.

    Raises NotFound, StateConflict for a webhook that is turned off, and InvalidMember for a window
    that holds too many.
    """
    webhook = await _require_enabled(tx, webhook_id)
    community = await get_community(tx.connection, tx.community_id)
    assert community is not None, "it is the connection's own"
    event_ids = await _find_events(tx, webhook, window)
    rest = iter(event_ids)
    count = 0
    while part := list(islice(rest, _AT_ONCE)):
        events = await events_by_id(tx.connection, tx.community_id, part)
        composed = await compose_bodies(
            tx.connection, community, events, public_address=public_address, now=tx.now
        )
        await _insert(tx, webhook_id, list(composed.values()))
        count += len(composed)
    await announce_deliveries(tx.connection)
    return count


async def _require_enabled(tx: Transaction, webhook_id: int) -> Webhook:
    webhook = await get_webhook(tx.connection, tx.community_id, webhook_id)
    if not webhook.is_enabled:
        raise StateConflict(f"webhook {webhook_id} is turned off; turn it on first")
    return webhook


async def _find_events(tx: Transaction, webhook: Webhook, window: ReplayWindow) -> list[int]:
    if window.ticket_id is not None:
        await require_ticket(tx.connection, tx.community_id, window.ticket_id)
    found = await tx.connection.values(
        _FIND,
        vars(window)
        | {
            "community_id": tx.community_id,
            "names": [name.value for name, heard in HEARD_AS.items() if heard in webhook.events],
            "most": MOST_REPLAYED + 1,
        },
    )
    if len(found) > MOST_REPLAYED:
        raise InvalidMember("to", f"more than {MOST_REPLAYED} events lie in between; ask for less")
    return found


async def _insert(tx: Transaction, webhook_id: int, composed: Sequence[Composed]) -> None:
    async with tx.connection.cursor() as cursor:
        await cursor.executemany(
            """
            insert into webhook_deliveries
                   (community_id, webhook_id, message_id, event_id, event_type, ticket_id,
                    event_time, body, next_attempt_time, creation_time, is_replay)
            values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, true)
            """,
            [
                (
                    tx.community_id,
                    webhook_id,
                    message_id(webhook_id, each.event.event_id),
                    each.event.event_id,
                    each.event_type.value,
                    each.event.ticket_id,
                    each.event.time,
                    each.body,
                    tx.now,
                    tx.now,
                )
                for each in composed
            ],
        )


_FIND: Final[LiteralString] = """
select event_id
from events
where community_id = %(community_id)s
  and name = any(%(names)s)
  and (%(ticket_id)s::bigint is null or ticket_id = %(ticket_id)s)
  and (%(since)s::bigint is null or time >= %(since)s)
  and (%(until)s::bigint is null or time <= %(until)s)
order by transaction_id, event_id
limit %(most)s
"""

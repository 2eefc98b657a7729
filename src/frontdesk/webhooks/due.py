"""What is due: of each ticket the oldest pending delivery, when its time has come."""

from collections.abc import Collection
from dataclasses import dataclass

from frontdesk.database.pool import Connection


@dataclass(frozen=True, kw_only=True)
class Due:
    """`attempts` were made before, the first one at `first_attempt_time`."""

    delivery_id: int
    ticket_id: int
    message_id: str
    body: bytes
    attempts: int
    first_attempt_time: int | None


async def endpoints_with_due(connection: Connection, *, now: int) -> list[tuple[int, int]]:
    """Community and webhook of the endpoints to which something can be sent."""
    cursor = await connection.execute(
        "select community_id, webhook_id from webhooks_with_due_deliveries(%s)", [now]
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def due_deliveries(
    connection: Connection,
    community_id: int,
    webhook_id: int,
    *,
    now: int,
    take: int,
    without_tickets: Collection[int] = (),
) -> list[Due]:
    """The longest due first; none of a ticket that has an earlier one pending.

    The oldest of each ticket is asked for as a value: as a join, a planner that knows nothing yet
    of new rows compares all with all.
    """
    return await connection.rows(
        Due,
        """
        select d.delivery_id, d.ticket_id, d.message_id, d.body, d.attempts,
               (select a.time
                from webhook_attempts a
                where a.community_id = d.community_id
                  and a.delivery_id = d.delivery_id
                  and a.attempt = 1) as first_attempt_time
        from webhook_deliveries d
        where d.community_id = %(community_id)s
          and d.webhook_id = %(webhook_id)s
          and d.status = 'pending'
          and d.next_attempt_time <= %(now)s
          and d.ticket_id <> all(%(without_tickets)s::bigint[])
          and d.delivery_id = (
            select first.delivery_id
            from webhook_deliveries first
            where first.community_id = d.community_id
              and first.webhook_id = d.webhook_id
              and first.ticket_id = d.ticket_id
              and first.status = 'pending'
            order by first.delivery_id
            limit 1
          )
        order by d.next_attempt_time, d.delivery_id
        limit %(take)s
        """,
        {
            "community_id": community_id,
            "webhook_id": webhook_id,
            "now": now,
            "take": take,
            "without_tickets": list(without_tickets),
        },
    )

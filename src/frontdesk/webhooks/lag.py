"""How far behind the deliveries of all communities are; asked by the owner, who sees all."""

from dataclasses import dataclass

from frontdesk.database.pool import Connection


@dataclass(frozen=True, kw_only=True)
class Lag:
    """When the oldest event was written that is not read yet, and since when the oldest delivery
    is due that could be sent; None: nothing waits."""

    unread_since: int | None
    overdue_since: int | None


async def measure_lag(connection: Connection, *, now: int) -> Lag:
    lag = await connection.row(
        Lag,
        """
        select
            (select min(e.time)
             from event_readers r
             cross join lateral (
                select time
                from events e
                where e.community_id = r.community_id
                  and (e.transaction_id, e.event_id) > (r.transaction_id, r.event_id)
                order by e.transaction_id, e.event_id
                limit 1
             ) e) as unread_since,
            (select min(greatest(d.next_attempt_time, w.open_until))
             from webhooks w
             cross join lateral (
                select next_attempt_time
                from webhook_deliveries d
                where d.community_id = w.community_id
                  and d.webhook_id = w.webhook_id
                  and d.status = 'pending'
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
                order by next_attempt_time
                limit 1
             ) d
             where w.is_enabled
               and w.consecutive_failures = 0
               and greatest(d.next_attempt_time, w.open_until) < %(now)s) as overdue_since
        """,
        {"now": now},
    )
    assert lag is not None, "it is one row"
    return lag

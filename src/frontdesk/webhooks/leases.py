"""Who sends to an endpoint: one worker at a time, for as long as it keeps saying so.

The lease is on the whole endpoint, so that its order, its breaker and the number of requests at
once are matters of one process. A worker that dies lets go of it by not renewing it; each attempt
ends well before that.
"""

from dataclasses import dataclass
from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.kit.clock import SECOND
from frontdesk.webhooks.breaker import Health

LEASE: Final = 20 * SECOND
LONGEST_ATTEMPT: Final = 12 * SECOND
"""The outbound client gives up after ten; nothing is begun that might outlive the lease."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """An endpoint that `held_by` may send to until `held_until`."""

    webhook_id: int
    url: str
    secret: str
    previous_secret: str | None
    previous_secret_until: int | None
    consecutive_failures: int
    first_failure_time: int | None
    open_until: int | None
    held_by: str
    held_until: int

    @property
    def health(self) -> Health:
        return Health(
            consecutive_failures=self.consecutive_failures,
            first_failure_time=self.first_failure_time,
            open_until=self.open_until,
        )

    def secrets(self, now: int) -> list[str]:
        """Those that sign, the newest first."""
        if self.previous_secret is None or now >= (self.previous_secret_until or 0):
            return [self.secret]
        return [self.secret, self.previous_secret]

    def allows_attempt(self, now: int) -> bool:
        in_time = now + LONGEST_ATTEMPT <= self.held_until
        return in_time and (self.open_until is None or self.open_until <= now)


async def hold(
    connection: Connection, community_id: int, webhook_id: int, *, by: str, now: int
) -> Held | None:
    """None while another worker holds it, while nothing may be sent, or when it is gone."""
    return await connection.row(
        Held,
        """
        update webhooks
        set held_by = %(by)s, held_until = %(until)s
        where community_id = %(community_id)s
          and webhook_id = %(webhook_id)s
          and is_enabled
          and coalesce(open_until, %(now)s) <= %(now)s
          and (coalesce(held_until, %(now)s) <= %(now)s or held_by = %(by)s)
        returning webhook_id, url, secret, previous_secret, previous_secret_until,
                  consecutive_failures, first_failure_time, open_until, held_by, held_until
        """,
        {
            "community_id": community_id,
            "webhook_id": webhook_id,
            "by": by,
            "now": now,
            "until": now + LEASE,
        },
    )


async def renew(connection: Connection, community_id: int, held: Held, *, now: int) -> Held | None:
    """What the endpoint is like now; None when it is no longer ours, switched off, or gone."""
    return await connection.row(
        Held,
        """
        update webhooks
        set held_until = %(until)s
        where community_id = %(community_id)s
          and webhook_id = %(webhook_id)s
          and is_enabled
          and held_by = %(by)s
        returning webhook_id, url, secret, previous_secret, previous_secret_until,
                  consecutive_failures, first_failure_time, open_until, held_by, held_until
        """,
        {
            "community_id": community_id,
            "webhook_id": held.webhook_id,
            "by": held.held_by,
            "until": now + LEASE,
        },
    )


async def let_go(connection: Connection, community_id: int, held: Held) -> None:
    await connection.execute(
        """
        update webhooks
        set held_by = null, held_until = null
        where community_id = %s and webhook_id = %s and held_by = %s
        """,
        [community_id, held.webhook_id, held.held_by],
    )

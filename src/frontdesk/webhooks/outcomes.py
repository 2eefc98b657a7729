"""Writing down what attempts came to.

Without waiting for the disk: what a power cut takes from here is only sent once more, under the
same id, and each commit that need not wait is one more that the disk has time for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from frontdesk.database.pool import Connection, Parameters
from frontdesk.webhooks.attempting import Attempt
from frontdesk.webhooks.backoff import GIVEN_UP_AFTER, wait_after
from frontdesk.webhooks.breaker import Health
from frontdesk.webhooks.leases import Held

GONE: Final = "The endpoint answered 410 Gone."


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What becomes of a delivery: `status` and, while it is pending, when it is tried again."""

    attempt: Attempt
    status: str
    next_attempt_time: int | None = None
    finished_time: int | None = None

    @property
    def failure(self) -> str | None:
        """Why it failed for good."""
        return self.attempt.failure if self.status == "failed" else None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`disabled_reason`: why nothing more shall be sent to the endpoint, in words."""

    verdicts: list[Verdict]
    health: Health
    last_delivery_time: int | None
    disabled_reason: str | None


def judge(attempts: Sequence[Attempt], health: Health, *, now: int) -> Judged:
    """What the attempts, in the order in which they ended, mean for deliveries and endpoint."""
    verdicts, last_delivery_time, gone = [], None, False
    for attempt in attempts:
        verdicts.append(_verdict(attempt, now))
        if attempt.failure is None:
            health, last_delivery_time = Health(), now
        else:
            gone = gone or attempt.is_gone
            health = health.after_failure(
                begun=attempt.begun, now=now, retry_after=attempt.retry_after
            )
    return Judged(
        verdicts=verdicts,
        health=health,
        last_delivery_time=last_delivery_time,
        disabled_reason=GONE if gone else _why_given_up(attempts[-1], health, now),
    )


def _verdict(attempt: Attempt, now: int) -> Verdict:
    if attempt.failure is None:
        return Verdict(attempt=attempt, status="delivered", finished_time=now)
    first = attempt.due.first_attempt_time
    end = (attempt.begun if first is None else first) + GIVEN_UP_AFTER
    if now >= end or attempt.is_gone:
        return Verdict(attempt=attempt, status="failed", finished_time=now)
    wait = max(wait_after(attempt.number), attempt.retry_after or 0)
    return Verdict(attempt=attempt, status="pending", next_attempt_time=min(now + wait, end))


def _why_given_up(last: Attempt, health: Health, now: int) -> str | None:
    """An endpoint that takes others is not given up for one delivery that it never took."""
    begin = health.first_failure_time
    if begin is None or now - begin < GIVEN_UP_AFTER:
        return None
    return f"No delivery succeeded for 3 days. The last attempt: {last.failure}"


async def write_outcomes(
    connection: Connection, community_id: int, held: Held, judged: Judged, *, now: int
) -> None:
    """The connection is in a transaction. Deliveries that are gone meanwhile are left out."""
    await connection.execute("set local synchronous_commit = off")
    # The webhook before its deliveries, as everybody locks them.
    await _write_health(connection, community_id, held, judged)
    await _write_attempts(connection, community_id, judged.verdicts)
    if held.health.is_open and not judged.health.is_open:
        await _hurry(connection, community_id, held.webhook_id, now=now)


async def _write_attempts(
    connection: Connection, community_id: int, verdicts: Sequence[Verdict]
) -> None:
    await connection.execute(
        """
        with made as (
            select *
            from unnest(%(delivery_id)s::bigint[], %(result)s::text[], %(next_time)s::bigint[],
                        %(finished_time)s::bigint[], %(final_failure)s::text[],
                        %(attempt)s::integer[], %(time)s::bigint[], %(request_headers)s::jsonb[],
                        %(status)s::integer[], %(dns)s::bigint[], %(connect)s::bigint[],
                        %(tls)s::bigint[], %(first_byte)s::bigint[], %(total)s::bigint[],
                        %(answer)s::text[], %(failure)s::text[])
                 as made (delivery_id, result, next_time, finished_time, final_failure, attempt,
                          time, request_headers, status, dns, connect, tls, first_byte, total,
                          answer, failure)
        ), written as (
            update webhook_deliveries d
            set status = m.result,
                attempts = m.attempt,
                next_attempt_time = coalesce(m.next_time, d.next_attempt_time),
                finished_time = m.finished_time,
                failure = m.final_failure
            from made m
            where d.community_id = %(community_id)s
              and d.delivery_id = m.delivery_id
              and d.status = 'pending'
            returning d.delivery_id
        )
        insert into webhook_attempts
               (community_id, delivery_id, attempt, time, request_headers, status, dns, connect,
                tls, first_byte, total, answer, failure)
        select %(community_id)s, m.delivery_id, m.attempt, m.time, m.request_headers, m.status,
               m.dns, m.connect, m.tls, m.first_byte, m.total, m.answer, m.failure
        from made m
        join written w on w.delivery_id = m.delivery_id
        on conflict (community_id, delivery_id, attempt) do nothing
        """,
        _columns([_row(verdict) for verdict in verdicts]) | {"community_id": community_id},
    )


def _row(verdict: Verdict) -> dict[str, Any]:  # Any: whatever psycopg adapts
    attempt = verdict.attempt
    return {
        "delivery_id": attempt.due.delivery_id,
        "result": verdict.status,
        "next_time": verdict.next_attempt_time,
        "finished_time": verdict.finished_time,
        "final_failure": verdict.failure,
        "attempt": attempt.number,
        "time": attempt.begun,
        "request_headers": msgspec.json.encode(dict(attempt.request_headers)).decode(),
        "status": attempt.status,
        **vars(attempt.timing),
        "answer": attempt.answer,
        "failure": attempt.failure,
    }


def _columns(rows: Sequence[dict[str, Any]]) -> Parameters:
    return {name: [row[name] for row in rows] for name in rows[0]}


async def _write_health(
    connection: Connection, community_id: int, held: Held, judged: Judged
) -> None:
    await connection.execute(
        """
        update webhooks
        set last_delivery_time = coalesce(%(last_delivery_time)s, last_delivery_time),
            consecutive_failures = %(consecutive_failures)s,
            first_failure_time = %(first_failure_time)s,
            open_until = %(open_until)s
        where community_id = %(community_id)s
          and webhook_id = %(webhook_id)s
          and held_by = %(held_by)s
        """,
        {
            "community_id": community_id,
            "webhook_id": held.webhook_id,
            "held_by": held.held_by,
            "last_delivery_time": judged.last_delivery_time,
            **vars(judged.health),
        },
    )


async def _hurry(connection: Connection, community_id: int, webhook_id: int, *, now: int) -> None:
    """The endpoint is back: what waits for its next attempt is due at once."""
    await connection.execute(
        """
        update webhook_deliveries
        set next_attempt_time = %(now)s
        where community_id = %(community_id)s
          and webhook_id = %(webhook_id)s
          and status = 'pending'
          and next_attempt_time > %(now)s
        """,
        {"community_id": community_id, "webhook_id": webhook_id, "now": now},
    )

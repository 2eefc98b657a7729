"""Sending to one endpoint what is due there, until nothing is or its time is up.

Several requests are under way at once, but of each ticket only one, and the next only after its
outcome is written down.
"""

import asyncio
from collections import deque
from dataclasses import replace
from secrets import token_hex
from typing import Final

import structlog

from frontdesk.communities.community import get_community
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.jobs.queueing import queue_job
from frontdesk.webhooks.attempting import Attempt, attempt
from frontdesk.webhooks.due import Due, due_deliveries
from frontdesk.webhooks.enabling import disable_webhook
from frontdesk.webhooks.leases import Held, hold, let_go, renew
from frontdesk.webhooks.outcomes import Judged, judge, write_outcomes
from frontdesk.worker.parts import WorkerParts

TASK: Final = "deliver"

LANES: Final = 8
"""Requests to one endpoint at once."""

_TURN_SECONDS: Final = 20.0
"""Then others have their turn, and this endpoint another one."""

_RENEW_SECONDS: Final = 5.0
_LOOK_SECONDS: Final = 0.25
"""How often what came meanwhile is looked for while answers are slow."""

_BATCH: Final = 64

log = structlog.get_logger()


async def queue_delivering(connection: Connection, community_id: int, webhook_id: int) -> None:
    await queue_job(
        connection,
        TASK,
        {"community_id": community_id, "webhook_id": webhook_id},
        once_as=f"{TASK}:{webhook_id}",
    )


async def deliver(parts: WorkerParts, community_id: int, webhook_id: int) -> None:
    """One turn of an endpoint; nothing while another worker has it."""
    now, name = parts.clock(), token_hex(8)
    async with parts.database.writing(community_id) as connection:
        held = await hold(connection, community_id, webhook_id, by=name, now=now)
    if held is None:
        return
    turn = _Turn(parts, community_id, held)
    try:
        await turn.run()
    finally:
        await asyncio.shield(turn.end())


class _Turn:
    def __init__(self, parts: WorkerParts, community_id: int, held: Held) -> None:
        self._parts = parts
        self._community_id = community_id
        self._first = held
        self._held: Held | None = held
        self._waiting: deque[Due] = deque()
        self._running: set[asyncio.Task[Attempt]] = set()
        self._tickets: set[int] = set()  # of what waits or runs here
        self._time = asyncio.get_running_loop().time
        self._deadline = self._time() + _TURN_SECONDS
        self._renewal = self._time() + _RENEW_SECONDS

    async def run(self) -> None:
        while True:
            if self._may_begin():
                await self._fetch()
                self._begin()
            if not self._running:
                break
            done, self._running = await asyncio.wait(
                self._running, timeout=_LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            attempts = [task.result() for task in done]
            if self._may_begin() and all(attempt.failure is None for attempt in attempts):
                self._begin()  # of other tickets, while the outcomes are written
            if attempts or self._time() >= self._renewal:
                await self._write(attempts)

    async def end(self) -> None:
        """Give the endpoint back, and see to it that what is due meanwhile gets its turn."""
        for task in self._running:
            task.cancel()
        parts, community_id, webhook_id = self._parts, self._community_id, self._first.webhook_id
        async with parts.database.writing(community_id) as connection:
            await let_go(connection, community_id, self._first)
        # Only now: what was committed before found the endpoint held.
        async with parts.database.writing(community_id) as connection:
            if await due_deliveries(
                connection, community_id, webhook_id, now=parts.clock(), take=1
            ):
                await queue_delivering(connection, community_id, webhook_id)

    def _may_begin(self) -> bool:
        return (
            self._held is not None
            and self._held.allows_attempt(self._parts.clock())
            and self._time() < self._deadline
            and not self._parts.stopping.is_set()
        )

    def _lanes(self) -> int:
        assert self._held is not None, "asked only while it is held"
        return 1 if self._held.health.is_open else LANES

    async def _fetch(self) -> None:
        """More of what is due, when little of it waits here."""
        lanes = self._lanes()
        enough = len(self._waiting) + (len(self._running) if lanes == 1 else 0)
        if enough >= lanes:
            return
        async with self._parts.database.reading(self._community_id) as connection:
            found = await due_deliveries(
                connection,
                self._community_id,
                self._first.webhook_id,
                now=self._parts.clock(),
                take=_BATCH if lanes > 1 else 1,
                without_tickets=self._tickets,
            )
        self._waiting += found
        self._tickets |= {due.ticket_id for due in found}

    def _begin(self) -> None:
        assert self._held is not None, "asked only while it is held"
        secrets = self._held.secrets(self._parts.clock())
        while self._waiting and len(self._running) < self._lanes():
            due = self._waiting.popleft()
            sending = attempt(self._parts.outbound, due, self._held.url, secrets, self._parts.clock)
            self._running.add(asyncio.create_task(sending))

    async def _write(self, attempts: list[Attempt]) -> None:
        """The outcomes, and that the endpoint is still held."""
        now = self._parts.clock()
        async with self._parts.database.writing(self._community_id) as connection:
            self._held = await renew(connection, self._community_id, self._first, now=now)
            if attempts:
                await self._write_outcomes(connection, attempts, now)
        self._renewal = self._time() + _RENEW_SECONDS
        self._tickets -= {attempt.due.ticket_id for attempt in attempts}
        if self._held is None or self._held.health.is_open:
            self._tickets -= {due.ticket_id for due in self._waiting}
            self._waiting.clear()

    async def _write_outcomes(
        self, connection: Connection, attempts: list[Attempt], now: int
    ) -> None:
        held = self._held or self._first
        judged = judge(attempts, held.health, now=now)
        await write_outcomes(connection, self._community_id, held, judged, now=now)
        if self._held is not None:
            self._held = replace(self._held, **vars(judged.health))
            await self._disable(connection, judged, now)

    async def _disable(self, connection: Connection, judged: Judged, now: int) -> None:
        if judged.disabled_reason is None:
            return
        webhook_id, reason = self._first.webhook_id, judged.disabled_reason
        community = await get_community(connection, self._community_id)
        assert community is not None, "it has webhooks"
        tx = Transaction(
            connection=connection,
            community_id=self._community_id,
            actor_id=community.api_user_id,
            now=now,
        )
        await disable_webhook(tx, webhook_id, reason=reason)
        self._held = None
        log.warning("webhook_disabled", webhook_id=webhook_id, reason=reason)

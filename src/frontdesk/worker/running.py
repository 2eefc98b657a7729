"""A worker: carries out jobs, follows the journal, clears up; until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import structlog
from procrastinate.exceptions import ConnectorException

from frontdesk.attachments.drafts import drop_stale_drafts
from frontdesk.errors import FrontdeskError
from frontdesk.events.hearing import Hearing
from frontdesk.jobs.running import JobRunner
from frontdesk.kit.background import end, in_background
from frontdesk.worker.following import Following
from frontdesk.worker.parts import WorkerParts
from frontdesk.worker.tasks import make_tasks

JOBS_AT_ONCE: Final = 200
"""Most of them wait for somebody else's answer, and hold nothing but their place."""

GRACE_SECONDS: Final = 8.0
"""For jobs that are under way when the worker is told to stop."""

_END_SECONDS: Final = 9.0
"""Until all of a worker that was told to stop is over: within ten the whole server must be."""

_TAKE_OVER_SECONDS: Final = 10.0
_HOUR_SECONDS: Final = 3600.0
_RETRY_SECONDS: Final = 1.0

log = structlog.get_logger()


async def run_worker(parts: WorkerParts, hearing: Hearing, conninfo: str) -> None:
    """Runs until `parts.stopping` is set, then finishes what is under way; or until cancelled.
    While the database cannot be reached it tries again and again."""
    stopping = parts.stopping
    working = asyncio.create_task(_keep_up(_work(parts, conninfo), stopping))
    try:
        async with (
            in_background(_keep_up(Following(parts, hearing).run, stopping)),
            in_background(_keep_up(_clear_drafts(parts), stopping)),
        ):
            await stopping.wait()
    finally:
        stopping.set()
        await _end(working)


async def _end(working: asyncio.Task[None]) -> None:
    """It has heard itself that it is to stop. What the database has no answer for is not waited
    for: other workers take over the jobs of one that is not heard of."""
    await asyncio.wait([working], timeout=_END_SECONDS)
    if await end([working], times=1):
        log.warning("worker_abandoned")


async def _keep_up(run: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        try:
            await run()
        except (FrontdeskError, ConnectorException, OSError) as error:
            log.warning("worker_interrupted", error=str(error))
        except Exception:
            log.exception("worker_failed")
        with suppress(TimeoutError):
            async with asyncio.timeout(_RETRY_SECONDS):
                await stopping.wait()


def _work(parts: WorkerParts, conninfo: str) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        runner = JobRunner(conninfo, make_tasks(parts), most_at_once=JOBS_AT_ONCE)
        async with runner.opened(), in_background(_take_over(runner)):
            await runner.run(parts.stopping, grace_seconds=GRACE_SECONDS)

    return work


async def _take_over(runner: JobRunner) -> None:
    """Jobs of workers that died, again and again."""
    while True:
        try:
            taken = await runner.take_over()
            if taken:
                log.warning("jobs_taken_over", count=taken)
        except ConnectorException as error:
            log.warning("jobs_not_taken_over", error=str(error))
        await asyncio.sleep(_TAKE_OVER_SECONDS)


def _clear_drafts(parts: WorkerParts) -> Callable[[], Awaitable[None]]:
    """Here and not a job of the queue: drafts lie on the disk of each machine."""

    async def clear() -> None:
        while True:
            await asyncio.to_thread(drop_stale_drafts, parts.store.drafts)
            await asyncio.sleep(_HOUR_SECONDS)

    return clear

"""A worker: carries out jobs, follows the journal, clears up; until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Final

import structlog
from procrastinate.exceptions import ConnectorException

from frontdesk.attachments.drafts import drop_stale_drafts
from frontdesk.errors import FrontdeskError
from frontdesk.events.hearing import Hearing
from frontdesk.jobs.running import JobRunner
from frontdesk.worker.following import Following
from frontdesk.worker.parts import WorkerParts
from frontdesk.worker.tasks import make_tasks

JOBS_AT_ONCE: Final = 200
"""Most of them wait for somebody else's answer, and hold nothing but their place."""

GRACE_SECONDS: Final = 9.0
"""For what is under way when the worker is told to stop; it must be over within ten."""

_TOLD_AGAIN_SECONDS: Final = 6.0
_TAKE_OVER_SECONDS: Final = 10.0
_HOUR_SECONDS: Final = 3600.0
_RETRY_SECONDS: Final = 1.0

log = structlog.get_logger()


async def run_worker(parts: WorkerParts, hearing: Hearing, conninfo: str) -> None:
    """Runs until `parts.stopping` is set, then finishes what is under way; or until cancelled.
    While the database cannot be reached it tries again and again."""
    following, ending = Following(parts, hearing), asyncio.Event()
    tasks = [
        asyncio.create_task(_keep_up(_work(parts, conninfo), ending)),
        asyncio.create_task(_keep_up(following.run, ending)),
        asyncio.create_task(_keep_up(_clear_drafts(parts), ending)),
    ]
    try:
        await parts.stopping.wait()
    finally:
        ending.set()
        await _end(tasks)


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    """A worker that has only just begun may not notice that it is cancelled: it is told again."""
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_TOLD_AGAIN_SECONDS)


async def _keep_up(run: Callable[[], Awaitable[None]], ending: asyncio.Event) -> None:
    while not ending.is_set():
        try:
            await run()
        except (FrontdeskError, ConnectorException, OSError) as error:
            log.warning("worker_interrupted", error=str(error))
        except Exception:
            log.exception("worker_failed")
        await asyncio.sleep(_RETRY_SECONDS)


def _work(parts: WorkerParts, conninfo: str) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        runner = JobRunner(conninfo, make_tasks(parts), most_at_once=JOBS_AT_ONCE)
        async with runner.opened():
            taking_over = asyncio.create_task(_take_over(runner))
            try:
                await runner.run(grace_seconds=GRACE_SECONDS)
            finally:
                taking_over.cancel()
                with suppress(asyncio.CancelledError):
                    await taking_over

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

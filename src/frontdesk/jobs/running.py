"""Carrying out queued jobs, with procrastinate. What there is to carry out, the caller says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.worker import Worker
from psycopg import AsyncConnection

from frontdesk.database.address import SERVICE_ROLE
from frontdesk.jobs.workers import STALLED_SECONDS
from frontdesk.kit.background import in_background

HEARTBEAT_SECONDS: Final = 5.0
_KEPT_HOURS: Final = 7 * 24
"""How long failed jobs can be looked at."""

log = structlog.get_logger()

Work = Callable[..., Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Task:
    """`work` is called with the job's arguments; `cron`: also at these times, without any, by one
    of all workers (a moment that no worker was up for is left out)."""

    name: str
    work: Work
    cron: str | None = None


class JobRunner:
    """Carries out jobs, `most_at_once` at a time; open inside `async with`."""

    def __init__(self, conninfo: str, tasks: Sequence[Task], *, most_at_once: int) -> None:
        self._most_at_once = most_at_once
        self._app = App(connector=_connector(conninfo))
        for task in (*tasks, Task(name="clear_old_jobs", work=self._clear_old, cron="37 * * * *")):
            _enter(self._app, task)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        async with self._app.open_async():
            yield

    async def run(self, stopping: asyncio.Event, *, grace_seconds: float) -> None:
        """Runs until `stopping` is set; then jobs under way have `grace_seconds` to end."""
        if stopping.is_set():
            return
        worker = Worker(
            self._app,
            concurrency=self._most_at_once,
            install_signal_handlers=False,
            shutdown_graceful_timeout=grace_seconds,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            delete_jobs="successful",
        )
        async with in_background(_stop(worker, stopping)):
            # It forgets first that it was told to stop; only then whoever tells begins.
            await worker.run()  # type: ignore[no-untyped-call] # theirs has no types

    async def take_over(self) -> int:
        """Queue the jobs of workers that died anew; how many there were."""
        manager = self._app.job_manager
        await manager.prune_stalled_workers(STALLED_SECONDS)
        stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
        taken = 0
        for job in stalled:
            try:
                await manager.retry_job(job)
            except UniqueViolation:  # another one waits in its place already
                await manager.finish_job(job, status=Status.FAILED, delete_job=True)
            except ConnectorException as error:  # another worker was quicker, or it has ended
                log.info("job_not_taken_over", job=job.id, error=str(error))
            taken += 1
        return taken

    async def _clear_old(self) -> None:
        """Remove what failed, or was given up, a week ago."""
        await self._app.job_manager.delete_old_jobs(
            nb_hours=_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )


async def _stop(worker: Worker, stopping: asyncio.Event) -> None:
    """By its own signal: it may miss that it is cancelled while it begins."""
    await stopping.wait()
    worker.stop()  # type: ignore[no-untyped-call] # theirs has no types


def _connector(conninfo: str) -> PsycopgConnector:
    return PsycopgConnector(
        conninfo=conninfo,
        min_size=1,
        max_size=3,
        kwargs={"connect_timeout": 5},
        configure=_become_service,
        name="jobs",
    )


async def _become_service(connection: AsyncConnection[Any]) -> None:
    # Said on the connection, not in its address: a pooler in between may drop that part.
    await connection.execute(f"set role {SERVICE_ROLE}")
    await connection.execute("set search_path = procrastinate")
    await connection.commit()


def _enter(app: App, task: Task) -> None:
    if task.cron is None:
        app.task(name=task.name)(task.work)
    else:

        async def work_on_time(timestamp: int) -> None:
            await task.work()

        entered = app.task(name=task.name, queueing_lock=task.name)(work_on_time)
        app.periodic(cron=task.cron)(entered)

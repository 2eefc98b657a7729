"""Runners of one task, `tests`, in the tests' process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.jobs.queueing import queue_job
from frontdesk.jobs.running import JobRunner, Task, Work


def make_runner(address: DatabaseAddress, work: Work) -> JobRunner:
    return JobRunner(address.service, [Task(name="tests", work=work)], most_at_once=2)


@asynccontextmanager
async def carrying_out(
    address: DatabaseAddress, work: Work, *, grace_seconds: float = 5
) -> AsyncIterator[JobRunner]:
    """Told to stop at the end, and over then."""
    runner, stopping = make_runner(address, work), asyncio.Event()
    async with runner.opened():
        running = asyncio.create_task(runner.run(stopping, grace_seconds=grace_seconds))
        try:
            yield runner
        finally:
            stopping.set()
            await running


class Notes:
    """A task that notes its argument."""

    def __init__(self) -> None:
        self.noted: asyncio.Queue[str] = asyncio.Queue()

    async def work(self, text: str) -> None:
        self.noted.put_nowait(text)

    async def next(self) -> str:
        async with asyncio.timeout(30):
            return await self.noted.get()


async def queue(database: Database, text: str, *, once_as: str | None = None) -> bool:
    async with database.writing(1) as connection:
        return await queue_job(connection, "tests", {"text": text}, once_as=once_as)

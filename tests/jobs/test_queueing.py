"""The queue: jobs come with the transaction's commit, and its tables are the library's newest."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.migrations.job_queue import library_steps
from frontdesk.database.pool import Database, owner_connection
from frontdesk.jobs.queueing import queue_job
from frontdesk.jobs.running import JobRunner, Task


@asynccontextmanager
async def carrying_out(address: DatabaseAddress) -> AsyncIterator[asyncio.Queue[str]]:
    """A runner of the task `tests.note`, which notes its argument."""
    noted: asyncio.Queue[str] = asyncio.Queue()

    async def note(text: str) -> None:
        noted.put_nowait(text)

    runner = JobRunner(address.service, [Task(name="tests.note", work=note)], most_at_once=2)
    async with runner.opened():
        running = asyncio.create_task(runner.run(grace_seconds=5))
        yield noted
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_a_job_is_carried_out_once_committed_and_never_when_rolled_back(
    address: DatabaseAddress, database: Database
) -> None:
    async with carrying_out(address) as noted:
        with suppress(ZeroDivisionError):
            async with database.writing(1) as connection:
                await queue_job(connection, "tests.note", {"text": "lost"})
                raise ZeroDivisionError
        async with database.writing(1) as connection:
            await queue_job(connection, "tests.note", {"text": "kept"})
            await asyncio.sleep(0.1)
            assert noted.empty()
        async with asyncio.timeout(30):
            assert await noted.get() == "kept"
    assert noted.empty()


async def test_a_job_that_waits_is_enough(address: DatabaseAddress, database: Database) -> None:
    async with database.writing(1) as connection:
        queued = [
            await queue_job(connection, "tests.note", {"text": text}, once_as="tests")
            for text in ("first", "second")
        ]
    assert queued == [True, False]
    async with carrying_out(address) as noted, asyncio.timeout(30):
        assert await noted.get() == "first"
        async with database.writing(1) as connection:
            assert await queue_job(connection, "tests.note", {"text": "third"}, once_as="tests")
        assert await noted.get() == "third"


async def test_the_tables_are_those_of_the_installed_library(address: DatabaseAddress) -> None:
    """After an upgrade of the library that brings steps: write a migration which calls
    `bring_job_queue_up_to_date` (docs/decisions/0018)."""
    async with owner_connection(address.owner) as connection:
        noted = await connection.value(
            "select obj_description('procrastinate'::regnamespace, 'pg_namespace')", {}
        )
        made = await connection.value("select count(*) from procrastinate.procrastinate_jobs", {})
    assert noted == library_steps()[-1].name
    assert made is not None


NEWEST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def test_the_library_brings_no_steps_that_no_migration_takes() -> None:
    assert library_steps()[-1].name == NEWEST

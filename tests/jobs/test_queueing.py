"""The queue: jobs come with the transaction's commit, and its tables are the library's newest."""

import asyncio
from contextlib import suppress

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.migrations.job_queue import library_steps
from frontdesk.database.pool import Database, owner_connection
from frontdesk.jobs.queueing import queue_job
from tests.jobs.runners import Notes, carrying_out, queue


async def test_a_job_is_carried_out_once_committed_and_never_when_rolled_back(
    address: DatabaseAddress, database: Database
) -> None:
    notes = Notes()
    async with carrying_out(address, notes.work):
        with suppress(ZeroDivisionError):
            async with database.writing(1) as connection:
                await queue_job(connection, "tests", {"text": "lost"})
                raise ZeroDivisionError
        async with database.writing(1) as connection:
            await queue_job(connection, "tests", {"text": "kept"})
            await asyncio.sleep(0.1)
            assert notes.noted.empty()
        assert await notes.next() == "kept"
    assert notes.noted.empty()


async def test_a_job_that_waits_is_enough(address: DatabaseAddress, database: Database) -> None:
    notes = Notes()
    queued = [await queue(database, text, once_as="tests") for text in ("first", "second")]
    assert queued == [True, False]
    async with carrying_out(address, notes.work):
        assert await notes.next() == "first"
        assert await queue(database, "third", once_as="tests")
        assert await notes.next() == "third"


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

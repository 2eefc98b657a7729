"""A runner's end, whenever it is told to stop, and the jobs of runners that died."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Connection, Database, owner_connection
from frontdesk.jobs.workers import STALLED_SECONDS, count_workers
from tests.jobs.runners import Notes, carrying_out, make_runner, queue

PATIENCE: Final = 15
"""Much more than a stop takes, much less than for ever."""


@pytest.fixture(autouse=True)
async def no_jobs(address: DatabaseAddress) -> None:
    """None of other tests."""
    async with queue_tables(address) as connection:
        await connection.execute("delete from procrastinate_jobs")


@pytest.mark.parametrize("milliseconds", range(0, 120, 6))
async def test_told_to_stop_at_any_moment_of_its_start_it_ends(
    address: DatabaseAddress, milliseconds: int
) -> None:
    runner, stopping = make_runner(address, Notes().work), asyncio.Event()
    async with asyncio.timeout(PATIENCE), runner.opened():
        running = asyncio.create_task(runner.run(stopping, grace_seconds=PATIENCE))
        await asyncio.sleep(milliseconds / 1000)
        stopping.set()
        await running
    async with owner_connection(address.owner) as connection:
        assert await count_workers(connection) == 0


async def test_told_to_stop_before_its_first_step_it_ends(address: DatabaseAddress) -> None:
    runner, stopping = make_runner(address, Notes().work), asyncio.Event()
    async with asyncio.timeout(PATIENCE), runner.opened():
        running = asyncio.create_task(runner.run(stopping, grace_seconds=PATIENCE))
        stopping.set()
        await running


async def test_a_job_under_way_may_end(address: DatabaseAddress, database: Database) -> None:
    begun, ended = asyncio.Event(), list[str]()

    async def work(text: str) -> None:
        begun.set()
        await asyncio.sleep(0.5)
        ended.append(text)

    async with carrying_out(address, work, grace_seconds=PATIENCE):
        await queue(database, "slow")
        await begun.wait()
    assert ended == ["slow"]
    assert await statuses(address) == []


async def test_a_job_that_takes_longer_than_the_grace_is_broken_off(
    address: DatabaseAddress, database: Database
) -> None:
    begun = asyncio.Event()

    async def work(text: str) -> None:
        begun.set()
        await asyncio.sleep(3600)

    async with asyncio.timeout(PATIENCE):
        async with carrying_out(address, work, grace_seconds=0.1):
            await queue(database, "endless")
            await begun.wait()
    assert await statuses(address) == ["aborted"]


async def test_the_job_of_a_worker_that_died_is_taken_over(
    address: DatabaseAddress, database: Database
) -> None:
    notes = Notes()
    await queue(database, "left")
    await take_and_die(address)
    runner = make_runner(address, notes.work)
    async with runner.opened():
        assert (await runner.take_over(), await runner.take_over()) == (1, 0)
    async with carrying_out(address, notes.work):
        assert await notes.next() == "left"


async def test_the_job_of_a_dead_worker_goes_when_another_waits_in_its_place(
    address: DatabaseAddress, database: Database
) -> None:
    notes = Notes()
    await queue(database, "left", once_as="tests")
    await take_and_die(address)
    assert await queue(database, "anew", once_as="tests")
    runner = make_runner(address, notes.work)
    async with runner.opened():
        assert await runner.take_over() == 1
    assert await statuses(address) == ["todo"]
    async with carrying_out(address, notes.work):
        assert await notes.next() == "anew"
    assert notes.noted.empty()


async def test_the_job_of_a_worker_that_lives_is_left_to_it(
    address: DatabaseAddress, database: Database
) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def work(text: str) -> None:
        begun.set()
        await may_end.wait()

    async with carrying_out(address, work) as runner:
        await queue(database, "slow")
        await begun.wait()
        assert await runner.take_over() == 0
        may_end.set()


async def take_and_die(address: DatabaseAddress) -> None:
    """What a worker leaves that has begun the job and was killed."""
    async with queue_tables(address) as connection:
        await connection.execute(
            """
            with dead as (
                insert into procrastinate_workers (last_heartbeat)
                values (now() - make_interval(secs => %s))
                returning id
            )
            update procrastinate_jobs
            set status = 'doing', worker_id = (select id from dead)
            where status = 'todo'
            """,
            [STALLED_SECONDS * 2],
        )


async def statuses(address: DatabaseAddress) -> list[str]:
    async with queue_tables(address) as connection:
        return await connection.values("select status::text from procrastinate_jobs", {})


@asynccontextmanager
async def queue_tables(address: DatabaseAddress) -> AsyncIterator[Connection]:
    async with owner_connection(address.owner) as connection:
        await connection.execute("set search_path = procrastinate")
        yield connection

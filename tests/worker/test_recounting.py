"""When tickets expire is counted anew by a worker, in the background."""

import asyncio
from pathlib import Path

from frontdesk.database.address import DatabaseAddress
from frontdesk.kit.clock import DAY, HOUR
from frontdesk.people.enums import Role
from frontdesk.response_times.changing import set_response_rules
from frontdesk.response_times.rules import ResponseRules
from frontdesk.worker.alone import open_worker_parts
from frontdesk.worker.recounting import recount
from tests.desk import NOON, Desk, FakeClock
from tests.team import acting, looking, open_ticket
from tests.worker.workers import settings_of


async def rule(desk: Desk, response_time: int) -> None:
    async with acting(desk, desk.community.api_user_id) as tx:
        await set_response_rules(tx, ResponseRules(response_time=response_time), role=Role.ADMIN)


async def expiries(desk: Desk) -> set[int | None]:
    async with looking(desk) as (connection, community_id):
        return set(
            await connection.values(
                "select expiry_time from tickets where community_id = %(id)s", {"id": community_id}
            )
        )


async def until_all_expire_at(desk: Desk, time: int) -> None:
    async with asyncio.timeout(30):
        while await expiries(desk) != {time}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # only the database tells


async def waiting_jobs(desk: Desk) -> list[dict[str, int]]:
    async with looking(desk) as (connection, community_id):
        return await connection.values(
            """
            select args
            from procrastinate.procrastinate_jobs
            where task_name = 'recount_expiry'
              and status = 'todo'
              and args -> 'community_id' = to_jsonb(%(id)s)
            order by id
            """,
            {"id": community_id},
        )


async def test_a_change_of_the_rules_reaches_the_tickets_that_nobody_changes(
    worker: None, acme: Desk
) -> None:
    for _ in range(3):
        await open_ticket(acme)
    await rule(acme, HOUR)
    await until_all_expire_at(acme, NOON + HOUR)
    await rule(acme, 2 * HOUR)
    await until_all_expire_at(acme, NOON + 2 * HOUR)


async def test_a_job_waits_for_a_change_that_follows_the_former_rules(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, acme: Desk
) -> None:
    ticket = await open_ticket(acme)
    await rule(acme, HOUR)
    async with open_worker_parts(settings_of(tmp_path), address, clock) as parts:
        async with acting(acme, acme.community.api_user_id) as tx:
            await tx.connection.execute(
                "update tickets set expiry_time = %s where community_id = %s and ticket_id = %s",
                [NOON + DAY, tx.community_id, ticket],
            )
            counting = asyncio.create_task(recount(parts, acme.community.community_id))
            await asyncio.wait([counting], timeout=0.3)
            assert not counting.done()
        await counting
    assert await expiries(acme) == {NOON + HOUR}


async def test_changes_in_a_row_are_followed_by_one_job_and_a_worker_that_stops_leaves_the_rest(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, acme: Desk
) -> None:
    await rule(acme, HOUR)
    await rule(acme, 2 * HOUR)
    job = {"community_id": acme.community.community_id}
    assert await waiting_jobs(acme) == [job]
    async with open_worker_parts(settings_of(tmp_path), address, clock) as parts:
        parts.stopping.set()
        await recount(parts, acme.community.community_id, after=7)
    assert await waiting_jobs(acme) == [job, job | {"after": 7}]

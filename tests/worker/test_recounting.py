"""When tickets expire, counted anew by a worker."""

import asyncio
from pathlib import Path

from frontdesk.database.address import DatabaseAddress
from frontdesk.kit.clock import DAY, HOUR
from frontdesk.people.enums import Role
from frontdesk.response_times.changing import set_response_rules
from frontdesk.response_times.rules import ResponseRules
from tests.desk import Desk, FakeClock
from tests.team import acting, looking, open_ticket
from tests.worker.workers import working


async def expiries(desk: Desk) -> list[int]:
    async with looking(desk) as (connection, community_id):
        return await connection.values(
            "select expiry_time - last_activity from tickets where community_id = %(id)s",
            {"id": community_id},
        )


async def test_a_worker_counts_anew_after_the_rules_have_changed(
    acme: Desk, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> None:
    for _ in range(3):
        await open_ticket(acme)
    assert await expiries(acme) == [DAY] * 3
    async with acting(acme, acme.community.api_user_id) as tx:
        await set_response_rules(tx, ResponseRules(response_time=HOUR), role=Role.ADMIN)
    assert await expiries(acme) == [DAY] * 3

    async with working(address, clock, tmp_path), asyncio.timeout(60):
        while await expiries(acme) != [HOUR] * 3:  # noqa: ASYNC110 -- the event is in the database
            await asyncio.sleep(0.05)

"""Many clients change one community at once: nothing fails, nothing is lost, all of it is true."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Final

import pytest

from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.kit.clock import system_clock
from tests.desk import Desk, assert_documents_true, assert_found_and_counted, open_desk
from tests.serving import serve_desk
from tests.tickets.crowd import ACTIONS, Crowd, hustle, prepare
from tests.tickets.retelling import miscounted, retell, tell

CLIENTS: Final = 16
SECONDS: Final = float(os.environ.get("CONCURRENT_SECONDS", "5"))
"""`make soak` takes ten minutes."""


@pytest.fixture
async def busy(database: Database, address: DatabaseAddress, tmp_path: Path) -> AsyncIterator[Desk]:
    """A community behind a server of its own, with a clock that runs and without rate limits."""
    settings = Settings(
        data_dir=tmp_path, log_level="error", rate_limit=None, address_rate_limit=None
    )
    async with (
        serve_desk(address, system_clock, settings) as url,
        open_desk(database, address, url, "busy") as desk,
    ):
        yield desk


async def test_many_clients_at_once_leave_everything_true(busy: Desk) -> None:
    seed = Random().randrange(10_000)
    crowd = Crowd(desk=busy, chance=Random(seed))
    await prepare(crowd)
    await hustle(crowd, clients=CLIENTS, seconds=SECONDS)

    print(f"seed {seed}: {len(crowd.opened)} tickets, {await deadlocks(busy)} deadlocks")
    print("\n".join(f"{count:7} {name} {code}" for (name, code), count in crowd.answers.items()))
    assert crowd.faults == []
    assert len({name for name, code in crowd.answers if code == 200}) >= len(ACTIONS)
    await assert_documents_true(busy)
    await assert_found_and_counted(busy)
    assert await miscounted(busy) == []
    assert await retell(busy, crowd.opened) == await tell(busy)


async def deadlocks(desk: Desk) -> int:
    """How many the database has ended; the requests were carried out again."""
    async with desk.database.reading(None) as connection:
        query = "select deadlocks from pg_stat_database where datname = current_database()"
        return int(await connection.value(query, {}))

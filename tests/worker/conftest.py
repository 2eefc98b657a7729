"""Workers, and endpoints for them to deliver to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from frontdesk.database.address import DatabaseAddress
from tests.desk import FakeClock
from tests.worker.receiver import Receiver, receiving
from tests.worker.workers import working


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def worker(address: DatabaseAddress, clock: FakeClock, tmp_path: Path) -> AsyncIterator[None]:
    """One that works while the test runs, by the tests' clock."""
    async with working(address, clock, tmp_path):
        yield

"""What a worker stands on, and a process of its own for one."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Final

from frontdesk.attachments.store import open_file_store
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.events.hearing import Hearing
from frontdesk.kit.background import in_background
from frontdesk.kit.clock import Clock, system_clock
from frontdesk.webhooks.reaching import make_endpoint_client
from frontdesk.worker.parts import WorkerParts
from frontdesk.worker.running import run_worker

CONNECTIONS: Final = 4
"""Of its own, so that requests never wait for a worker."""


async def work_alone(
    settings: Settings, address: DatabaseAddress, *, clock: Clock = system_clock
) -> None:
    """Until SIGTERM or SIGINT; what is under way is finished first."""
    hearing = Hearing(address.service)
    async with open_worker_parts(settings, address, clock) as parts:
        set_on_signal(parts.stopping)
        async with in_background(hearing.run()):
            await run_worker(parts, hearing, address.service)


@asynccontextmanager
async def open_worker_parts(
    settings: Settings, address: DatabaseAddress, clock: Clock
) -> AsyncIterator[WorkerParts]:
    async with (
        Database(address.service, most=CONNECTIONS, wait_seconds=30) as database,
        make_endpoint_client(settings) as outbound,
    ):
        yield WorkerParts(
            database=database,
            clock=clock,
            outbound=outbound,
            store=open_file_store(settings),
            public_address=settings.public_address(),
        )


def set_on_signal(stopping: asyncio.Event) -> None:
    """Let SIGTERM and SIGINT set it too, before whoever heeds them already.

    A web server tells its application only when the last request is done, and what a worker has
    under way may need the same seconds.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        _precede(number, lambda: loop.call_soon_threadsafe(stopping.set))


def _precede(number: signal.Signals, tell: Callable[[], object]) -> None:
    before = signal.getsignal(number)

    def heed(given: int, frame: FrameType | None) -> None:
        tell()
        if callable(before) and before is not signal.default_int_handler:
            before(given, frame)

    signal.signal(number, heed)

"""What runs beside something else, and its end."""

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Final

AGAIN_SECONDS: Final = 0.5


@asynccontextmanager
async def in_background(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Beside what the block does, and ended with it."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await end([task])


async def end(
    tasks: Collection[asyncio.Task[None]], *, times: int | None = None
) -> Collection[asyncio.Task[None]]:
    """Cancel them until they are over; after so many `times` those that go on are given back.

    More than once, because a cancellation may be lost: up to Python 3.11 `asyncio.wait_for`,
    by which the connection pools wait, drops one that comes just as its wait is over.
    """
    pending, told = {task for task in tasks if not task.done()}, 0
    while pending and told != times:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN_SECONDS)
        told += 1
    return pending

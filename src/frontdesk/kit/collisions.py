"""Changes that got in each other's way are made again, and nobody hears of it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeVar

from frontdesk.errors import Collision

MOST_COLLISIONS: Final = 4

Answer = TypeVar("Answer")


async def persist(act: Callable[[], Awaitable[Answer]]) -> Answer:
    """The answer of `act`, which is called again when the database undid it for another's sake."""
    for _ in range(MOST_COLLISIONS):
        with suppress(Collision):
            return await act()
    return await act()

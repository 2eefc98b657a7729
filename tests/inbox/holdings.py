"""One of everything that pages of the inbox are about, beside what the API knows."""

from typing import Final

from tests.api import holdings
from tests.api.holdings import Ids
from tests.desk import Desk

ABSENT: Final[Ids] = {**holdings.ABSENT, "token": "no-such-token"}


async def furnish(desk: Desk, *, number: int) -> Ids:
    """Make one of everything; `number` tells it from what was made before."""
    return {**await holdings.furnish(desk, number=number), "token": "no-such-token"}

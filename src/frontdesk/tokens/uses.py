"""When tokens were last used, written down beside the requests: none waits for it."""

import asyncio
from typing import Final

import structlog

from frontdesk.database.pool import Database
from frontdesk.errors import Collision, Unavailable
from frontdesk.kit.clock import Clock
from frontdesk.tokens.access import Access

log = structlog.get_logger()

PAUSE_SECONDS: Final = 60.0


class TokenUses:
    """The notes of one process: a token's first use is written at once by `run`, the next one that
    comes `pause_seconds` later, and so on."""

    def __init__(
        self, database: Database, clock: Clock, *, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        self._database = database
        self._clock = clock
        self._pause_seconds = pause_seconds
        self._noted: set[int] = set()
        self._unwritten: list[Access] = []
        self._woken = asyncio.Event()

    def note(self, access: Access) -> None:
        """Said at each request: nearly always it costs a look into a set."""
        if access.token_id not in self._noted:
            self._noted.add(access.token_id)
            self._unwritten.append(access)
            self._woken.set()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while await self._woken.wait():
            self._woken.clear()
            uses, self._unwritten = self._unwritten, []
            for access in uses:
                await self._write(access)
                loop.call_later(self._pause_seconds, self._noted.discard, access.token_id)

    async def _write(self, access: Access) -> None:
        try:
            await write_use(self._database, access, now=self._clock())
        except (Unavailable, Collision) as error:
            log.warning("token_use_not_written", error=str(error))


async def write_use(database: Database, access: Access, *, now: int) -> None:
    """What another process wrote later stays."""
    async with database.reading(access.community_id) as connection:
        await connection.execute(
            """
            update refresh_tokens
            set last_used_time = %(now)s
            where community_id = %(community_id)s
              and token_id = %(token_id)s
              and (last_used_time is null or last_used_time < %(now)s)
            """,
            {"community_id": access.community_id, "token_id": access.token_id, "now": now},
        )

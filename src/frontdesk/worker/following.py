"""Following the journal of all communities: at once where a change is announced, and everywhere
every other second in case an announcement was missed."""

import asyncio
from contextlib import suppress
from typing import Final

import structlog

from frontdesk.errors import Collision, Unavailable
from frontdesk.events.announcements import DELIVERIES, EVENTS, read_change
from frontdesk.events.hearing import Hearing, Listener
from frontdesk.events.readers import communities_with_news
from frontdesk.webhooks.due import endpoints_with_due
from frontdesk.worker.delivering import queue_delivering
from frontdesk.worker.parts import WorkerParts
from frontdesk.worker.reactions import REACTIONS, News, Reaction

_SWEEP_SECONDS: Final = 2.0
_GATHER_SECONDS: Final = 0.02
"""Changes come in crowds: one look for all of them."""
_AGAIN_SECONDS: Final = 0.1
_MOST_TURNS: Final = 20
"""Batches of one community in a row, before others have their turn."""

log = structlog.get_logger()


class Following:
    """Made before `hearing` runs."""

    def __init__(self, parts: WorkerParts, hearing: Hearing) -> None:
        self._parts = parts
        self._woken = asyncio.Event()
        self._asked = False  # to look for deliveries that are due
        self._changed: set[int] = set()  # communities to look at
        self._waiting: dict[int, int] = {}  # communities whose news could not be read yet: looks
        hearing.join(EVENTS, Listener(hear=self._hear_change, begin=self._woken.set))
        hearing.join(DELIVERIES, Listener(hear=self._hear_deliveries))

    async def run(self) -> None:
        """Runs until cancelled."""
        while True:
            await self._follow()

    def _hear_change(self, text: str) -> None:
        self._changed.add(read_change(text).community_id)
        self._woken.set()

    def _hear_deliveries(self, _: str) -> None:
        self._asked = True
        self._woken.set()

    async def _follow(self) -> None:
        try:
            await self.sweep()
            deadline = asyncio.get_running_loop().time() + _SWEEP_SECONDS
            while await self._is_woken(deadline):
                await asyncio.sleep(_GATHER_SECONDS)
                await self._look()
        except (Unavailable, Collision) as error:
            log.warning("journal_not_followed", error=str(error))
            await asyncio.sleep(1)

    async def _is_woken(self, deadline: float) -> bool:
        """Waits for an announcement, or for the time to look again; false: it is time to sweep."""
        left = deadline - asyncio.get_running_loop().time()
        patience = min(left, _AGAIN_SECONDS) if self._waiting else left
        with suppress(TimeoutError):
            async with asyncio.timeout(max(patience, 0)):
                await self._woken.wait()
        return asyncio.get_running_loop().time() < deadline

    async def sweep(self) -> None:
        """Everything that is to be done now, wherever; also what nobody announced."""
        for reaction in REACTIONS:
            async with self._parts.database.reading(None) as connection:
                behind = await communities_with_news(connection, reaction.reader)
            for community_id in behind:
                await self._react(reaction, community_id)
        self._asked = True
        await self._look()

    async def _look(self) -> None:
        """At what was announced."""
        self._woken.clear()
        changed, self._changed = self._changed | self._waiting.keys(), set()
        for community_id in sorted(changed):
            news = [await self._react(reaction, community_id) for reaction in REACTIONS]
            looks = self._waiting.pop(community_id, 0)
            if News.LATER in news and looks * _AGAIN_SECONDS < _SWEEP_SECONDS:
                self._waiting[community_id] = looks + 1
        if self._asked:
            self._asked = False
            await self._queue_due()

    async def _react(self, reaction: Reaction, community_id: int) -> News:
        """What is left; one community that cannot be dealt with does not hold up the others."""
        news = News.NOW
        try:
            for _ in range(_MOST_TURNS):
                if news is not News.NOW or self._parts.stopping.is_set():
                    break
                async with self._parts.database.writing(community_id) as connection:
                    news = await reaction.react(self._parts, connection, community_id)
        except (Unavailable, Collision):
            raise
        except Exception:
            log.exception("reaction_failed", reader=reaction.reader, community_id=community_id)
            return News.NONE
        if news is News.NOW:
            self._changed.add(community_id)
            self._woken.set()
        return news

    async def _queue_due(self) -> None:
        """Retries whose time has come, and what a worker that died has left."""
        async with self._parts.database.reading(None) as connection:
            due = await endpoints_with_due(connection, now=self._parts.clock())
            for community_id, webhook_id in due:
                await queue_delivering(connection, community_id, webhook_id)

"""A browser's open live connection: what the inbox tells it, as it comes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from httpx2 import Response

from tests.inbox.browser import Browser


@dataclass(frozen=True)
class Told:
    event: str
    id: str
    data: dict[str, Any]  # Any: JSON


@dataclass
class Listening:
    response: Response
    told: list[Told] = field(default_factory=list)
    has_ended: bool = False
    _come: asyncio.Event = field(default_factory=asyncio.Event)

    async def next(self, event: str, seconds: float = 20) -> dict[str, Any]:
        """What is told under that name next; everything else is left out."""
        async with asyncio.timeout(seconds):
            while True:
                for place, each in enumerate(self.told):
                    if each.event == event:
                        del self.told[: place + 1]
                        return each.data
                assert not self.has_ended, "nothing more will be told"
                self._come.clear()
                await self._come.wait()

    async def changes(self) -> dict[int, list[str]]:
        """Kinds of what happened, by ticket."""
        told = await self.next("tickets")
        return {int(each["id"]): each["kinds"] for each in told["tickets"]}

    async def end(self, seconds: float = 20) -> None:
        async with asyncio.timeout(seconds):
            while not self.has_ended:
                self._come.clear()
                await self._come.wait()

    async def read(self) -> None:
        parts: dict[str, str] = {}
        async for line in self.response.aiter_lines():
            if line:
                name, _, text = line.partition(": ")
                parts[name] = text
            elif "event" in parts:
                data = json.loads(parts["data"])
                self.told.append(Told(parts["event"], parts["id"], data))
                parts = {}
                self._come.set()
        self.has_ended = True
        self._come.set()


@asynccontextmanager
async def listening(
    browser: Browser, path: str = "/live", **parts: Any
) -> AsyncIterator[Listening]:
    """Open, and heard from, when the context begins."""
    async with browser.client.stream("GET", browser.address(path), **parts) as response:
        assert response.status_code == 200, await response.aread()
        heard = Listening(response)
        reading = asyncio.create_task(heard.read())
        try:
            await heard.next("beat")
            yield heard
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

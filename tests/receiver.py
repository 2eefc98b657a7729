"""An endpoint that webhooks can be sent to: another program's side, on this machine."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.desk import Desk, data_of

TOKEN = "between the two of us"


@dataclass
class Receiver:
    """Answers challenges as it should at `/`, and wrongly at the paths that are named for it."""

    challenges: list[dict[str, str]] = field(default_factory=list)
    deliveries: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    _runner: web.AppRunner | None = None
    _meeting: asyncio.Barrier | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._challenge)
        app.router.add_post("/{path:.*}", self._deliver)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    @contextmanager
    def meeting(self, parties: int) -> Iterator[None]:
        """Challenges at `/meet` are answered once there are that many."""
        self._meeting = asyncio.Barrier(parties)
        yield
        self._meeting = None

    async def _challenge(self, request: web.Request) -> web.Response:
        self.challenges.append(dict(request.query))
        if request.match_info["path"] == "meet" and self._meeting is not None:
            await self._meeting.wait()
        said = request.query.get("challenge", "")
        answers = {
            "silent": web.Response(),
            "wrong": web.Response(text="12"),
            "created": web.Response(status=201, text=said),
            "broken": web.Response(status=500),
            "away": web.Response(status=302, headers={"Location": f"/?challenge={said}"}),
            "spaced": web.Response(text=f"  {said}\r\n"),
        }
        return answers.get(request.match_info["path"], web.Response(text=said))

    async def _deliver(self, request: web.Request) -> web.Response:
        self.deliveries.append((dict(request.headers), await request.read()))
        return web.Response(text="taken")


RECEIVER = Receiver()
"""The one of the shared server; open while that serves."""


def webhook_body(path: str = "", **members: Any) -> dict[str, Any]:
    return {
        "url": RECEIVER.url + path,
        "verifyToken": TOKEN,
        "objectType": "ticket",
        "events": ["ticket_create", "ticket_status_change"],
    } | members


async def register(desk: Desk, path: str = "", **members: Any) -> Any:  # JSON
    """A new webhook as it was answered, with its secret."""
    return data_of(await desk.post("/webhooks", webhook_body(path, **members)))

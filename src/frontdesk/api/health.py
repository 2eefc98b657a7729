"""Probes for whoever runs the process: alive, and ready to serve."""

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import Receive, Scope, Send

from frontdesk.api.envelope import JSON, failure
from frontdesk.database.migrations import HEAD
from frontdesk.database.pool import Database
from frontdesk.errors import MethodNotAllowed, RequestError, Unavailable
from frontdesk.kit.http import HttpAnswer, send_answer

_UNCACHED: Final = {"Cache-Control": "no-store"}

Probe = Callable[[], Awaitable[dict[str, str]]]


def make_probe_handlers(database: Database) -> list[ASGIRouteHandler]:
    async def is_alive() -> dict[str, str]:
        return {"status": "alive"}

    async def is_ready() -> dict[str, str]:
        await _require_current_schema(database)
        return {"status": "ready", "schema": HEAD}

    return [_make_handler("/healthz", is_alive), _make_handler("/readyz", is_ready)]


def _make_handler(path: str, probe: Probe) -> ASGIRouteHandler:
    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http", "only HTTP routes are registered"
        method = scope["method"]
        try:
            answer = await _answer(method, probe)
        except RequestError as error:
            answer = failure(error)
        await send_answer(send, answer, without_body=method == "HEAD")

    return asgi(path, copy_scope=False)(handle)


async def _answer(method: str, probe: Probe) -> HttpAnswer:
    if method not in ("GET", "HEAD"):
        raise MethodNotAllowed(method, ["GET", "HEAD"])
    return HttpAnswer(200, JSON, msgspec.json.encode(await probe()), _UNCACHED)


async def _require_current_schema(database: Database) -> None:
    async with database.reading(None) as connection:
        revision = await connection.value("select version_num from alembic_version", {})
    if revision != HEAD:
        raise Unavailable(
            f"the database is at schema {revision}, this process needs {HEAD}: "
            "run frontdesk migrate"
        )

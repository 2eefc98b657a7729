"""Probes for whoever runs the process: alive, and ready to serve."""

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec
from litestar.types import HTTPScope, Receive

from frontdesk.api.envelope import JSON
from frontdesk.api.handler import make_handler
from frontdesk.database.migrations import HEAD
from frontdesk.database.pool import Database
from frontdesk.errors import Unavailable
from frontdesk.kit.handler import Handler, require_reading
from frontdesk.kit.http import HttpAnswer

_UNCACHED: Final = {"Cache-Control": "no-store"}

Probe = Callable[[], Awaitable[dict[str, str]]]


def make_probe_handlers(database: Database) -> list[Handler]:
    async def is_alive() -> dict[str, str]:
        return {"status": "alive"}

    async def is_ready() -> dict[str, str]:
        await _require_current_schema(database)
        return {"status": "ready", "schema": HEAD}

    return [_make_handler("/healthz", is_alive), _make_handler("/readyz", is_ready)]


def _make_handler(path: str, probe: Probe) -> Handler:
    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        require_reading(scope)
        return HttpAnswer(200, JSON, msgspec.json.encode(await probe()), _UNCACHED)

    return make_handler(path, answer)


async def _require_current_schema(database: Database) -> None:
    async with database.reading(None) as connection:
        revision = await connection.value("select version_num from alembic_version", {})
    if revision != HEAD:
        raise Unavailable(
            f"the database is at schema {revision}, this process needs {HEAD}: "
            "run frontdesk migrate"
        )

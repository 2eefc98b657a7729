"""An application behind real HTTP, in this process."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import uvicorn
from litestar.types import ASGIApp

from frontdesk.api.call import Route
from frontdesk.api.routes import ROUTES
from frontdesk.app import create_app
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.kit.clock import Clock
from frontdesk.kit.patient_http import PatientProtocol
from frontdesk.logs import configure_logs

SERVER_SECRET: Final = "known to tests, who make its keys"
"""The secret key of the server that tests share."""


@asynccontextmanager
async def serve_desk(
    address: DatabaseAddress,
    clock: Clock,
    settings: Settings,
    *,
    routes: tuple[Route, ...] = ROUTES,
    protocol: type[PatientProtocol] = PatientProtocol,
) -> AsyncIterator[str]:
    """frontdesk with settings and routes of a test's own."""
    configure_logs(settings)
    app = create_app(settings, address, clock=clock, routes=routes)
    async with serve_app(app, protocol=protocol) as url:
        yield url


@asynccontextmanager
async def serve_app(
    app: ASGIApp, *, protocol: type[PatientProtocol] = PatientProtocol
) -> AsyncIterator[str]:
    """The address at which the application answers while in the context."""
    # Named as TCP: asyncio spares only such sockets the wait of 40 ms between head and body.
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app,
            http=protocol,
            proxy_headers=False,
            loop="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            ws="none",
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 # uvicorn has no event for it
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving

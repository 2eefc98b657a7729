"""The real application behind real HTTP, with the settings and routes of one test."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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


@asynccontextmanager
async def serve_desk(
    address: DatabaseAddress,
    clock: Clock,
    settings: Settings,
    *,
    routes: tuple[Route, ...] = ROUTES,
    protocol: type[PatientProtocol] = PatientProtocol,
) -> AsyncIterator[str]:
    """The address of frontdesk's own server."""
    configure_logs(settings)
    app = create_app(settings, address, clock=clock, routes=routes)
    async with serve(app, protocol=protocol) as url:
        yield url


@asynccontextmanager
async def serve(
    app: ASGIApp, *, protocol: type[PatientProtocol] = PatientProtocol
) -> AsyncIterator[str]:
    """The server's address, while it runs in this process."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app,
            http=protocol,
            loop="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            ws="none",
            proxy_headers=False,
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 # uvicorn has no event for it
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving

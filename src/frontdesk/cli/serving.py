"""Running the web server: one process here, or several below this one."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from frontdesk.app import create_app
from frontdesk.cli.installation import Installation
from frontdesk.config import PREFIX, Settings
from frontdesk.errors import OperatorError
from frontdesk.kit.patient_http import PatientProtocol

_GRACE_SECONDS = 8  # the whole stop must be over within 10

Announce = Callable[[str], None]


def run_server(installation: Installation, *, workers: int, announce: Announce) -> None:
    """Serve until told to stop; then finish the requests under way and return.

    `announce` is told the address once it is served. Raises OperatorError when it is taken.
    """
    # uvicorn sends a signal that stopped it once more when all is done: it ends us with code 0.
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    settings = installation.settings
    listener = _listen(settings.host, settings.port)
    address = _address(listener)
    if workers == 1:
        app = create_app(settings, installation.address, with_worker=settings.worker)
        server = _Server(_configure(app, settings), lambda: announce(address))
        server.run(sockets=[listener])
    else:
        announce(address)
        _run_several(settings, workers, listener)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise OperatorError(f"cannot listen on {host}, port {port}: {error.strerror}") from None
    listener.set_inheritable(True)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _run_several(settings: Settings, workers: int, listener: socket.socket) -> None:
    # Server processes read their settings from the environment, so options must be there too.
    os.environ[f"{PREFIX}DATA_DIR"] = str(settings.data_dir.absolute())
    os.environ[f"{PREFIX}WORKER"] = str(settings.worker)
    config = _configure("frontdesk.app:create_worker_app", settings, workers=workers)
    Multiprocess(config, sockets=[listener]).run()


def _configure(app: object, settings: Settings, *, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type] # an ASGI application or the name of a factory
        host=settings.host,
        port=settings.port,
        workers=workers,
        factory=workers > 1,
        loop="uvloop",
        http=PatientProtocol,
        ws="none",
        interface="asgi3",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=75,
    )

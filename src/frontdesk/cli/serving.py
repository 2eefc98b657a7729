"""Running the web server: one process here, or several below this one."""

import os
import signal
import sys
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from frontdesk.app import create_app
from frontdesk.cli.installation import Installation
from frontdesk.config import PREFIX, Settings
from frontdesk.kit.patient_http import PatientProtocol

_GRACE_SECONDS = 8  # the whole stop must be over within 10


def run_server(installation: Installation, *, workers: int) -> None:
    """Serve until told to stop; then finish the requests under way and return."""
    # uvicorn sends a signal that stopped it once more when all is done: it ends us with code 0.
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    if workers == 1:
        app = create_app(installation.settings, installation.address)
        uvicorn.Server(_configure(app, installation.settings)).run()
    else:
        _run_several(installation.settings, workers)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _run_several(settings: Settings, workers: int) -> None:
    # Server processes read their settings from the environment, so options must be there too.
    os.environ[f"{PREFIX}DATA_DIR"] = str(settings.data_dir.absolute())
    config = _configure("frontdesk.app:create_worker_app", settings, workers=workers)
    listener = config.bind_socket()
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

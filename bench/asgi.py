"""Serving an ASGI application as `frontdesk serve` does."""

import uvicorn
from litestar.types import ASGIApp, Send

from bench.load import HOST


async def serve(app: ASGIApp, port: int) -> None:
    """Until SIGTERM, under `uvloop.run`; the settings are those of frontdesk.cli.serving."""
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        http="httptools",
        ws="none",
        interface="asgi3",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
    )
    await uvicorn.Server(config).serve()


async def send_json(send: Send, body: bytes) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})

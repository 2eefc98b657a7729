"""A plain ASGI handler under Litestar's router, for answers that are bytes already."""

from collections.abc import Awaitable, Callable
from typing import cast

from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import HTTPScope, Receive, Scope, Send

from frontdesk.api.envelope import failure
from frontdesk.errors import MethodNotAllowed, RequestError
from frontdesk.kit.http import HttpAnswer, send_answer

Answerer = Callable[[HTTPScope, Receive], Awaitable[HttpAnswer]]


def make_handler(path: str, answer: Answerer) -> ASGIRouteHandler:
    """Serve every method of `path`; a RequestError becomes its envelope, HEAD loses its body."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        http = cast("HTTPScope", scope)  # only HTTP gets here: there are no WebSockets
        try:
            ready = await answer(http, receive)
        except RequestError as error:
            ready = failure(error)
        await send_answer(send, ready, without_body=http["method"] == "HEAD")

    return asgi(path, copy_scope=False)(handle)


def require_reading(scope: HTTPScope) -> None:
    """Raise MethodNotAllowed unless the request only reads."""
    if scope["method"] not in ("GET", "HEAD"):
        raise MethodNotAllowed(scope["method"], ["GET", "HEAD"])

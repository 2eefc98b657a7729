"""A plain handler under Litestar's router, for answers that are bytes already."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, cast

from litestar import Request
from litestar.handlers import ASGIRouteHandler, HTTPRouteHandler, asgi
from litestar.types import ASGIApp, HTTPScope, Method, Receive, Scope, Send

from frontdesk.errors import MethodNotAllowed
from frontdesk.kit.http import HttpAnswer, send_answer

Answerer = Callable[[HTTPScope, Receive], Awaitable[HttpAnswer]]
Handler = ASGIRouteHandler | HTTPRouteHandler

_METHODS: Final[list[Method]] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def make_handler(path: str, answer: Answerer) -> Handler:
    """Serve every method of `path`; `answer` raises nothing that a caller may see, HEAD loses its
    body."""
    # A raw ASGI handler costs least, but Litestar 2.25 finds none whose path has parameters.
    return _with_parameters(path, answer) if "{" in path else _plain(path, answer)


def make_app(answer: Answerer) -> ASGIApp:
    """The same without a router."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        http = cast("HTTPScope", scope)  # only HTTP gets here: there are no WebSockets
        ready = await answer(http, receive)
        await send_answer(send, ready, without_body=http["method"] == "HEAD", receive=receive)

    return handle


def _plain(path: str, answer: Answerer) -> ASGIRouteHandler:
    return asgi(path, copy_scope=False)(make_app(answer))


def _with_parameters(path: str, answer: Answerer) -> HTTPRouteHandler:
    async def handle(request: Request[Any, Any, Any]) -> ASGIApp:
        ready = await answer(request.scope, request.receive)

        async def respond(scope: Scope, receive: Receive, send: Send) -> None:
            await send_answer(send, ready, without_body=request.method == "HEAD", receive=receive)

        return respond

    return HTTPRouteHandler(path, http_method=_METHODS)(handle)


def require_reading(scope: HTTPScope) -> None:
    """Raise MethodNotAllowed unless the request only reads."""
    if scope["method"] not in ("GET", "HEAD"):
        raise MethodNotAllowed(scope["method"], ["GET", "HEAD"])

"""The API's own description: OpenAPI 3.1 made from the route table, and a page for people."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from litestar.handlers import ASGIRouteHandler, asgi
from litestar.types import Receive, Scope, Send

from frontdesk.api.call import Route
from frontdesk.api.docs_page import render_docs
from frontdesk.api.envelope import JSON, failure
from frontdesk.api.openapi import describe
from frontdesk.errors import MethodNotAllowed
from frontdesk.kit.http import HttpAnswer, send_answer

_CACHED: Final = {"Cache-Control": "no-cache"}
_SAFE_PAGE: Final = _CACHED | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def make_description_handlers(routes: Iterable[Route]) -> list[ASGIRouteHandler]:
    document: dict[str, Any] = describe(routes)
    page = HttpAnswer(200, "text/html; charset=utf-8", render_docs(document), _SAFE_PAGE)
    source = HttpAnswer(200, JSON, msgspec.json.encode(document), _CACHED)
    return [_make_handler("/docs", page), _make_handler("/openapi.json", source)]


def _make_handler(path: str, ready: HttpAnswer) -> ASGIRouteHandler:
    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http", "only HTTP routes are registered"
        method = scope["method"]
        answer = ready
        if method not in ("GET", "HEAD"):
            answer = failure(MethodNotAllowed(method, ["GET", "HEAD"]))
        await send_answer(send, answer, without_body=method == "HEAD")

    return asgi(path, copy_scope=False)(handle)

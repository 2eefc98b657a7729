"""The API's own description: OpenAPI 3.1 made from the route table, and a page for people."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from litestar.types import HTTPScope, Receive

from frontdesk.api.call import Route
from frontdesk.api.docs_page import render_docs
from frontdesk.api.envelope import JSON
from frontdesk.api.handler import make_handler
from frontdesk.api.openapi import describe
from frontdesk.kit.handler import Handler, require_reading
from frontdesk.kit.http import HttpAnswer

_CACHED: Final = {"Cache-Control": "no-cache"}
_SAFE_PAGE: Final = _CACHED | {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def make_description_handlers(routes: Iterable[Route]) -> list[Handler]:
    document: dict[str, Any] = describe(routes)
    page = HttpAnswer(200, "text/html; charset=utf-8", render_docs(document), _SAFE_PAGE)
    source = HttpAnswer(200, JSON, msgspec.json.encode(document), _CACHED)
    return [_make_handler("/docs", page), _make_handler("/openapi.json", source)]


def _make_handler(path: str, ready: HttpAnswer) -> Handler:
    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        require_reading(scope)
        return ready

    return make_handler(path, answer)

"""The outermost layer of every request: its id, its path's spelling, its log line, its faults, and
the coding of its answer."""

import re
import time
from secrets import token_hex

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from litestar.types.asgi_types import HTTPResponseBodyEvent, HTTPResponseStartEvent

from frontdesk.api.envelope import internal_failure
from frontdesk.kit.compression import best_coding, compress, is_compressible
from frontdesk.kit.http import ClientGone, get_header, send_answer
from frontdesk.kit.path_table import PathTable
from frontdesk.logs import REQUEST_ID

log = structlog.get_logger()

_SLASHES = re.compile("//+")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Door:
    """Wraps the application.

    Paths match whatever their case, with or without a slash at the end (contract rule 1.2). A
    request id sent along is kept if it is plain, else one is made; it is in the answer's
    `X-Request-Id` and in every log line of the request. What is in `direct` is served without the
    application's router, which costs more than a small request.
    """

    def __init__(self, app: ASGIApp, *, direct: PathTable) -> None:
        self._app = app
        self._direct = direct

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            await self._serve(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _serve(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        request = _Request(scope, send)
        _spell_path(scope)
        REQUEST_ID.set(request.id)  # for the log; the server runs each request in its own context
        try:
            app = self._choose(scope)
            await app(scope, receive, request.send)
        except ClientGone:
            request.status = 499
        except Exception:
            log.exception("request_failed", path=scope["path"])
            await request.fail()
        finally:
            request.log()

    def _choose(self, scope: HTTPScope) -> ASGIApp:
        found = self._direct.find(scope["path"])
        if found is None:
            return self._app
        app, scope["path_params"] = found
        return app


def _spell_path(scope: HTTPScope) -> None:
    path = _SLASHES.sub("/", scope["path"].lower())
    scope["path"] = path.rstrip("/") or "/"


class _Request:
    def __init__(self, scope: HTTPScope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._begin = time.perf_counter_ns()
        self.status = 0
        self._start: HTTPResponseStartEvent | None = None
        given = get_header(scope, b"x-request-id")
        self.id = given if given and _REQUEST_ID.fullmatch(given) else token_hex(12)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"], (b"x-request-id", self.id.encode())]
            self._start = {**message, "headers": headers}
        elif self._start is None:
            await self._send(message)
        else:
            # The headers go with the first part of the body, which tells whether it is the whole.
            start, self._start = self._start, None
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._shorten(start, message)
            await self._send(start)
            await self._send(message)

    def _shorten(self, start: HTTPResponseStartEvent, message: HTTPResponseBodyEvent) -> None:
        headers, body = list(start["headers"]), message["body"]
        if is_compressible(headers, body):
            headers.append((b"vary", b"Accept-Encoding"))
            coding = best_coding(get_header(self._scope, b"accept-encoding"))
            if coding is not None:
                headers, message["body"] = compress(headers, body, coding)
            start["headers"] = headers

    async def fail(self) -> None:
        if self.status == 0:
            await send_answer(self.send, internal_failure(self.id))

    def log(self) -> None:
        log.info(
            "request",
            method=self._scope["method"],
            path=self._scope["path"],
            status=self.status,
            ms=round((time.perf_counter_ns() - self._begin) / 1e6, 2),
        )

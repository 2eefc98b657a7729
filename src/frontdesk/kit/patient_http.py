"""HTTP/1.1 with an end to patience: what uvicorn's httptools protocol leaves without a limit.

uvicorn 0.54 keeps any number and size of request headers and an address of any length, and waits
for ever for the rest of a request, or for the first one of a connection.
"""

import asyncio
from asyncio import TimerHandle
from itertools import chain
from typing import ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: 43\r\n"
    b"connection: close\r\n"
    b"\r\n"
    b"The address and the headers are too large.\n"
)


class HeadTooLarge(Exception):
    """Stops the parser; uvicorn then asks for the refusal."""


class PatientProtocol(HttpToolsProtocol):
    """Refuses (431) a request whose address and headers together are larger than `most_head_bytes`,
    and hangs up on one that is not there whole, its body included, within `patience` seconds."""

    most_head_bytes: ClassVar[int] = 32 * 1024
    patience: ClassVar[float] = 300.0
    head_patience: ClassVar[float] = 30.0

    _unread = 0  # bytes received since the last whole request
    _in_head = True
    _since: float | None = None  # when the request that is under way began; None: there is none
    _watch: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn
        super().connection_made(transport)
        self._since = self.loop.time()
        self._look_again()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._unread += len(data)
        super().data_received(data)
        if self._in_head and self._unread > self.most_head_bytes:
            self._refuse_head()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        if self._since is None:
            self._since = self.loop.time()

    def on_headers_complete(self) -> None:
        if self._unread > self.most_head_bytes and self._head_size() > self.most_head_bytes:
            raise HeadTooLarge
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._since = None
        self._unread = 0

    def send_400_response(self, msg: str) -> None:
        if self._in_head and self._unread > self.most_head_bytes:
            self._refuse_head()
        else:
            super().send_400_response(msg)

    def _head_size(self) -> int:
        return len(self.url) + sum(map(len, chain.from_iterable(self.headers)))

    def _refuse_head(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_HEAD_TOO_LARGE)
            self.transport.close()

    def _look_again(self) -> None:
        # One timer a connection rather than one a request: it costs requests nothing.
        self._watch = self.loop.call_later(self.head_patience / 2, self._hang_up_if_slow)

    def _hang_up_if_slow(self) -> None:
        patience = self.head_patience if self._in_head else self.patience
        if self._since is not None and self.loop.time() - self._since > patience:
            self.transport.abort()
        elif not self.transport.is_closing():
            self._look_again()

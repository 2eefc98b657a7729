"""The few words of ASGI that a thin surface needs."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus

from litestar.types import HTTPScope, Receive, Send

from frontdesk.errors import BodyTooLarge
from frontdesk.kit.byte_stream import ByteStream

Headers = Iterable[tuple[bytes, bytes]]


class ClientGone(Exception):
    """The client hung up while its request was being read; nobody waits for an answer."""


@dataclass(frozen=True)
class OpenStream:
    """A body without an end of its own. `hang_up` is called once the client is gone, and makes
    `chunks` end."""

    chunks: AsyncGenerator[bytes, None]
    hang_up: Callable[[], None]


@dataclass(frozen=True)
class HttpAnswer:
    """`cookies` are whole `Set-Cookie` values, the one header that is there several times."""

    status: int
    content_type: str
    body: bytes | ByteStream | OpenStream
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()

    def with_headers(self, more: Mapping[str, str]) -> "HttpAnswer":
        headers = {**self.headers, **more} if self.headers else more
        return HttpAnswer(self.status, self.content_type, self.body, headers, self.cookies)


async def send_answer(
    send: Send, answer: HttpAnswer, *, without_body: bool = False, receive: Receive | None = None
) -> None:
    """`without_body` is for HEAD: the same headers, nothing after them. With `receive` a stream
    is read no further once the client is gone."""
    headers = [] if answer.status == HTTPStatus.NOT_MODIFIED else _content_headers(answer)
    headers += [(_wire_name(name), text.encode()) for name, text in answer.headers.items()]
    headers += [(b"set-cookie", cookie.encode()) for cookie in answer.cookies]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if without_body else answer.body
    if isinstance(body, ByteStream | OpenStream):
        await _send_stream(send, body, receive)
        body = b""
    await send({"type": "http.response.body", "body": body, "more_body": False})


@lru_cache(maxsize=256)  # names are ours, so there are few
def _wire_name(name: str) -> bytes:
    return name.lower().encode()


async def _send_stream(send: Send, body: ByteStream | OpenStream, receive: Receive | None) -> None:
    gone = asyncio.create_task(_wait_until_gone(receive)) if receive is not None else None
    if gone is not None and isinstance(body, OpenStream):
        gone.add_done_callback(lambda _: body.hang_up())
    try:
        async with aclosing(body.chunks) as chunks:
            async for chunk in chunks:
                if gone is not None and gone.done():
                    return
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
    finally:
        if gone is not None:
            gone.cancel()


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _content_headers(answer: HttpAnswer) -> list[tuple[bytes, bytes]]:
    kind = (b"content-type", answer.content_type.encode())
    if isinstance(answer.body, OpenStream):
        return [kind]
    return [kind, (b"content-length", str(len(answer.body)).encode())]


async def read_whole_body(scope: HTTPScope, receive: Receive, *, most: int) -> bytes:
    """The request's body. Raises what `BodyStream.chunks` raises."""
    _refuse_declared(scope, most)
    chunk, more = await _next_chunk(receive)
    if not more and len(chunk) <= most:
        return chunk  # as nearly all come
    rest = [each async for each in _chunks(receive, most=most, first=chunk, more=more)]
    return b"".join(rest)


@dataclass(frozen=True)
class BodyStream:
    """The body of a request, to be read once, piece by piece."""

    scope: HTTPScope
    receive: Receive

    def header(self, name: bytes) -> str | None:
        return get_header(self.scope, name)

    async def chunks(self, *, most: int) -> AsyncIterator[bytes]:
        """Raises BodyTooLarge past `most` bytes (before reading, where the length is declared) and
        ClientGone."""
        _refuse_declared(self.scope, most)
        chunk, more = await _next_chunk(self.receive)
        async for each in _chunks(self.receive, most=most, first=chunk, more=more):
            yield each


def _refuse_declared(scope: HTTPScope, most: int) -> None:
    declared = get_header(scope, b"content-length")
    if declared is not None and declared.isdigit() and int(declared) > most:
        raise too_large(most)


async def _chunks(receive: Receive, *, most: int, first: bytes, more: bool) -> AsyncIterator[bytes]:
    chunk, size = first, len(first)
    while size <= most:
        yield chunk
        if not more:
            return
        chunk, more = await _next_chunk(receive)
        size += len(chunk)
    raise too_large(most)


async def _next_chunk(receive: Receive) -> tuple[bytes, bool]:
    """And whether more follow."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientGone
    chunk: bytes = message["body"]  # type: ignore[typeddict-item] # disconnect was the other kind
    return chunk, bool(message.get("more_body"))


def too_large(most: int) -> BodyTooLarge:
    return BodyTooLarge(f"the body is larger than {most} bytes")


def get_header(scope: HTTPScope, name: bytes) -> str | None:
    """The first header of that lower-case name."""
    for known, text in scope["headers"]:
        if known == name:
            return text.decode("latin-1")
    return None


def get_header_list(headers: Headers, name: bytes) -> str | None:
    """All headers of that lower-case name, joined as RFC 9110 joins lists (5.3)."""
    found = [text.decode("latin-1") for known, text in headers if known == name]
    return ", ".join(found) if found else None

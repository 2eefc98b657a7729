"""The few words of ASGI that a thin surface needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litestar.types import HTTPScope, Receive, Send

from frontdesk.errors import BodyTooLarge


class ClientGone(Exception):
    """The client hung up while its request was being read; nobody waits for an answer."""


@dataclass(frozen=True)
class HttpAnswer:
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


async def send_answer(send: Send, answer: HttpAnswer, *, without_body: bool = False) -> None:
    """`without_body` is for HEAD: the same headers, nothing after them."""
    headers = [
        (b"content-type", answer.content_type.encode()),
        (b"content-length", str(len(answer.body)).encode()),
    ]
    headers += [(name.lower().encode(), text.encode()) for name, text in answer.headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if without_body else answer.body
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def read_whole_body(scope: HTTPScope, receive: Receive, *, most: int) -> bytes:
    """The request's body.

    Raises BodyTooLarge past `most` bytes (before reading, where the length is declared) and
    ClientGone.
    """
    declared = get_header(scope, b"content-length")
    if declared is not None and declared.isdigit() and int(declared) > most:
        raise too_large(most)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk = message["body"]  # type: ignore[typeddict-item] # disconnect was the other kind
        size += len(chunk)
        if size > most:
            raise too_large(most)
        chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks)


def too_large(most: int) -> BodyTooLarge:
    return BodyTooLarge(f"the body is larger than {most} bytes")


def get_header(scope: HTTPScope, name: bytes) -> str | None:
    """The first header of that lower-case name."""
    for known, text in scope["headers"]:
        if known == name:
            return text.decode("latin-1")
    return None

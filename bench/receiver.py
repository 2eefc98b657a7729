"""`python -m bench.receiver PORT`: an endpoint that takes everything, and costs next to nothing."""

import asyncio
import re
import sys

import uvloop

from bench.load import HOST

_CHALLENGE = re.compile(rb"[?&]challenge=(\d+)")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Endpoint(asyncio.Protocol):
    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            found = _LENGTH.search(head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._buffer) < whole:
                break
            self._buffer = self._buffer[whole:]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        challenge = _CHALLENGE.search(head.partition(b"\r\n")[0])
        body = challenge[1] if challenge else b""
        answer = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        self._transport.write(answer)  # type: ignore[union-attr] # uvloop's derive from nothing


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Endpoint, HOST, port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))

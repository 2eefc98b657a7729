"""The outside world: somebody's endpoint, which answers as a test wants."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Received:
    path: str
    headers: dict[str, str]
    body: Any
    raw: bytes = b""

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def ticket_id(self) -> int:
        ticket_id: int = self.body["TicketId"]
        return ticket_id


@dataclass(frozen=True)
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


OK = Answer()
_OPEN = asyncio.Event()
_OPEN.set()


@dataclass
class Receiver:
    """`answer` is asked for each request by its path; `received` has all that were answered by
    2xx, in the order in which they came in, and `refused` the rest. While `gate` is closed no
    answer is given."""

    url: str
    answer: Callable[[Received], Answer] = lambda _: OK
    received: list[Received] = field(default_factory=list)
    refused: list[Received] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: Counter[tuple[str, int]] = field(default_factory=Counter)
    most_under_way: int = 0
    overlaps: list[Received] = field(default_factory=list)
    _come: asyncio.Event = field(default_factory=asyncio.Event)
    _held: dict[str, asyncio.Event] = field(default_factory=dict)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await _read(reader):
                answer = await self._answer(request)
                writer.write(_write(answer))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, request: Received) -> Answer:
        key = request.path, request.ticket_id
        if self.under_way[key]:
            self.overlaps.append(request)
        self.under_way[key] += 1
        self.most_under_way = max(self.most_under_way, self.under_way.total())
        self._come.set()
        await self.gate.wait()
        await self._held.get(request.path, _OPEN).wait()
        self.under_way[key] -= 1
        answer = self.answer(request)
        (self.received if 200 <= answer.status < 300 else self.refused).append(request)
        self._come.set()
        return answer

    async def until(self, is_so: Callable[[], bool], seconds: float = 30) -> None:
        """Waits for requests until that holds."""
        async with asyncio.timeout(seconds):
            while not is_so():
                self._come.clear()
                await self._come.wait()

    async def until_under_way(self, count: int) -> None:
        await self.until(lambda: self.under_way.total() >= count)

    def hold(self, path: str) -> None:
        """No answer at this path, as if each took very long, until `let_go`."""
        self._held[path] = asyncio.Event()

    def let_go(self, path: str) -> None:
        self._held[path].set()

    def of(self, path: str) -> list[Received]:
        return [request for request in self.received if request.path == path]

    def by_ticket(self, path: str) -> dict[int, list[Received]]:
        found = defaultdict(list)
        for request in self.of(path):
            found[request.ticket_id].append(request)
        return dict(found)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver("")
    receiver.gate.set()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield receiver
        receiver.gate.set()


async def _read(reader: asyncio.StreamReader) -> Received | None:
    first = await reader.readline()
    if not first:
        return None
    headers = {}
    while line := (await reader.readline()).decode().strip():
        name, _, text = line.partition(":")
        headers[name.lower()] = text.strip()
    raw = await reader.readexactly(int(headers.get("content-length", 0)))
    path = first.split()[1].decode()
    return Received(path=path, headers=headers, body=json.loads(raw), raw=raw)


def _write(answer: Answer) -> bytes:
    body = answer.body.encode()
    headers = {"content-length": str(len(body)), **answer.headers}
    lines = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    return f"HTTP/1.1 {answer.status} Whatever\r\n{lines}\r\n".encode() + body

"""A desk as one is commonly written, for comparison: normalised tables with an index on each key,
joins, `count(*)` for the number of pages, `offset` for the page, one query for each relation.

    python -m bench --adapter bench.naive:Naive

Server settings, driver and number of connections are frontdesk's, so that what differs is the
design. It has no authorization, no communities and no logs, which is in its favour.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psycopg
import uvloop
from litestar.types import Receive, Scope, Send
from psycopg_pool import AsyncConnectionPool

from bench.adapters import Visit
from bench.asgi import send_json, serve
from bench.load import HOST
from bench.naive_lists import Filter, list_tickets
from bench.naive_tables import SCHEMA, load_tickets
from bench.processes import free_port, serving
from bench.scenarios import Scenario
from bench.system import family
from frontdesk.config import load_settings
from frontdesk.database.address import OWNER_ROLE
from frontdesk.database.embedded import hold_server
from frontdesk.tickets.document import Ticket


class Page(msgspec.Struct, frozen=True):
    total: int
    data: list[Ticket]


class Task(msgspec.Struct, frozen=True):
    port: int
    conninfo: str


class Naive:
    name = "naive"

    @contextmanager
    def serve(self, visit: Visit) -> Iterator["NaivePeer"]:
        with hold_server(visit.folder / "database") as server:
            conninfo = server.conninfo(OWNER_ROLE)
            with psycopg.connect(conninfo) as connection:
                connection.execute(SCHEMA)
                load_tickets(connection, visit.tickets)
            with psycopg.connect(conninfo, autocommit=True) as connection:
                connection.execute("vacuum (analyze)")
                connection.execute("checkpoint")
            task = Task(free_port(), conninfo)
            task_file = visit.folder / "task.json"
            task_file.write_bytes(msgspec.json.encode(task))
            process = [sys.executable, "-m", "bench.naive", str(task_file)]
            with serving(process, task.port, environment=os.environ, core=visit.core) as running:
                yield NaivePeer(task.port, running.pid, visit.folder / "database")


class NaivePeer:
    right_end = b"]}"

    def __init__(self, port: int, pid: int, data_dir: Path) -> None:
        self.port = port
        self._pid = pid
        self._pid_file = data_dir / "postgres" / "postmaster.pid"

    def request(self, scenario: Scenario) -> bytes | None:
        wanted = msgspec.json.decode(scenario.request)
        cursor = wanted.pop("cursor", None)
        body = msgspec.json.encode(wanted if cursor is None else wanted | {"skip": scenario.skip})
        head = f"POST / HTTP/1.1\r\nhost: {HOST}\r\ncontent-length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def ticket_ids(self, answer: bytes) -> list[int]:
        return [ticket.id for ticket in msgspec.json.decode(answer, type=Page).data]

    def server_pids(self) -> list[int]:
        return [self._pid]

    def database_pids(self) -> list[int]:
        return family(int(self._pid_file.read_text().splitlines()[0]))


async def serve_naive(task: Task) -> None:
    most = load_settings().database_connections
    async with AsyncConnectionPool(task.conninfo, min_size=2, max_size=most, open=False) as pool:

        async def answer(_: Scope, receive: Receive, send: Send) -> None:
            body = (await receive())["body"]  # type: ignore[typeddict-item] # it comes in one piece
            wanted = msgspec.json.decode(body, type=Filter)
            async with pool.connection() as connection:
                total, tickets = await list_tickets(connection, wanted)
            await send_json(send, msgspec.json.encode(Page(total, tickets)))

        await serve(answer, task.port)


if __name__ == "__main__":
    uvloop.run(serve_naive(msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Task)))

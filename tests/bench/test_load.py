"""The load generator against servers whose answers are known."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench.answers import answer_length, is_right
from bench.deck import Job
from bench.generator import load_generator
from bench.load import HOST, Outcome, apply_load
from bench.processes import free_port, serving

RIGHT = b'{"data":[],"errorCode":-1,"errorText":null}'
WRONG = b'{"data":null,"errorCode":0,"errorText":"internal error"}'
REQUEST = b"POST /tickets/list HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}"


def test_an_asgi_server_is_loaded_from_a_process_of_its_own() -> None:
    port = free_port()
    command = [sys.executable, "-m", "bench.still", str(port)]
    with (
        serving(command, port, environment=os.environ, core=None) as server,
        load_generator(core=None) as generator,
    ):
        first = generator.run(Job(port, [REQUEST], clients=2, seconds=0.1))
        second = generator.run(Job(port, [REQUEST], clients=1, seconds=0.1))
    assert first.faults == second.faults == 0
    assert first.requests >= 2
    assert second.requests >= 1
    assert 0 < first.p50_ms <= first.p99_ms
    assert server.returncode is not None


async def test_every_answered_request_is_counted_once() -> None:
    async with scripted(answer(200, RIGHT)) as server:
        outcome = await server.load(clients=3)
    assert outcome.faults == 0
    assert outcome.requests == server.answered > 3


async def test_an_answer_in_pieces_counts_once() -> None:
    whole = answer(200, RIGHT)
    async with scripted(whole[:30], whole[30:-5], whole[-5:]) as server:
        outcome = await server.load(clients=1)
    assert (outcome.requests, outcome.faults) == (server.answered, 0)


@pytest.mark.parametrize(
    "wrong",
    [b"", b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
)
async def test_no_answer_and_one_without_a_length_are_faults(wrong: bytes) -> None:
    async with scripted(wrong) as server:
        outcome = await server.load(clients=2)
    assert (outcome.requests, outcome.faults) == (0, 2)


@pytest.mark.parametrize(("status", "body"), [(500, RIGHT), (200, WRONG), (200, b"")])
async def test_a_wrong_answer_is_a_fault_and_ends_its_connection(status: int, body: bytes) -> None:
    async with scripted(answer(status, body)) as server:
        outcome = await server.load(clients=2)
    assert (outcome.requests, outcome.faults, server.answered) == (0, 2, 2)
    assert outcome.first_fault == answer(status, body).decode()


def test_the_length_of_an_answer_counts_head_and_body() -> None:
    text = bytearray(answer(200, RIGHT))
    assert answer_length(text, len(text)) == len(text)
    assert answer_length(text, 20) == 0


def test_what_an_earlier_answer_left_in_the_buffer_is_not_read() -> None:
    text = bytearray(answer(200, WRONG) + RIGHT)
    assert not is_right(text, len(answer(200, WRONG)))


def answer(status: int, body: bytes) -> bytes:
    return f"HTTP/1.1 {status} OK\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body


class Scripted:
    """A server that answers every request by the same pieces; by nothing: it hangs up."""

    def __init__(self, pieces: tuple[bytes, ...]) -> None:
        self._pieces = pieces
        self.port = 0
        self.answered = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(len(REQUEST)) and any(self._pieces):
            self.answered += 1
            for piece in self._pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.001)
        writer.close()

    async def load(self, *, clients: int) -> Outcome:
        return await apply_load(Job(self.port, [REQUEST], clients=clients, seconds=0.05))


@asynccontextmanager
async def scripted(*pieces: bytes) -> AsyncIterator[Scripted]:
    script = Scripted(pieces)
    async with await asyncio.start_server(script.serve, HOST, 0) as server:
        script.port = server.sockets[0].getsockname()[1]
        yield script

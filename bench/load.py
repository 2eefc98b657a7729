"""The load generator: a process of its own that sends requests over and over.

It reads jobs from stdin and writes their outcomes to stdout, one JSON text a line, until stdin
ends.
"""

import asyncio
import sys
import time
from typing import cast

import msgspec
import uvloop

from bench.answers import LONGEST_ANSWER, answer_length, is_right
from bench.deck import Deck, Job
from bench.figures import percentile

HOST = "127.0.0.1"  # load goes nowhere else
PATIENCE_SECONDS = 20.0


class Outcome(msgspec.Struct, frozen=True):
    """Wrong answers and lost connections count in `faults` and nowhere else; `requests` are all
    that were answered, times are those of reads but where they say otherwise. `next_write` is the
    `first_write` of a job that goes on where this one ended."""

    requests: int
    seconds: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_seconds: float
    faults: int
    first_fault: str | None
    writes: int = 0
    write_p50_ms: float = 0.0
    write_p95_ms: float = 0.0
    next_write: int = 0


class Load:
    """What the connections of one job share."""

    def __init__(self, job: Job) -> None:
        self.deck = Deck(job)
        self.right_end = job.right_end
        self.reads_ns: list[int] = []
        self.writes_ns: list[int] = []
        self.faults: list[str] = []
        self.begin = time.perf_counter_ns()
        self.deadline = self.begin + int(job.seconds * 1e9)

    def outcome(self, cpu_seconds: float) -> Outcome:
        """All figures are 0 when no request was answered."""
        return Outcome(
            requests=len(self.reads_ns) + len(self.writes_ns),
            seconds=(time.perf_counter_ns() - self.begin) / 1e9,
            p50_ms=percentile(self.reads_ns, 0.50) / 1e6,
            p95_ms=percentile(self.reads_ns, 0.95) / 1e6,
            p99_ms=percentile(self.reads_ns, 0.99) / 1e6,
            cpu_seconds=cpu_seconds,
            faults=len(self.faults),
            first_fault=self.faults[0] if self.faults else None,
            writes=len(self.writes_ns),
            write_p50_ms=percentile(self.writes_ns, 0.50) / 1e6,
            write_p95_ms=percentile(self.writes_ns, 0.95) / 1e6,
            next_write=self.deck.next_write,
        )


class Connection(asyncio.BufferedProtocol):
    """One client. Answers are received in place: an answer of 60 KB costs a handful of calls."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._buffer = bytearray(LONGEST_ANSWER)
        self._view = memoryview(self._buffer)
        self._filled = self._expected = self._begin = 0
        self._latencies_ns = load.reads_ns  # of the kind of request that is under way
        self._transport: asyncio.Transport | None = None
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not derive from asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._send_request()

    def connection_lost(self, _: Exception | None) -> None:
        if self._begin:
            self._load.faults.append("the server hung up without an answer")
        self.closed.set_result(None)

    def get_buffer(self, _: int) -> memoryview:
        return self._view[self._filled :]

    def buffer_updated(self, count: int) -> None:
        self._filled += count
        if self._expected == 0:
            self._expected = answer_length(self._buffer, self._filled)
        if self._filled == self._expected:
            self._take_answer()
        elif self._expected < 0 or self._filled > (self._expected or LONGEST_ANSWER - 1):
            self._refuse_answer()

    def _send_request(self) -> None:
        assert self._transport is not None, "called once connected"
        self._filled = self._expected = 0
        request, is_write = self._load.deck.draw()
        self._latencies_ns = self._load.writes_ns if is_write else self._load.reads_ns
        self._begin = time.perf_counter_ns()
        self._transport.write(request)

    def _take_answer(self) -> None:
        if not is_right(self._buffer, self._filled, self._load.right_end):
            self._refuse_answer()
            return
        now = time.perf_counter_ns()
        self._latencies_ns.append(now - self._begin)
        if now < self._load.deadline:
            self._send_request()
        else:
            self._leave()

    def _refuse_answer(self) -> None:
        self._load.faults.append(bytes(self._view[: min(self._filled, 500)]).decode("latin-1"))
        self._leave()

    def _leave(self) -> None:
        assert self._transport is not None, "called once connected"
        self._begin = 0
        self._transport.close()


async def apply_load(job: Job) -> Outcome:
    """Ends by itself: PATIENCE_SECONDS after the time of the job even if answers stay away."""
    cpu_begin = time.process_time()
    load = Load(job)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: Connection(load), HOST, job.port)
        for _ in range(job.clients)
    ]
    closed = [connection.closed for _, connection in opened]
    _, waiting = await asyncio.wait(closed, timeout=job.seconds + PATIENCE_SECONDS)
    load.faults += ["no answer in time"] * len(waiting)
    return load.outcome(time.process_time() - cpu_begin)


def main() -> None:
    for line in sys.stdin.buffer:
        outcome = uvloop.run(apply_load(msgspec.json.decode(line, type=Job)))
        sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

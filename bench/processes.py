"""Processes that the benchmark starts, and ends again by their own id."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from bench.load import HOST

PATIENCE_SECONDS = 60.0


class Cores(NamedTuple):
    """One core each, so that the server and who measures it do not compete; None: not pinned."""

    server: int | None
    load: int | None


def choose_cores() -> Cores:
    available = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return Cores(available[0], available[1]) if len(available) > 1 else Cores(None, None)


@contextmanager
def running(
    command: Sequence[str], *, environment: Mapping[str, str], core: int | None, piped: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """A process, ended when the block is left for whatever reason; `piped`: its stdin and stdout.

    In a session of its own, so that Ctrl-C reaches the benchmark alone, which then ends it.
    """
    pipe = subprocess.PIPE if piped else subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdin=pipe, stdout=pipe
    )
    try:
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Asks the process to end, and after a while kills it; no other process is touched."""
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


@contextmanager
def serving(
    command: Sequence[str], port: int, *, environment: Mapping[str, str], core: int | None
) -> Iterator[subprocess.Popen[bytes]]:
    """A server process that listens on `port` by now."""
    with running(command, environment=environment, core=core) as process:
        wait_until_listening(process, port)
        yield process


def wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    """Raises SystemExit, in one sentence, when the process ends or takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _is_listening(port):
        if process.poll() is not None:
            sys.exit(f"bench: {process.args!r} ended with exit code {process.returncode}")
        if time.monotonic() > deadline:
            sys.exit(f"bench: {process.args!r} does not listen after {PATIENCE_SECONDS:.0f} s")
        time.sleep(0.05)


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port

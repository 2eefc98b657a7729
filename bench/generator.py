"""The load generator's process, seen from the benchmark."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec

from bench.deck import Job
from bench.load import Outcome
from bench.processes import running


class Generator:
    """Runs one job at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def run(self, job: Job) -> Outcome:
        """Blocks for as long as the job takes; raises SystemExit if the process has ended."""
        assert self._process.stdin is not None, "started with pipes"
        assert self._process.stdout is not None, "started with pipes"
        self._process.stdin.write(msgspec.json.encode(job) + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            sys.exit("bench: the load generator has ended")
        return msgspec.json.decode(line, type=Outcome)


@contextmanager
def load_generator(
    *, core: int | None, environment: Mapping[str, str] = os.environ
) -> Iterator[Generator]:
    command = [sys.executable, "-m", "bench.load"]
    with running(command, environment=environment, core=core, piped=True) as process:
        yield Generator(process)

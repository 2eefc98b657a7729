"""The `frontdesk` command as its users run it: another process, an exit code, two streams."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx2

from tests.cli import preloaded

COMMAND: Final = str(Path(sys.executable).with_name("frontdesk"))
LONGEST: Final = 60.0
MEMORY_UNIT: Final = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Outcome:
    """`most_memory` in bytes, that of the interpreter and the program included."""

    code: int
    out: str
    err: str
    most_memory: int = field(default=0, compare=False)

    @property
    def json(self) -> Any:
        assert (self.code, self.err) == (0, ""), self.err
        return json.loads(self.out)


class Preloaded:
    """The process of `tests.cli.preloaded`, and files for the streams of its children."""

    def __init__(self, folder: Path) -> None:
        self._streams = [folder / name for name in ("stdin", "stdout", "stderr")]
        self._process = subprocess.Popen(
            [sys.executable, "-P", preloaded.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, arguments: Sequence[str], environment: Mapping[str, str], stdin: bytes
    ) -> Outcome:
        for path, content in zip(self._streams, (stdin, b"", b""), strict=True):
            path.write_bytes(content)
        order = {
            "arguments": arguments,
            "environment": dict(environment),
            "streams": [str(path) for path in self._streams],
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code, most_memory = map(int, self._process.stdout.readline().split())
        _, out, err = (path.read_text() for path in self._streams)
        return Outcome(code, out, err, most_memory * MEMORY_UNIT)

    def end(self) -> None:
        self._process.communicate()


@dataclass(frozen=True)
class Frontdesk:
    """An installation in a data folder of its own."""

    data_dir: Path
    preloaded: Preloaded

    def environment(self, **settings: str) -> dict[str, str]:
        given = {f"FRONTDESK_{name.upper()}": value for name, value in settings.items()}
        return os.environ | {"FRONTDESK_DATA_DIR": str(self.data_dir)} | given

    def run(
        self, *arguments: str, stdin: bytes = b"", settings: Mapping[str, str] | None = None
    ) -> Outcome:
        return self.preloaded.run(arguments, self.environment(**settings or {}), stdin)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [COMMAND, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(**settings),
        )

    def community(self, short_name: str) -> str:
        assert self.run("community", "create", short_name).code == 0
        return short_name

    def exported(self, short_name: str) -> list[Any]:
        done = self.run("export", "--community", short_name)
        assert done.code == 0, done.err
        return [json.loads(line) for line in done.out.splitlines()]

    @contextmanager
    def serving(self, *options: str, port: int, **settings: str) -> Iterator["Server"]:
        """`frontdesk serve`, ready; killed at the end if it still runs."""
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=self.environment(log_level="warning", **settings),
        )
        server = Server(process, f"http://127.0.0.1:{port}")
        try:
            server.await_ready()
            yield server
        finally:
            process.kill()
            process.communicate()


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    url: str

    def await_ready(self) -> None:
        deadline = time.monotonic() + LONGEST
        with httpx2.Client(base_url=self.url, timeout=5) as client:
            while not is_ready(client):
                assert self.process.poll() is None, self.process.communicate()
                assert time.monotonic() < deadline, "the server does not get ready"
                time.sleep(0.05)

    def client(self, frontdesk: Frontdesk, short_name: str, name: str) -> httpx2.Client:
        """Authorized by a new token of that name."""
        token = frontdesk.run("token", "create", "--community", short_name, "--name", name).json
        form = {
            "grant_type": "refresh_token",
            "refresh_token": token["refreshToken"],
            "client_id": token["clientId"],
        }
        answer = httpx2.post(f"{self.url}/token", data=form)
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=20)

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)


def is_ready(client: httpx2.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx2.TransportError:
        return False

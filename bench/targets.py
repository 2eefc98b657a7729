"""The servers under load, and one request to each of them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import msgspec

from bench.floor import Task
from bench.installation import FRONTDESK, Installation
from bench.load import HOST
from bench.processes import free_port, serving
from bench.scenarios import Scenario

_HEAD = (
    "{method} {path} HTTP/1.1\r\n"
    "host: {host}\r\n"
    "authorization: {authorization}\r\n"
    "content-type: application/json\r\n"
    "content-length: {length}\r\n\r\n"
)


@dataclass(frozen=True)
class Target:
    """`authorization` is sent to the floor too, which does not look at it."""

    pid: int
    port: int
    authorization: str

    def whole_request(
        self, body: bytes, *, method: str = "POST", path: str = "/tickets/list"
    ) -> bytes:
        head = _HEAD.format(
            method=method,
            path=path,
            host=HOST,
            authorization=self.authorization,
            length=len(body),
        )
        return head.encode() + body

    def ask(self, body: bytes) -> bytes:
        """The answer to one request; raises SystemExit unless its status is 200."""
        headers = {"Authorization": self.authorization, "Content-Type": "application/json"}
        connection = HTTPConnection(HOST, self.port, timeout=60)
        connection.request("POST", "/tickets/list", body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status != 200:
            sys.exit(f"bench: {body[:200]!r} is answered by {answer.status}: {text[:500]!r}")
        return text


@contextmanager
def frontdesk_target(
    place: Installation, *options: str, core: int | None = None
) -> Iterator[Target]:
    """`frontdesk serve` with these options."""
    port = free_port()
    command = [FRONTDESK, "serve", "--host", HOST, "--port", str(port), *options]
    with serving(command, port, environment=place.environment, core=core) as process:
        yield Target(process.pid, port, f"Bearer {place.fetch_access_token(port)}")


@contextmanager
def floor_target(
    place: Installation, scenarios: list[Scenario], *, like: Target, core: int | None
) -> Iterator[Target]:
    """`like`: the target whose requests it gets."""
    port = free_port()
    task = Task(
        port=port,
        conninfo=place.address.service,
        community_id=place.community_id,
        requests=[scenario.request for scenario in scenarios],
    )
    task_file = place.folder / "floor.json"
    task_file.write_bytes(msgspec.json.encode(task))
    command = [sys.executable, "-m", "bench.floor", str(task_file)]
    with serving(command, port, environment=place.environment, core=core) as process:
        yield Target(process.pid, port, like.authorization)


def stored_form(answer: bytes) -> bytes:
    """The answer as if no ticket had expired, which is how documents are stored.

    Exact: inside a JSON string quotes are escaped, so these bytes can only be the member itself.
    """
    return answer.replace(b'"isExpired":true', b'"isExpired":false')


def require_same_answers(
    frontdesk: Target, floor: Target, scenarios: list[Scenario]
) -> list[bytes]:
    """Frontdesk's answers, once they are known to be the floor's byte for byte."""
    answers = [frontdesk.ask(scenario.request) for scenario in scenarios]
    for scenario, answer in zip(scenarios, answers, strict=True):
        if stored_form(answer) != floor.ask(scenario.request):
            sys.exit(f"bench: frontdesk and floor answer {scenario.name!r} differently")
    return answers

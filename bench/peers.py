"""Measuring other systems through their adapters, in turns with frontdesk."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse
from pathlib import Path
from socket import create_connection

import msgspec

from bench.adapters import Peer, Visit, load_adapter
from bench.deck import Job
from bench.figures import Stretch, TargetFigures, condense
from bench.installation import COMMUNITY, Installation, command
from bench.load import HOST
from bench.scenarios import Scenario
from bench.stretches import WARM_UP_SECONDS, Bench, measure_while, run_job


class Peers:
    """The other systems of a run at one size, while they run."""

    def __init__(self, bench: Bench, peers: dict[str, Peer]) -> None:
        self._bench = bench
        self._peers = peers
        self._rounds = defaultdict[tuple[str, str], list[Stretch]](list)

    def require_same_tickets(self, scenario: Scenario, answer: bytes) -> None:
        """As in frontdesk's `answer`; raises SystemExit."""
        wanted = _ticket_ids(answer)
        for name, peer in self._peers.items():
            request = peer.request(scenario)
            if request is not None and peer.ticket_ids(_ask(peer, request)) != wanted:
                sys.exit(f"bench: frontdesk and {name} answer {scenario.name!r} differently")

    def warm_up(self, scenario: Scenario) -> None:
        for peer in self._peers.values():
            self._run(peer, scenario, min(WARM_UP_SECONDS, self._bench.plan.seconds))

    def measure(self, scenario: Scenario) -> None:
        """One more round."""
        for name, peer in self._peers.items():
            stretch = self._run(peer, scenario, self._bench.plan.seconds)
            if stretch is not None:
                self._rounds[name, scenario.name].append(stretch)

    def _run(self, peer: Peer, scenario: Scenario, seconds: float) -> Stretch | None:
        request = peer.request(scenario)
        if request is None:
            return None
        clients = self._bench.plan.clients
        job = Job(peer.port, [request], clients, seconds, right_end=peer.right_end)
        return measure_while(
            lambda: run_job(self._bench, job),
            server=peer.server_pids(),
            postgres=peer.database_pids(),
        )

    def figures(self, scenario: Scenario) -> dict[str, TargetFigures | None]:
        """Of all rounds; None: it cannot be asked that."""
        rounds = {name: self._rounds.get((name, scenario.name)) for name in self._peers}
        return {name: condense(each) if each else None for name, each in rounds.items()}


@contextmanager
def running_peers(bench: Bench, place: Installation) -> Iterator[Peers]:
    """All of the plan's adapters, each filled with the tickets of `place`."""
    with ExitStack() as stack:
        peers: dict[str, Peer] = {}
        tickets = _export(bench, place) if bench.plan.adapters else Path()
        for number, name in enumerate(bench.plan.adapters):
            adapter = load_adapter(name)
            bench.tell(f"{adapter.name}: loading the tickets")
            folder = place.folder / f"peer-{number}"
            folder.mkdir()
            visit = Visit(folder, tickets, bench.cores.server)
            peers[adapter.name] = stack.enter_context(adapter.serve(visit))
        yield Peers(bench, peers)


def _export(bench: Bench, place: Installation) -> Path:
    bench.tell("exporting the tickets for other systems")
    path = place.folder / "tickets.jsonl"
    command(place.environment, "export", "--community", COMMUNITY, str(path))
    return path


def _ask(peer: Peer, request: bytes) -> bytes:
    """The body of the answer; raises SystemExit unless its status is 200."""
    with create_connection((HOST, peer.port), timeout=300) as connection:
        connection.sendall(request)
        answer = HTTPResponse(connection)
        answer.begin()
        text = answer.read()
    if answer.status != 200:
        sys.exit(f"bench: {request[:300]!r} is answered by {answer.status}: {text[:500]!r}")
    return text


class _Ticket(msgspec.Struct):
    id: int


class _Answer(msgspec.Struct):
    data: list[_Ticket]


def _ticket_ids(answer: bytes) -> list[int]:
    return [ticket.id for ticket in msgspec.json.decode(answer, type=_Answer).data]

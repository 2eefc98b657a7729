"""Other systems in the same run: what one has to bring along to be measured beside frontdesk.

    python -m bench --adapter bench.naive:Naive --adapter my_module:MyDesk

An adapter is a class without arguments. It makes its system hold the same tickets, says how a
scenario is asked there, and reads the ids of an answer, which must be frontdesk's in their order.
`bench/naive.py` is a whole one.
"""

import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bench.scenarios import Scenario


@dataclass(frozen=True)
class Visit:
    """What an adapter gets: a folder of its own, which is removed at the end; the tickets, one a
    line, as List Tickets answers them; and the core that servers are tied to, None: to none."""

    folder: Path
    tickets: Path
    core: int | None


class Peer(Protocol):
    """Another system, which runs and holds the tickets. It must answer on 127.0.0.1, with status
    200 and a `Content-Length`."""

    port: int
    right_end: bytes
    """What the body of every right answer ends in."""

    def request(self, scenario: Scenario) -> bytes | None:
        """The whole HTTP/1.1 request that asks for the same tickets; None: it cannot be asked.

        `scenario.request` is the body of List Tickets. Where it holds a cursor of ours, its page
        comes after the first `scenario.skip` tickets.
        """

    def ticket_ids(self, answer: bytes) -> list[int]:
        """Of the body of an answer, in its order."""

    def server_pids(self) -> list[int]:
        """Whose CPU time is the server's; empty: not known."""

    def database_pids(self) -> list[int]:
        """Whose CPU time is the database's; empty: not known."""


class Adapter(Protocol):
    name: str

    def serve(self, visit: Visit) -> AbstractContextManager[Peer]:
        """Fill the system with the tickets and run it, ended when the block is left."""


def load_adapter(place: str) -> Adapter:
    """From `module:name`; raises SystemExit when there is none."""
    module, _, name = place.partition(":")
    try:
        adapter: Adapter = getattr(import_module(module), name)()
    except (ImportError, AttributeError, ValueError) as error:
        sys.exit(f"bench: there is no adapter {place}: {error}")
    return adapter

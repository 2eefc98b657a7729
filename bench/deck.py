"""What the load generator sends: which request comes next."""

from itertools import cycle
from random import Random
from typing import NamedTuple

import msgspec

from bench.answers import RIGHT_END


class Job(msgspec.Struct, frozen=True):
    """Load on one server: whole HTTP/1.1 requests, of which each of `clients` connections has one
    under way.

    `reads` take turns. The share `write_share` of all are `writes`, in their order from
    `first_write` on and from the beginning again. An answer is right when its status is 200 and it
    ends in `right_end`.
    """

    port: int
    reads: list[bytes]
    clients: int
    seconds: float
    writes: list[bytes] = []
    write_share: float = 0.0
    first_write: int = 0
    right_end: bytes = RIGHT_END


class Card(NamedTuple):
    request: bytes
    is_write: bool


class Deck:
    """Draws come in the same order in every run of the job."""

    def __init__(self, job: Job) -> None:
        self._reads = cycle(Card(request, False) for request in job.reads)
        self._writes = [Card(request, True) for request in job.writes]
        self._share = job.write_share if job.writes else 0.0
        self._dice = Random(1)
        self.next_write = job.first_write

    def draw(self) -> Card:
        # Without writes no dice are rolled: that would cost the load generator its time.
        if self._share and self._dice.random() < self._share:
            self.next_write += 1
            return self._writes[(self.next_write - 1) % len(self._writes)]
        return next(self._reads)

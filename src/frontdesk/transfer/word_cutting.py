"""The words of many tickets, cut in a process of their own where that pays."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Final
from uuid import UUID

import msgspec

from frontdesk.communities.community import Community
from frontdesk.errors import OperatorError
from frontdesk.tickets.document import Ticket, User
from frontdesk.tickets.search_vector import Part
from frontdesk.transfer import word_process
from frontdesk.transfer.search_rows import parts_of
from frontdesk.transfer.threads import notes_of, replies_of
from frontdesk.transfer.word_columns import word_columns
from frontdesk.transfer.word_process import CutRequest

WORTH_A_PROCESS: Final = 2_000
"""Messages at once: some tenths of a second of cutting; a process starts in less."""
_AT_ONCE: Final = 500

People = Mapping[UUID, User]


class WordCutter:
    """Starts its process when much is to be cut for the first time."""

    def __init__(self, community: Community, cores: int) -> None:
        self._community_id = community.community_id
        self._process: subprocess.Popen[bytes] | None = None
        self._may_start = cores > 1
        self._turn = asyncio.Lock()

    async def cut(self, tickets: Sequence[Ticket], people: People) -> Iterable[bytes]:
        """The `word_columns` of the tickets; `people` as they are known in this community, looked
        at before this waits for anything."""
        texts = [parts_of(ticket, people) for ticket in tickets]
        if _messages(tickets) < WORTH_A_PROCESS:
            return self._cut_here(texts)
        if self._may_start:
            self._may_start = False
            self._process = _started()
        if self._process is None:
            return self._cut_here(texts)
        async with self._turn:
            return await asyncio.to_thread(self._cut_there, self._process, texts)

    def _cut_here(self, texts: Iterable[list[Part]]) -> Iterator[bytes]:
        for parts in texts:
            yield word_columns(self._community_id, parts)

    def _cut_there(
        self, process: subprocess.Popen[bytes], texts: Iterable[list[Part]]
    ) -> list[bytes]:
        coming = iter(texts)
        words: list[bytes] = []
        while some := list(islice(coming, _AT_ONCE)):
            words += _answer(process, CutRequest(self._community_id, some))
        return words

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


@contextmanager
def word_cutter(community: Community, *, cores: int | None = None) -> Iterator[WordCutter]:
    """`cores` None: as many as there are for this process."""
    cutter = WordCutter(community, cores or _cores())
    try:
        yield cutter
    finally:
        cutter.close()


def _messages(tickets: Iterable[Ticket]) -> int:
    return sum(1 + len(replies_of(ticket)) + len(notes_of(ticket)) for ticket in tickets)


def _started() -> subprocess.Popen[bytes] | None:
    """None where no process can be started: then the words are cut here."""
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", word_process.START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    except OSError:
        return None


def _answer(process: subprocess.Popen[bytes], request: CutRequest) -> list[bytes]:
    """Raises OperatorError if somebody ended the process."""
    assert process.stdin is not None, "it is a pipe"
    assert process.stdout is not None, "it is a pipe"
    try:
        word_process.send(process.stdin, request)
        return msgspec.msgpack.decode(word_process.receive(process.stdout), type=list[bytes])
    except (OSError, ValueError, msgspec.DecodeError):
        raise OperatorError(
            "the process that cuts tickets into words has ended; nothing was loaded"
        ) from None


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # not everywhere
    return len(affinity(0)) if affinity else os.cpu_count() or 1

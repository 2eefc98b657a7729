"""A second process that cuts tickets into words, which is most of the work of a load, while the
first one makes and sends their other rows.

It is asked through its standard input and ends with it, however the first one ends.
"""

import signal
import sys
from typing import IO, Final

import msgspec

from frontdesk.tickets.search_vector import Part
from frontdesk.transfer.word_columns import word_columns

START: Final = "from frontdesk.transfer.word_process import answer_requests as run; run()"
_SIZE: Final = 4


class CutRequest(msgspec.Struct, frozen=True, gc=False):
    community_id: int
    tickets: list[list[Part]]


def answer_requests() -> None:
    """With the words of each request's tickets, until there are no more requests."""
    # Ctrl-C reaches both processes, and the first one decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    read = msgspec.msgpack.Decoder(CutRequest).decode
    while message := receive(sys.stdin.buffer):
        request = read(message)
        words = [word_columns(request.community_id, parts) for parts in request.tickets]
        send(sys.stdout.buffer, words)


def send(target: IO[bytes], message: CutRequest | list[bytes]) -> None:
    data = msgspec.msgpack.encode(message)
    target.write(len(data).to_bytes(_SIZE, "big"))
    target.write(data)
    target.flush()


def receive(source: IO[bytes]) -> bytes:
    """The next message, empty at the end."""
    return source.read(int.from_bytes(source.read(_SIZE), "big"))

"""Tickets from a file in the API's own form: an answer of List Tickets, an array of tickets, or
one ticket a line; gzipped if the name ends in `.gz`, standard input if it is `-`.

Files are read piece by piece: one that is larger than memory works.
"""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Final

from frontdesk.errors import OperatorError
from frontdesk.kit.json_stream import MOST_CHARACTERS, JsonStream

_PIECE: Final = 1 << 20
_OF_AN_ANSWER: Final = ("data", "errorcode", "errortext")
_TELLING: Final = 200  # so many bytes at the beginning tell the form
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class SourceRecord:
    """The JSON text of one ticket, and the line of the file on which it begins."""

    line: int
    text: bytes


@contextmanager
def open_source(path: str) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked. Raises OperatorError when it cannot be read."""
    try:
        if path == "-":
            yield sys.stdin.buffer
        elif path.endswith(".gz"):
            with gzip.open(path) as packed:
                yield packed  # type: ignore[misc] # reads bytes, whatever its declaration says
        else:
            with Path(path).open("rb") as file:
                yield file
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise OperatorError(f"{path}: cannot be read: {reason}") from None


def read_records(source: IO[bytes]) -> Iterator[SourceRecord]:
    """The text of every ticket. Raises ValueError, naming the line, where the file as a whole is
    none of the three forms; a single line's faults are for its reader to find."""
    pieces = iter(lambda: source.read(_PIECE), b"")
    start = _read_start(pieces)
    whole = chain([start], pieces)
    if start.lstrip().startswith(b"["):
        yield from _only(_elements, JsonStream(whole))
    elif _begins_answer(start.lstrip()):
        yield from _only(_elements_of_answer, JsonStream(whole))
    else:
        yield from _lines(whole)


def _read_start(pieces: Iterator[bytes]) -> bytes:
    start = b""
    while len(start.lstrip()) < _TELLING and (piece := next(pieces, b"")):
        start += piece
    return start.removeprefix(_BYTE_ORDER_MARK)


def _begins_answer(start: bytes) -> bool:
    if not start.startswith(b"{"):
        return False
    name = start[1:_TELLING].lstrip().lower()
    return any(name.startswith(f'"{member}"'.encode()) for member in _OF_AN_ANSWER)


def _only(
    read: Callable[[JsonStream], Iterator[SourceRecord]], stream: JsonStream
) -> Iterator[SourceRecord]:
    """What `read` finds; nothing may follow, or it would be left out without a word."""
    yield from read(stream)
    stream.expect_end()


def _elements_of_answer(stream: JsonStream) -> Iterator[SourceRecord]:
    has_data = False
    stream.expect("{")
    while True:
        name = stream.read_value().lower()
        stream.expect(":")
        if name == '"data"' and stream.peek() == "[":
            yield from _elements(stream)
            has_data = True
        else:
            _refuse_failure(name, stream.read_value(), stream.line)
        if stream.peek() != ",":
            break
        stream.expect(",")
    stream.expect("}")
    if not has_data:
        raise ValueError(f"line {stream.line}: this answer has no array data")


def _refuse_failure(name: str, value: str, line: int) -> None:
    if name == '"errorcode"' and value != "-1":
        raise ValueError(f"line {line}: this answer is an error, its errorCode is {value[:20]}")


def _elements(stream: JsonStream) -> Iterator[SourceRecord]:
    stream.expect("[")
    more = stream.peek() != "]"
    while more:
        stream.peek()
        line = stream.line
        yield SourceRecord(line, stream.read_value().encode(errors="surrogatepass"))
        if more := stream.peek() != "]":
            stream.expect(",")
    stream.expect("]")


def _lines(pieces: Iterator[bytes]) -> Iterator[SourceRecord]:
    number, rest = 1, b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.strip():
                yield SourceRecord(number, line)
            number += 1
        if len(rest) > MOST_CHARACTERS:
            raise ValueError(f"line {number}: longer than {MOST_CHARACTERS} bytes")
    if rest.strip():
        yield SourceRecord(number, rest)

"""One JSON value after the other from a stream, without ever holding the whole of it."""

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Final

MOST_CHARACTERS: Final = 1 << 24
"""Longest single value; also how far a syntax error is followed before it is believed."""

_SCANNER: Final = json.JSONDecoder()


class JsonStream:
    """Text that is read on demand. All methods raise ValueError with a sentence that names the
    line where the text is not what JSON allows."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self.line = 1

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            self._skip_blank()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def expect(self, character: str) -> None:
        found = self.peek()
        if found != character:
            shown = repr(found) if found else "the end"
            raise ValueError(f"line {self.line}: expected {character!r}, found {shown}")
        self._at += 1

    def expect_end(self) -> None:
        if found := self.peek():
            raise ValueError(f"line {self.line}: expected the end, found {found!r}")

    def read_value(self) -> str:
        """The text of the whole value that begins at the next character that is not blank."""
        self.peek()
        while True:
            try:
                _, end = _SCANNER.raw_decode(self._text, self._at)
            except RecursionError:
                raise ValueError(f"line {self.line}: nested too deeply") from None
            except ValueError as error:
                if len(self._text) - self._at > MOST_CHARACTERS or not self._read_more():
                    raise ValueError(f"line {self.line}: {_reason(error)}") from None
            else:
                value = self._text[self._at : end]
                self._advance(end)
                return value

    def _skip_blank(self) -> None:
        end = self._at
        while end < len(self._text) and self._text[end] in " \t\r\n":
            end += 1
        self._advance(end)

    def _advance(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _read_more(self) -> bool:
        piece = next(self._pieces, None)
        try:
            more = self._decoder.decode(piece or b"", final=piece is None)
        except UnicodeDecodeError:
            raise ValueError(f"line {self.line} or soon after: not UTF-8") from None
        self._text = self._text[self._at :] + more
        self._at = 0
        return piece is not None


def _reason(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)

"""Texts cut into words, in one way for what is searched and for what is sought.

Scripts without blanks between words (Chinese, Japanese, Thai, …; Korean with its endings) are cut
into pairs of neighbouring characters: the run 東京都 into 東京, 京都 and 都, each in its place. So
any part of a run is found as a sequence of pairs, without a dictionary.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from frontdesk.kit.folding import LONGEST_WORD, indexed_forms

# Thai, Lao, Myanmar, Hangul (parts), Khmer, kana and Bopomofo, Han, Hangul, Han beyond 16 bits.
_PAIRED: Final = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u103f\u1050-\u108f\u1100-\u11ff\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u318e\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U000323af"
)
# What stands inside words though it is no letter: signs on letters, and those of Indian scripts.
_INSIDE: Final = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff"
)
_LETTER: Final = rf"[^\W_{_PAIRED}]"
_WORD: Final = re.compile(rf"[{_PAIRED}]+|{_LETTER}+(?:[{_INSIDE}]+{_LETTER}*)*")
_ASCII_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_ADDRESS: Final = re.compile(r"[^\W_][\w.+%-]{0,63}@[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){0,8}")
_SPACED_NUMBER: Final = re.compile(r"\d(?:[ ()./\u00a0-]{0,2}\d){6,14}", re.ASCII)
_SOME_PAIRED: Final = re.compile(f"[{_PAIRED}]")
_LONGEST_REMEMBERED: Final = 100
_MOST_REMEMBERED: Final = 65_536
_SHORTEST_KNOWN: Final = 16  # what is shorter is the number of a ticket
_LONGEST_KNOWN: Final = 80

SEVERAL: Final = "\0"
"""What a word with several forms begins with in a row; it is in no form."""
LONGEST_TEXT: Final = 100_000
"""Characters of one text that are looked at."""


class Word(NamedTuple):
    """A word or a run of paired characters, and where it stands in the text."""

    text: str
    start: int
    end: int

    @property
    def is_run(self) -> bool:
        return is_paired(self.text[0])


def is_paired(character: str) -> bool:
    return character >= "\u0e01" and _SOME_PAIRED.match(character) is not None


def words_of(text: str) -> list[Word]:
    """The words of the text as it stands, for marking them in it."""
    return [Word(match[0], *match.span()) for match in _WORD.finditer(text)]


def normalize(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def address_in(text: str) -> str | None:
    """The e-mail address, or the beginning of one, that the text is; None if it is something
    else."""
    match = _ADDRESS.fullmatch(text.strip(".,;:<>()[]!?'\""))
    return match[0] if match else None


def word_row(text: str) -> Sequence[str]:
    """What stands at each place of the text, from 1 on: the form of a word; for a word that has
    several, what `forms_at` gives them for; nothing.

    E-mail addresses and numbers with blanks in them are there as a whole as well, behind the end.
    """
    if _SHORTEST_KNOWN <= len(text) <= _LONGEST_KNOWN:
        return _remembered_row(text)
    return _row(text)


def forms_at(entry: str) -> tuple[str, ...]:
    """The forms under which the word in one place of a row is found."""
    if entry.startswith(SEVERAL):
        return indexed_forms(entry[1:])
    return (entry,) if entry else ()


def indexed_words(text: str) -> Sequence[tuple[int, str]]:
    """Each form under which a word of the text is found, with the word's place, from 1 on."""
    row = enumerate(word_row(text), 1)
    return [(place, form) for place, entry in row for form in forms_at(entry)]


def _row(text: str) -> list[str]:
    text = normalize(text[:LONGEST_TEXT])
    # Between blanks the same stands again and again: that is cut once.
    row = list(chain.from_iterable(map(_chunks.__getitem__, text.split())))
    _strip(row)
    for whole in _wholes(text):
        row += ("", _entry(indexed_forms(whole), whole))
    _strip(row)
    return row


def _strip(row: list[str]) -> None:
    while row and not row[-1]:
        row.pop()


# The names and addresses of people come again and again, and so do titles.
_remembered_row: Final = lru_cache(maxsize=8_192)(_row)


class _Chunks(dict[str, tuple[str, ...]]):
    """The rows of what stands between blanks, remembered."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        row = tuple(_ascii_row(chunk) if chunk.isascii() else _any_row(chunk))
        if len(chunk) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[chunk] = row
        return row


_chunks: Final = _Chunks()


def _ascii_row(chunk: str) -> list[str]:
    """The same as `_any_row` in less time: most words are their own only form."""
    return [
        word[:LONGEST_WORD] if word[0] > "9" else _entry(indexed_forms(word), word)
        for word in _ASCII_WORD.findall(chunk.lower())
    ]


def _any_row(chunk: str) -> list[str]:
    row: list[str] = []
    for word in _WORD.findall(chunk):
        if is_paired(word[0]):
            row += pairs_of(word)
        else:
            row.append(_entry(indexed_forms(word), word))
    return row


def _entry(forms: tuple[str, ...], word: str) -> str:
    if len(forms) > 1:
        return SEVERAL + word
    return forms[0] if forms else ""


def _wholes(text: str) -> list[str]:
    """Addresses, and what spaced numbers read as one word."""
    wholes: list[str] = []
    if "@" in text:
        chunks = [chunk for chunk in text.split() if "@" in chunk]
        wholes += [address for chunk in chunks for address in _ADDRESS.findall(chunk)]
    for number in _SPACED_NUMBER.findall(text):
        digits = "".join(filter(str.isdigit, number))
        if len(digits) != len(number):
            wholes.append(digits)
    return wholes


def pairs_of(run: str) -> list[str]:
    """All pairs of neighbours, and the last character alone; without voicing marks and width."""
    return [run[index : index + 2] for index in range(len(run))]

"""The words of a ticket as PostgreSQL keeps them (`tsvector`), and a query for them (`tsquery`).

Words begin with the number of their community, so that what one community asks costs nothing for
what others hold. Weights tell parts apart: A title, B people and ids, C messages, D notes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from struct import Struct, unpack
from typing import Final

from frontdesk.kit.search_query import Clause, SearchQuery, Step
from frontdesk.kit.words import indexed_words
from frontdesk.tickets.community_mark import community_mark
from frontdesk.tickets.search_pairs import NOT_ALL_PAIRS, pairs_in, pairs_seed

LARGEST_VECTOR: Final = 500_000
"""Bytes: half of what PostgreSQL takes at most. Words beyond are not found."""
MOST_PLACED: Final = 30_000
"""Bytes up to which every word surely has a place of its own."""
_SURELY_SMALL: Final = 20_000
"""Characters whose words cannot be more than that."""
_ROOM: Final = 24
"""Bytes that a word takes beside its letters and places: at most."""
_GAP: Final = 2
_FURTHEST: Final = 16_383
_MOST_PLACES: Final = 256
_WEIGHTS: Final = "DCBA"
_FURTHEST_ABOVE: Final = frozenset("\x3f\x7f\xbf\xff")
_word_count: Final = Struct(">i").pack
# The end of a word, then how many places follow.
_PLACE_COUNTS: Final = [f"\0{chr(n >> 8)}{chr(n & 255)}" for n in range(_MOST_PLACES + 1)]


class _Packed(dict[int, str]):
    """Numbers of 16 bits as two characters, made when first asked for."""

    def __missing__(self, number: int) -> str:
        self[number] = packed = chr(number >> 8) + chr(number & 255)
        return packed


_PACKED: Final = _Packed()


class Weight(StrEnum):
    TITLE = "A"
    PEOPLE = "B"
    MESSAGE = "C"
    NOTE = "D"


Part = tuple[Weight, str | None]


@dataclass(frozen=True)
class Cut:
    """Parts cut into words. `places` tells where each stands: a place is a 16-bit number, as two
    characters, with its weight in the upper two bits. `pairs` are hashes of neighbours."""

    mark: str
    places: dict[str, str]
    pairs: set[int]


def cut(community_id: int, parts: Iterable[Part]) -> Cut:
    """The parts one behind the other, with gaps that no phrase bridges."""
    mark, seed = community_mark(community_id), pairs_seed(community_id)
    places: dict[str, str] = {}
    pairs: set[int] = set()
    end = length = 0
    for weight, text in parts:
        if text:
            length += len(text)
            start, upper = end + _GAP, _WEIGHTS.index(weight) << 14
            found = indexed_words(text)
            for place, form in found:
                end = start + place
                here = _PACKED[upper | (end if end < _FURTHEST else _FURTHEST)]
                places[form] = places[form] + here if form in places else here
            pairs |= pairs_in(found, seed)
    if end >= _FURTHEST:
        pairs.add(NOT_ALL_PAIRS)
    return Cut(mark, _first_words(places) if length > _SURELY_SMALL else places, pairs)


def search_vector(cut: Cut) -> str:
    """PostgreSQL itself keeps at most 256 places of a word, and counts them up to 16383."""
    return " ".join([f"'{cut.mark}{form}':{_as_text(found)}" for form, found in cut.places.items()])


def _as_text(found: str) -> str:
    numbers = unpack(f">{len(found) >> 1}H", found.encode("latin-1"))
    return ",".join([f"{number & _FURTHEST}{_WEIGHTS[number >> 14]}" for number in numbers])


def binary_search_vector(cut: Cut) -> bytes:
    """The same as PostgreSQL receives it in binary: it sorts the words itself, but takes places
    only as they are kept. Bytes are put together as characters below 256, which is quickest."""
    pieces = []
    for form, found in cut.places.items():
        word = form if form.isascii() else form.encode().decode("latin-1")
        if len(found) > 2:
            found = _kept(found)
        pieces.append(f"{cut.mark}{word}{_PLACE_COUNTS[len(found) >> 1]}{found}")
    return _word_count(len(cut.places)) + "".join(pieces).encode("latin-1")


def _kept(found: str) -> str:
    """The first places, of which only one is the furthest."""
    found = found[: 2 * _MOST_PLACES]
    # The upper half of the furthest has all bits set; most places are told apart by that alone.
    while len(found) > 2 and found[-4] in _FURTHEST_ABOVE and _place(found[-4:-2]) == _FURTHEST:
        found = found[:-2]
    return found


def _place(packed: str) -> int:
    return (ord(packed[0]) << 8 | ord(packed[1])) & _FURTHEST


def _first_words(places: dict[str, str]) -> dict[str, str]:
    """The first words, as many as surely fit."""
    kept: dict[str, str] = {}
    size = 0
    for form, found in places.items():
        size += len(form.encode()) + len(found) + _ROOM
        if size > LARGEST_VECTOR:
            break
        kept[form] = found
    return kept


def search_condition(community_id: int, query: SearchQuery, *, with_notes: bool) -> str:
    """The right side of `words @@ …`; without notes, only what stands elsewhere is found."""
    mark = community_mark(community_id)
    weights = "" if with_notes else "ABC"
    return " & ".join(_condition(clause, mark, weights) for clause in query.clauses)


def _condition(clause: Clause, mark: str, weights: str) -> str:
    steps = " <-> ".join(_alternatives(step, mark, weights) for step in clause.steps)
    return f"!({steps})" if clause.is_negated else f"({steps})"


def _alternatives(step: Step, mark: str, weights: str) -> str:
    suffix = ":" + ("*" if step.is_prefix else "") + weights
    return "(" + " | ".join(f"'{mark}{form}'{suffix.rstrip(':')}" for form in step.forms) + ")"

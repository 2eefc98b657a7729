"""The words of a ticket as PostgreSQL keeps them (`tsvector`), and a query for them (`tsquery`).

Words begin with the number of their community, so that what one community asks costs nothing for
what others hold. Weights tell parts apart: A title, B people and ids, C messages, D notes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, repeat
from struct import Struct, unpack
from typing import Final

from frontdesk.kit.search_query import Clause, SearchQuery, Step
from frontdesk.kit.words import SEVERAL, forms_at, word_row
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
_GAP: Final = ("", "")
_FURTHEST: Final = 16_383
_MOST_PLACES: Final = 256
_WEIGHTS: Final = "DCBA"
_FURTHEST_ABOVE: Final = frozenset("\x3f\x7f\xbf\xff")
_word_count: Final = Struct(">i").pack
# By the length of packed places: the end of a word, then how many follow.
_COUNTS: Final = [f"\0{chr(n >> 9)}{chr(n >> 1 & 255)}" for n in range(2 * _MOST_PLACES + 1)]


class Weight(StrEnum):
    TITLE = "A"
    PEOPLE = "B"
    MESSAGE = "C"
    NOTE = "D"


Part = tuple[Weight, str | None]
_PACKED: Final[dict[Weight, list[str]]] = {weight: [] for weight in Weight}
"""The places in parts of each weight, from 1 on, made when first needed."""


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
    row: list[str] = []
    here: list[str] = []
    length = 0
    for weight, text in parts:
        if text:
            length += len(text)
            found = word_row(text)
            if found:
                row += _GAP
                row += found
                here += _packed_places(weight, len(here), len(row))
    pairs = pairs_in(row, seed)
    if len(row) >= _FURTHEST:
        pairs.add(NOT_ALL_PAIRS)
    places = _places_by_form(row, here)
    return Cut(mark, _first_words(places, row) if length > _SURELY_SMALL else places, pairs)


def _packed_places(weight: Weight, start: int, end: int) -> list[str]:
    """The places above `start`, up to `end`."""
    known = _PACKED[weight]
    if len(known) < min(end, _FURTHEST):
        numbers = range(1, min(max(end, 2 * len(known)), _FURTHEST) + 1)
        upper = _WEIGHTS.index(weight) << 14
        known = [chr((upper | each) >> 8) + chr(each & 255) for each in numbers]
        _PACKED[weight] = known
    return known[start:end] + known[-1:] * (end - max(start, _FURTHEST))


def _places_by_form(row: Iterable[str], here: list[str]) -> dict[str, str]:
    entries: Iterable[tuple[str, str]] = zip(row, here, strict=True)
    if len(here) >= _FURTHEST:  # places that are the same cannot be brought into order later
        entries = [(form, place) for entry, place in entries for form in forms_at(entry)]
    places: dict[str, str] = {}
    for entry, place in entries:
        places[entry] = places[entry] + place if entry in places else place
    places.pop("", None)
    if SEVERAL in "".join(places):
        _share_out(places)
    return places


def _share_out(places: dict[str, str]) -> None:
    """The places of words that have several forms, to each of these."""
    for entry in [entry for entry in places if entry[0] == SEVERAL]:
        found = places.pop(entry)
        for form in forms_at(entry):
            places[form] = _merged(places[form], found) if form in places else found


def _merged(one: str, other: str) -> str:
    places = [found[at : at + 2] for found in (one, other) for at in range(0, len(found), 2)]
    return "".join(sorted(places, key=_place))


def search_vector(cut: Cut) -> str:
    """PostgreSQL itself keeps at most 256 places of a word, and counts them up to 16383."""
    return " ".join([f"'{cut.mark}{form}':{_as_text(found)}" for form, found in cut.places.items()])


def _as_text(found: str) -> str:
    numbers = unpack(f">{len(found) >> 1}H", found.encode("latin-1"))
    return ",".join([f"{number & _FURTHEST}{_WEIGHTS[number >> 14]}" for number in numbers])


def binary_search_vector(cut: Cut) -> bytes:
    """The same as PostgreSQL receives it in binary: it sorts the words itself, but takes places
    only as they are kept. Bytes are put together as characters below 256, which is quickest."""
    words: Iterable[str] = cut.places
    if not "".join(words).isascii():
        words = [word.encode().decode("latin-1") for word in words]
    places = list(cut.places.values())
    if NOT_ALL_PAIRS in cut.pairs or max(map(len, places), default=0) > 2 * _MOST_PLACES:
        places = list(map(_kept, places))
    pieces = zip(repeat(cut.mark), words, map(_COUNTS.__getitem__, map(len, places)), places)
    vector = "".join(chain.from_iterable(pieces))
    return _word_count(len(cut.places)) + vector.encode("latin-1")


def _kept(found: str) -> str:
    """The first places, of which only one is the furthest."""
    found = found[: 2 * _MOST_PLACES]
    # The upper half of the furthest has all bits set; most places are told apart by that alone.
    while len(found) > 2 and found[-4] in _FURTHEST_ABOVE and _place(found[-4:-2]) == _FURTHEST:
        found = found[:-2]
    return found


def _place(packed: str) -> int:
    return (ord(packed[0]) << 8 | ord(packed[1])) & _FURTHEST


def _first_words(places: dict[str, str], row: Iterable[str]) -> dict[str, str]:
    """The first words, as many as surely fit."""
    kept: dict[str, str] = {}
    size = 0
    for form in dict.fromkeys(form for entry in row for form in forms_at(entry)):
        size += len(form.encode()) + len(places[form]) + _ROOM
        if size > LARGEST_VECTOR:
            break
        kept[form] = places[form]
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

"""The words of a ticket as PostgreSQL keeps them (`tsvector`), and a query for them (`tsquery`).

Words begin with the number of their community, so that what one community asks costs nothing for
what others hold. Weights tell parts apart: A title, B people and ids, C messages, D notes.
"""

from collections.abc import Iterable
from enum import StrEnum
from struct import Struct
from typing import Final

from frontdesk.kit.search_query import Clause, SearchQuery, Step
from frontdesk.kit.words import indexed_words

LARGEST_VECTOR: Final = 500_000
"""Bytes: half of what PostgreSQL takes at most. Words beyond are not found."""
_SURELY_SMALL: Final = 20_000
"""Characters whose words cannot be more than that."""
_ROOM: Final = 24
"""Bytes that a word takes beside its letters and places: at most."""
_GAP: Final = 2
_FURTHEST: Final = 16_383
_MOST_PLACES: Final = 256
_LETTERS: Final = "DCBA"
_word_count: Final = Struct(">i").pack
# The end of a word, then how many places follow.
_PLACE_COUNTS: Final = [b"\0" + number.to_bytes(2, "big") for number in range(_MOST_PLACES + 1)]
_BASE: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Weight(StrEnum):
    TITLE = "A"
    PEOPLE = "B"
    MESSAGE = "C"
    NOTE = "D"


Part = tuple[Weight, str | None]


def search_vector(community_id: int, parts: Iterable[Part]) -> str:
    """The parts one behind the other, with gaps that no phrase bridges.

    PostgreSQL itself keeps at most 256 places of a word, and counts them up to 16383.
    """
    mark = community_mark(community_id)
    return " ".join(
        f"'{mark}{form}':{','.join(map(_place_as_text, found))}"
        for form, found in _places(parts).items()
    )


def _place_as_text(place: str) -> str:
    return f"{ord(place) & _FURTHEST}{_LETTERS[ord(place) >> 14]}"


def binary_search_vector(community_id: int, parts: Iterable[Part]) -> bytes:
    """The same as `tsvectorrecv` reads it, which sorts the words itself but takes places only as
    they are kept."""
    mark = community_mark(community_id).encode()
    places = _places(parts)
    pieces = [_word_count(len(places))]
    for form, found in places.items():
        if len(found) > 1 and ord(found[-1]) & _FURTHEST >= _FURTHEST - len(found):
            found = _kept(found)
        elif len(found) > _MOST_PLACES:
            found = found[:_MOST_PLACES]
        pieces += (
            mark,
            form.encode(),
            _PLACE_COUNTS[len(found)],
            found.encode("utf-16-be", "surrogatepass"),
        )
    return b"".join(pieces)


def _kept(found: str) -> str:
    """The first places, of which only one is the furthest."""
    before = [place for place in found if ord(place) & _FURTHEST < _FURTHEST]
    return "".join([*before, *found[len(before) :][:1]])[:_MOST_PLACES]


def _places(parts: Iterable[Part]) -> dict[str, str]:
    """Where each word stands: a place is a character, its weight in the upper two bits."""
    places: dict[str, str] = {}
    end = length = 0
    for weight, text in parts:
        if text:
            length += len(text)
            start, upper = end + _GAP, _LETTERS.index(weight) << 14
            for place, form in indexed_words(text):
                end = start + place
                here = chr(upper | (end if end < _FURTHEST else _FURTHEST))
                places[form] = places[form] + here if form in places else here
    return _first_words(places) if length > _SURELY_SMALL else places


def _first_words(places: dict[str, str]) -> dict[str, str]:
    """The first words, as many as surely fit."""
    kept: dict[str, str] = {}
    size = 0
    for form, found in places.items():
        size += len(form.encode()) + 2 * len(found) + _ROOM
        if size > LARGEST_VECTOR:
            break
        kept[form] = found
    return kept


def community_mark(community_id: int) -> str:
    digits = ""
    while community_id:
        community_id, digit = divmod(community_id, len(_BASE))
        digits = _BASE[digit] + digits
    return f"{digits}/"


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

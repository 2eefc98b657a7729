"""The words of a ticket as PostgreSQL keeps them (`tsvector`), and a query for them (`tsquery`).

Words begin with the number of their community, so that what one community asks costs nothing for
what others hold. Weights tell parts apart: A title, B people and ids, C messages, D notes.
"""

from collections.abc import Iterable
from enum import StrEnum
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
    places: dict[str, str] = {}
    end = length = 0
    for weight, text in parts:
        if text:
            length += len(text)
            start, letter = end + _GAP, weight.value
            for place, form in indexed_words(text):
                end = start + place
                if form in places:
                    places[form] += f",{end}{letter}"
                else:
                    places[form] = f"{end}{letter}"
    if length > _SURELY_SMALL:
        places = _first_words(places)
    mark = community_mark(community_id)
    return " ".join([f"'{mark}{form}':{found}" for form, found in places.items()])


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

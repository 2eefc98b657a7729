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
_LAST_PLACE: Final = 16_383
_MOST_PLACES: Final = 255
_GAP: Final = 2
_BASE: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


class Weight(StrEnum):
    TITLE = "A"
    PEOPLE = "B"
    MESSAGE = "C"
    NOTE = "D"


Part = tuple[Weight, str | None]


def search_vector(community_id: int, parts: Iterable[Part]) -> str:
    """The parts one behind the other, with gaps that no phrase bridges."""
    places: dict[str, list[str]] = {}
    end = size = 0
    for weight, text in parts:
        start = end + _GAP
        for place, form in indexed_words(text or ""):
            end = start + place
            known = places.get(form)
            if known is None:
                size += len(form.encode()) + 16
                if size > LARGEST_VECTOR:
                    return _vector(community_id, places)
                places[form] = [f"{min(end, _LAST_PLACE)}{weight}"]
            elif len(known) < _MOST_PLACES:
                size += 2
                known.append(f"{min(end, _LAST_PLACE)}{weight}")
    return _vector(community_id, places)


def _vector(community_id: int, places: dict[str, list[str]]) -> str:
    mark = community_mark(community_id)
    return " ".join(f"'{mark}{form}':{','.join(found)}" for form, found in places.items())


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

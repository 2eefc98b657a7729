"""Pairs of neighbouring words as small numbers, by which phrases are found.

An index of words leads to all tickets that hold the words of a phrase, in a row or not; of frequent
words these are very many. The numbers are hashes, so what they lead to is still to be compared.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from frontdesk.kit.search_query import SearchQuery, Step
from frontdesk.tickets.community_mark import community_mark

MOST_SOUGHT: Final = 4
"""Pairs of one query that are looked up: they leave next to nothing to compare."""
NOT_ALL_PAIRS: Final = 0
"""Stands in tickets some of whose pairs are not there."""
_BUCKETS: Final = 4_093
"""A prime number, so that they are filled evenly. With eight times as many, a phrase that nobody
wrote takes 8 ms instead of 23, and building the index half as long again."""
_SPREAD: Final = 31
_MOST_REMEMBERED: Final = 100_000


@lru_cache(maxsize=1024)
def pairs_seed(community_id: int) -> int:
    """So that the pairs of one community are not those of another."""
    return crc32(community_mark(community_id).encode())


class _Hashes(dict[str, int]):
    """Of the forms of words, remembered: in a list of tickets most come again."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __missing__(self, form: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[form] = hashed = crc32(form.encode(), self._seed)
        return hashed


_hashes: Final = lru_cache(maxsize=64)(_Hashes)


def pairs_in(found: Sequence[tuple[int, str]], seed: int) -> set[int]:
    """Of the words of a text with their places, as `indexed_words` gives them: in that order."""
    if not found:
        return set()
    places, forms = zip(*found, strict=True)
    hashes = list(map(_hashes(seed).__getitem__, forms))
    if places == tuple(range(1, len(places) + 1)):
        # As `_pair` says; calling it would take half of the time.
        return {(first * _SPREAD + second) % _BUCKETS + 1 for first, second in pairwise(hashes)}
    return _pairs_by_place(places, hashes)


def _pairs_by_place(places: Sequence[int], hashes: Sequence[int]) -> set[int]:
    """Of words that may have several forms in the same place, and gaps between places."""
    pairs: set[int] = set()
    firsts: list[int] = []
    seconds: list[int] = []
    here = 0
    for place, hashed in zip(places, hashes, strict=True):
        if place != here:
            firsts, seconds, here = seconds if place == here + 1 else [], [], place
        seconds.append(hashed)
        for first in firsts:
            pairs.add(_pair(first, hashed))
    return pairs


def _pair(first: int, second: int) -> int:
    return (first * _SPREAD + second) % _BUCKETS + 1


def sought_pairs(community_id: int, query: SearchQuery) -> tuple[tuple[int, ...], ...]:
    """Tickets that fulfil the query have one number of each; empty if it asks for no whole words in
    a row."""
    seed = pairs_seed(community_id)
    sought = [
        _sought(first, second, seed)
        for clause in query.clauses
        if not clause.is_negated
        for first, second in pairwise(clause.steps)
        if not second.is_prefix
    ]
    return tuple(dict.fromkeys(sought))[:MOST_SOUGHT]


def _sought(first: Step, second: Step, seed: int) -> tuple[int, ...]:
    hashes = _hashes(seed)
    found = {_pair(hashes[one], hashes[two]) for one in first.forms for two in second.forms}
    return (NOT_ALL_PAIRS, *sorted(found))

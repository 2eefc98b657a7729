"""Pairs of neighbouring words as small numbers, by which phrases are found.

An index of words leads to all tickets that hold the words of a phrase, in a row or not; of frequent
words these are very many. The numbers are hashes, so what they lead to is still to be compared.
"""

from collections.abc import Iterator, Sequence
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


@lru_cache(maxsize=1024)
def pairs_seed(community_id: int) -> int:
    """So that the pairs of one community are not those of another."""
    return crc32(community_mark(community_id).encode())


@lru_cache(maxsize=65_536)
def _hash(form: str, seed: int) -> int:
    return crc32(form.encode(), seed)


def pairs_in(found: Sequence[tuple[int, str]], seed: int) -> set[int]:
    """Of the words of a text with their places, as `indexed_words` gives them."""
    hashes = [_hash(form, seed) for _, form in found]
    if [place for place, _ in found] == list(range(1, len(found) + 1)):
        return {_pair(first, second) for first, second in pairwise(hashes)}
    return set(_pairs_by_place([place for place, _ in found], hashes))


def _pairs_by_place(places: list[int], hashes: list[int]) -> Iterator[int]:
    """Of words that may have several forms in the same place, and gaps between places."""
    by_place: dict[int, list[int]] = {}
    for place, hashed in zip(places, hashes, strict=True):
        by_place.setdefault(place, []).append(hashed)
    for place, firsts in by_place.items():
        for second in by_place.get(place + 1, ()):
            for first in firsts:
                yield _pair(first, second)


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
    found = {
        _pair(_hash(one, seed), _hash(two, seed)) for one in first.forms for two in second.forms
    }
    return (NOT_ALL_PAIRS, *sorted(found))

"""Pairs of neighbouring words as small numbers, by which phrases are found.

An index of words leads to all tickets that hold the words of a phrase, in a row or not; of frequent
words these are very many. The numbers are hashes, so what they lead to is still to be compared.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress, count, islice, pairwise
from operator import add
from typing import Final
from zlib import crc32

from frontdesk.kit.search_query import SearchQuery, Step
from frontdesk.kit.words import SEVERAL, forms_at
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
_NOTHING: Final = 2 * _BUCKETS
"""The hash of an entry that makes no pairs, or more than one."""
_AS_FIRST: Final = [
    *(each * _SPREAD % _BUCKETS for each in range(_BUCKETS)),
    *[_NOTHING] * (_NOTHING + 1 - _BUCKETS),
]
_NO_PAIR: Final = -1
_PAIRS: Final = [each % _BUCKETS + 1 for each in range(_NOTHING)] + [_NO_PAIR] * (_NOTHING + 1)
"""By the sum of both."""


@lru_cache(maxsize=1024)
def pairs_seed(community_id: int) -> int:
    """So that the pairs of one community are not those of another."""
    return crc32(community_mark(community_id).encode())


class _Hashes(dict[str, int]):
    """Of the entries of rows, remembered: in a list of tickets most come again."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __missing__(self, entry: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        is_form = entry and entry[0] != SEVERAL
        self[entry] = hashed = self.of_form(entry) if is_form else _NOTHING
        return hashed

    def of_form(self, form: str) -> int:
        return crc32(form.encode(), self._seed) % _BUCKETS


_hashes: Final = lru_cache(maxsize=64)(_Hashes)


def pairs_in(row: Sequence[str], seed: int) -> set[int]:
    """Of the words of a text, as `word_row` gives them."""
    hashes = list(map(_hashes(seed).__getitem__, row))
    sums = map(add, map(_AS_FIRST.__getitem__, hashes), islice(hashes, 1, None))
    pairs = set(map(_PAIRS.__getitem__, sums))
    pairs.discard(_NO_PAIR)
    if SEVERAL in "".join(row):
        apart = compress(count(1), map(_NOTHING.__eq__, hashes))
        pairs |= _pairs_of_several(["", *row, ""], apart, seed)
    return pairs


def _pairs_of_several(row: Sequence[str], apart: Iterable[int], seed: int) -> set[int]:
    """Of words that have several forms in the same place, with their neighbours."""
    hashes = _hashes_of_several(seed)
    pairs: set[int] = set()
    for place in apart:
        before, here, after = map(hashes.__getitem__, row[place - 1 : place + 2])
        for hashed in here:
            for first in before:
                pairs.add(_PAIRS[_AS_FIRST[first] + hashed])
            for second in after:
                pairs.add(_PAIRS[_AS_FIRST[hashed] + second])
    return pairs


class _HashesOfSeveral(dict[str, tuple[int, ...]]):
    def __init__(self, seed: int) -> None:
        self._of_form = _hashes(seed).of_form

    def __missing__(self, entry: str) -> tuple[int, ...]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[entry] = hashes = tuple(map(self._of_form, forms_at(entry)))
        return hashes


_hashes_of_several: Final = lru_cache(maxsize=64)(_HashesOfSeveral)


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
    hashed = _hashes(seed).of_form
    found = {
        _PAIRS[_AS_FIRST[hashed(one)] + hashed(two)] for one in first.forms for two in second.forms
    }
    return (NOT_ALL_PAIRS, *sorted(found))

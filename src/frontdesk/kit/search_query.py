"""The language in which people ask for texts.

invoice berlin     both words; the last one may go on (berliner)
invo* berlin       a word may go on where a star says so; a blank behind the last word ends it
"delivery note"    words in a row
-refund            not with this word, or these in a row: -"no refund"
bill@example.com   an address as a whole; anything else with signs in it, such as ORD-2024 or
                   example.com, is words in a row
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from frontdesk.kit.folding import sought_forms
from frontdesk.kit.words import Word, address_in, normalize, pairs_of, words_of

LONGEST_QUERY: Final = 500
MOST_WORDS: Final = 40
"""Words and pairs of one query: what is compared in each text is bounded."""

_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_TERM: Final = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<plain>[^\s"]+))')


class Step(NamedTuple):
    """One place of a clause: any of the forms, which are whole words or only begin them."""

    forms: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True)
class Clause:
    """Steps that must follow one another, or, if `is_negated`, must not."""

    steps: tuple[Step, ...]
    is_negated: bool = False


@dataclass(frozen=True)
class SearchQuery:
    """All clauses must hold; at least one is not negated."""

    clauses: tuple[Clause, ...]


def read_query(text: str) -> SearchQuery:
    """Raises ValueError, in words for whoever asked, for a query that asks for nothing."""
    if len(text) > LONGEST_QUERY:
        raise ValueError(f"must have at most {LONGEST_QUERY} characters")
    clauses = tuple(dict.fromkeys(_clauses(normalize(text).translate(_QUOTES))))
    if all(clause.is_negated for clause in clauses):
        raise ValueError("must have a word to look for")
    if sum(len(clause.steps) for clause in clauses) > MOST_WORDS:
        raise ValueError(f"must have at most {MOST_WORDS} words")
    return SearchQuery(clauses)


def _clauses(text: str) -> Iterator[Clause]:
    for match in _TERM.finditer(text):
        phrase, plain = match["phrase"], match["plain"]
        if plain is None:
            steps = _steps(phrase, is_prefix=False)
        else:
            steps = _steps(plain, is_prefix=plain.endswith("*") or match.end() == len(text))
        if steps:
            yield Clause(steps, is_negated=bool(match["minus"]))


def _steps(text: str, *, is_prefix: bool) -> tuple[Step, ...]:
    address = address_in(text)
    if address is not None:
        return (Step(sought_forms(address), is_prefix),)
    words = words_of(text)
    steps = [
        step
        for index, word in enumerate(words)
        for step in _steps_of(word, is_last=index == len(words) - 1, is_prefix=is_prefix)
    ]
    return tuple(steps)


def _steps_of(word: Word, *, is_last: bool, is_prefix: bool) -> Iterator[Step]:
    if not word.is_run:
        forms = sought_forms(word.text)
        if forms:
            yield Step(forms, is_prefix and is_last)
        return
    pairs = pairs_of(word.text)
    for pair in pairs[:-1]:
        yield Step((pair,))
    if not is_last:
        yield Step((pairs[-1],))  # the run ends here, before the next word
    elif len(pairs) == 1:
        yield Step((pairs[-1],), is_prefix=True)  # anywhere in a run: every pair begins with it

"""Pairs of neighbouring words: every phrase that a text holds is among them."""

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.search_query import read_query
from frontdesk.kit.words import word_row
from frontdesk.tickets.search_pairs import (
    MOST_SOUGHT,
    NOT_ALL_PAIRS,
    pairs_in,
    pairs_seed,
    sought_pairs,
)
from frontdesk.tickets.search_vector import Weight, cut

WORDS = ("car", "key", "Müller", "007", "e-mail", "東京都", "猫", "x猫y", "912 34 567")
texts = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8)


@given(words=texts, first=st.integers(0, 6))
def test_neighbours_in_a_text_are_found_by_their_pairs(words: list[str], first: int) -> None:
    held = pairs_in(word_row(" ".join(words)), pairs_seed(1))
    query = read_query(f'"{" ".join(words[first : first + 3] or words)}"')
    assert all(held & set(alternatives) for alternatives in sought_pairs(1, query))


def test_spellings_are_alternatives() -> None:
    held = pairs_in(word_row("herr Mueller"), pairs_seed(1))
    [alternatives] = sought_pairs(1, read_query('"Herr Müller"'))
    assert held <= set(alternatives)


def test_beginning_of_a_word_is_in_no_pair() -> None:
    assert sought_pairs(1, read_query("key-ca")) == ()
    assert len(sought_pairs(1, read_query("key-ca "))) == 1


def test_what_must_not_be_there_is_not_sought() -> None:
    assert sought_pairs(1, read_query('car -"my key"')) == ()


def test_few_of_a_long_phrase_are_sought() -> None:
    phrase = " ".join("abcdefgh")
    assert len(sought_pairs(1, read_query(f'"{phrase}"'))) == MOST_SOUGHT


def test_pairs_fit_into_two_bytes_and_differ_between_communities() -> None:
    found = word_row(" ".join(f"w{number}" for number in range(10_000)))
    held = pairs_in(found, pairs_seed(1))
    assert 0 < min(held) <= max(held) < 2**15
    assert pairs_in(found[:2], pairs_seed(1)) != pairs_in(found[:2], pairs_seed(2))


def test_no_pair_bridges_two_parts() -> None:
    apart = cut(1, [(Weight.TITLE, "my car"), (Weight.MESSAGE, "key lost")])
    assert len(apart.pairs) == 2


def test_text_with_more_words_than_places_says_that_pairs_are_missing() -> None:
    assert NOT_ALL_PAIRS not in cut(1, [(Weight.MESSAGE, "a b " * 8_000)]).pairs
    assert NOT_ALL_PAIRS in cut(1, [(Weight.MESSAGE, "a b " * 9_000)]).pairs

"""What a query asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.search_query import LONGEST_QUERY, Clause, Step, read_query


def clause(*words: str, is_negated: bool = False) -> Clause:
    """Words in a row; one with a star begins a word."""
    steps = (Step((word.rstrip("*"),), is_prefix=word.endswith("*")) for word in words)
    return Clause(tuple(steps), is_negated=is_negated)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("invoice berl", [clause("invoice"), clause("berl*")]),
        ("invoice berlin ", [clause("invoice"), clause("berlin")]),
        ("invo* berlin ", [clause("invo*"), clause("berlin")]),
        ('"delivery note"', [clause("delivery", "note")]),
        ("“delivery note” x ", [clause("delivery", "note"), clause("x")]),
        ('"delivery note', [clause("delivery", "note")]),
        (
            'car -price -"no list"',
            [
                clause("car"),
                clause("price", is_negated=True),
                clause("no", "list", is_negated=True),
            ],
        ),
        ("e-mail", [clause("e", "mail*")]),
        ("car - price ", [clause("car"), clause("price")]),
        ("Bill@X.example", [clause("bill@x.example*")]),
        ('"bill@x.example"', [clause("bill@x.example")]),
        ("東京都 car ", [clause("東京", "京都"), clause("car")]),
        ("猫 ", [clause("猫*")]),
        ("猫x ", [clause("猫", "x")]),
        ("car car ", [clause("car")]),
    ],
)
def test_query_is_understood(text: str, clauses: list[Clause]) -> None:
    assert list(read_query(text).clauses) == clauses


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "must have a word to look for"),
        (" \t\n", "must have a word to look for"),
        ("-", "must have a word to look for"),
        ('"" *-" "', "must have a word to look for"),
        ("!?\u0301", "must have a word to look for"),
        ("-price", "must have a word to look for"),
        ("x" * (LONGEST_QUERY + 1), "must have at most 500 characters"),
        ("a b c d e f g h i j " * 5, None),
        (" ".join(f"w{number}" for number in range(41)), "must have at most 40 words"),
    ],
)
def test_query_that_asks_for_nothing_or_too_much_is_refused(text: str, problem: str | None) -> None:
    if problem is None:
        assert len(read_query(text).clauses) == 10 + 0
        return
    with pytest.raises(ValueError, match=problem):
        read_query(text)


@given(st.text())
def test_any_text_is_a_query_or_a_value_error(text: str) -> None:
    try:
        query = read_query(text)
    except ValueError:
        return
    assert any(not clause.is_negated for clause in query.clauses)
    assert all(form for each in query.clauses for step in each.steps for form in step.forms)

"""Excerpts with marks at what a query finds."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.highlights import find_spans, highlights
from frontdesk.kit.search_query import read_query


@pytest.mark.parametrize(
    ("text", "query", "html"),
    [
        ("A <b>car</b> & more", "car", "A &lt;b&gt;<mark>car</mark>&lt;/b&gt; &amp; more"),
        ("Herr Müller", "mueller", "Herr <mark>Müller</mark>"),
        ("cars and CAR", "car", "<mark>cars</mark> and <mark>CAR</mark>"),
        ("cars and car", "car ", "cars and <mark>car</mark>"),
        ("price list, list price", '"price list"', "<mark>price list</mark>, list price"),
        ("in 東京都 now", "京都", "in 東<mark>京都</mark> now"),
        ("in 東京都庁 now", "東京都", "in <mark>東京都</mark>庁 now"),
        ("黒猫", "猫", "黒<mark>猫</mark>"),
        ("猫は", "猫", "<mark>猫</mark>は"),
        ("to bill@x.example!", "bill@x.ex", "to <mark>bill@x.example</mark>!"),
        ("a car", "car -a", "a <mark>car</mark>"),
        ("nothing here", "car", "nothing here"),
        ("", "car", ""),
    ],
)
def test_places_are_marked(text: str, query: str, html: str) -> None:
    assert highlights(text, read_query(query)) == html


def test_long_text_is_cut_around_the_first_place() -> None:
    text = "before " * 50 + "the car " + "after " * 100
    cut = highlights(text, read_query("car"), length=120)
    assert cut.startswith("… before before")
    assert cut.endswith("after …")
    assert "the <mark>car</mark> after" in cut
    assert len(cut) < 150


def test_less_may_stand_before_the_first_place() -> None:
    text = "before " * 50 + "the car " + "after " * 100
    assert highlights(text, read_query("car"), length=30, before=12) == (
        "… before the <mark>car</mark> after after …"
    )


@given(st.text(), st.text(alphabet="ab猫京 <&\"'*-é"), st.integers(20, 60))
def test_marks_of_any_text_are_safe_and_change_nothing_else(
    text: str, query: str, length: int
) -> None:
    try:
        asked = read_query(query)
    except ValueError:
        return
    html = highlights(text, asked, length=length)
    plain = re.sub("</?mark>", "", html)
    assert re.search("[<>]", plain) is None
    assert unescape(plain).removeprefix("… ").removesuffix(" …") in text
    for start, end in find_spans(text, asked):
        assert 0 <= start < end <= len(text)

"""Texts cut into words: what is found by what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.folding import indexed_forms, sought_forms
from frontdesk.kit.words import address_in, indexed_words, normalize, words_of


def forms_by_place(text: str) -> dict[int, set[str]]:
    places: dict[int, set[str]] = {}
    for place, form in indexed_words(text):
        places.setdefault(place, set()).add(form)
    return places


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Invoice", {"invoice"}),
        ("Müller", {"muller", "mueller"}),
        ("Håkan", {"hakan", "haakan"}),
        ("Ærøskøbing", {"aeroskobing", "aeroeskoebing"}),
        ("STRASSE", {"strasse"}),
        ("Straße", {"strasse"}),
        ("e\u0301te\u0301", {"ete"}),
        ("Łódź", {"lodz"}),
        ("ΆΛΦΑ", {"αλφα"}),
        ("Ёлка", {"елка"}),
        ("ＡＢＣ１", {"abc1"}),  # noqa: RUF001
        ("مُحَمَّد", {"محمد"}),
        ("हिन्दी", {"हिन्दी"}),
        ("007", {"007", "7"}),
        ("000", {"000", "0"}),
    ],
)
def test_word_is_sought_by_its_forms(word: str, forms: set[str]) -> None:
    assert set(sought_forms(word)) == forms
    assert set(indexed_forms(word)) == forms


def test_long_number_is_found_by_its_end() -> None:
    assert sought_forms("4791234567") == ("4791234567",)
    assert indexed_forms("4791234567") == ("4791234567", "91234567")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", {}),
        (" -*! ", {}),
        ("Don't  stop", {1: {"don"}, 2: {"t"}, 3: {"stop"}}),
        ("a_b-c", {1: {"a"}, 2: {"b"}, 3: {"c"}}),
        ("東京都", {1: {"東京"}, 2: {"京都"}, 3: {"都"}}),
        ("iPhone15ケース x", {1: {"iphone15"}, 2: {"ケー"}, 3: {"ース"}, 4: {"ス"}, 5: {"x"}}),
        ("ﾊﾞｽ", {1: {"バス"}, 2: {"ス"}}),
        ("고양이", {1: {"고양"}, 2: {"양이"}, 3: {"이"}}),
        ("bill@x.example", {1: {"bill"}, 2: {"x"}, 3: {"example"}, 5: {"bill@x.example"}}),
        ("912 34 567", {1: {"912"}, 2: {"34"}, 3: {"567"}, 5: {"91234567"}}),
    ],
)
def test_text_is_cut_into_places(text: str, places: dict[int, set[str]]) -> None:
    assert forms_by_place(text) == places


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bill@x.example", "bill@x.example"),
        ("<bill.smith+a@x.example>,", "bill.smith+a@x.example"),
        ("bill@x", "bill@x"),
        ("bill@", None),
        ("@x.example", None),
        ("to bill@x.example", None),
    ],
)
def test_address_is_recognized(text: str, address: str | None) -> None:
    assert address_in(text) == address


@given(st.text())
def test_every_word_of_any_text_is_indexed(text: str) -> None:
    indexed = {form for _, form in indexed_words(text)}
    text = normalize(text)
    for word in words_of(text):
        if not word.is_run:
            assert set(indexed_forms(word.text)) <= indexed
        assert text[word.start : word.end] == word.text


@given(st.text())
def test_forms_are_never_empty_and_never_upper_case(text: str) -> None:
    for _, form in indexed_words(text):
        assert form
        assert form == form.lower()
        assert not set(form) & set(" \t\n'\\\0")

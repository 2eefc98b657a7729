"""What values each type of custom field takes, and the one form in which it keeps them."""

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.values import (
    LONGEST_MULTILINE_TEXT,
    LONGEST_REGION,
    LONGEST_TEXT,
    MOST_DIGITS,
    FieldInput,
    canonical_values,
    searched_text,
)
from frontdesk.errors import InvalidMember

COLOURS: Final = ["red", "green", "blue"]
NUMBER: Final = CustomFieldType.NUMBER

any_input = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.decimals().map(str),
    st.dates().map(str),
    st.sampled_from(COLOURS),
    st.lists(st.sampled_from(COLOURS), max_size=4),
)


def canonical(kind: CustomFieldType, value: FieldInput, possible: Sequence[str] = ()) -> list[str]:
    return canonical_values(kind, possible, value, member="value")


def refusal(kind: CustomFieldType, value: FieldInput, possible: Sequence[str] = ()) -> str:
    with pytest.raises(InvalidMember) as caught:
        canonical(kind, value, possible)
    assert caught.value.member == "value"
    return caught.value.problem


@given(st.sampled_from(CustomFieldType), any_input, st.sampled_from([[], COLOURS]))
def test_a_canonical_value_sent_again_stays_what_it_is(
    kind: CustomFieldType, value: FieldInput, possible: list[str]
) -> None:
    try:
        stored = canonical(kind, value, possible)
    except InvalidMember:
        return
    again: FieldInput = stored if kind == CustomFieldType.MULTI_SELECT else stored[0]
    assert canonical(kind, again, possible) == stored


@given(st.integers(-(10**MOST_DIGITS) + 1, 10**MOST_DIGITS - 1))
def test_integers_are_kept_to_the_last_digit(number: int) -> None:
    assert canonical(NUMBER, number) == canonical(NUMBER, str(number)) == [str(number)]


@given(st.decimals(-(10**12), 10**12, places=9))
def test_decimal_texts_keep_their_value_without_exponent(number: Decimal) -> None:
    [text] = canonical(NUMBER, str(number))
    assert Decimal(text) == number
    assert "e" not in text.lower()
    assert "." not in text or not text.endswith(("0", "."))


@given(st.floats(1e-9, 1e15))
def test_json_numbers_come_back_as_the_same_number(number: float) -> None:
    [text] = canonical(NUMBER, number)
    assert float(text) == number


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("12.50", "12.5"),
        (12.5, "12.5"),
        ("  +007 ", "7"),
        ("-0.0", "0"),
        (-0.0, "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1000"),
        (1e-7, "0.0000001"),
        (100, "100"),
    ],
)
def test_numbers_have_one_form(value: FieldInput, stored: str) -> None:
    assert canonical(NUMBER, value) == [stored]
    assert searched_text(NUMBER, str(value)) == stored


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, "NaN", "Infinity", "", " ", "1,5", "0x10", "1 000"]
)
def test_what_is_no_decimal_number_is_refused(value: FieldInput) -> None:
    assert "decimal number" in refusal(NUMBER, value)


@pytest.mark.parametrize("value", ["١٢", True, ["1"], "1e1000", "1" * 101])
def test_other_shapes_of_numbers_are_refused(value: FieldInput) -> None:
    assert "number" in refusal(NUMBER, value)


@pytest.mark.parametrize("value", [10**30, "1e30", 1e308, "0." + "1" * 30, "1e-999"])
def test_numbers_of_too_many_digits_are_refused(value: FieldInput) -> None:
    assert "at most 30 digits" in refusal(NUMBER, value)


@given(st.dates())
def test_real_days_are_dates(day: date) -> None:
    assert canonical(CustomFieldType.DATE, f" {day.isoformat()} ") == [day.isoformat()]


@pytest.mark.parametrize(
    "value", ["2026-02-30", "2026-2-3", "20260203", "03.02.2026", "0000-01-01", "", 20260203, True]
)
def test_what_is_no_real_day_is_refused(value: FieldInput) -> None:
    refusal(CustomFieldType.DATE, value)


@pytest.mark.parametrize("value", [True, "true"])
def test_a_ticked_checkbox_is_true(value: FieldInput) -> None:
    assert canonical(CustomFieldType.CHECKBOX, value) == ["true"]


@pytest.mark.parametrize("value", ["True", "yes", "", 1, 0, ["true"]])
def test_a_checkbox_takes_booleans_only(value: FieldInput) -> None:
    refusal(CustomFieldType.CHECKBOX, value)


def test_a_dropdown_takes_one_of_its_values() -> None:
    assert canonical(CustomFieldType.DROPDOWN, "green", COLOURS) == ["green"]
    for value in ("Green", "pink", "", 1, ["green"]):
        refusal(CustomFieldType.DROPDOWN, value, COLOURS)


@given(st.permutations(COLOURS), st.integers(0, len(COLOURS)))
def test_several_values_are_kept_in_the_order_of_the_possible_ones(
    shuffled: list[str], count: int
) -> None:
    chosen = shuffled[:count]
    stored = canonical(CustomFieldType.MULTI_SELECT, chosen, COLOURS)
    assert stored == [colour for colour in COLOURS if colour in chosen]


def test_a_single_text_is_one_of_several_values() -> None:
    assert canonical(CustomFieldType.MULTI_SELECT, "blue", COLOURS) == ["blue"]


@pytest.mark.parametrize("value", [["red", "red"], ["red", "pink"], "pink", True, 1])
def test_several_values_are_distinct_and_possible(value: FieldInput) -> None:
    refusal(CustomFieldType.MULTI_SELECT, value, COLOURS)


def test_a_region_is_free_until_it_has_possible_values() -> None:
    region = CustomFieldType.REGION
    assert canonical(region, " Oslo ") == ["Oslo"]
    assert canonical(region, "red", COLOURS) == ["red"]
    refusal(region, "Oslo", COLOURS)
    refusal(region, "x" * (LONGEST_REGION + 1))


def test_a_text_is_one_trimmed_line() -> None:
    text = CustomFieldType.TEXT
    assert canonical(text, "  NB-1001 ") == ["NB-1001"]
    assert canonical(text, "x" * LONGEST_TEXT) == ["x" * LONGEST_TEXT]
    for value in (
        "x" * (LONGEST_TEXT + 1),
        "two\nlines",
        "two\u2028lines",
        " ",
        "",
        5,
        True,
        ["a"],
    ):
        refusal(text, value)


def test_a_longer_text_keeps_its_lines() -> None:
    text = CustomFieldType.MULTILINE_TEXT
    assert canonical(text, " a\r\nb\rc\n") == [" a\nb\nc\n"]
    for value in ("x" * (LONGEST_MULTILINE_TEXT + 1), "\n ", "", 5, ["a"]):
        refusal(text, value)

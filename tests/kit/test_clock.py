"""Ticks and their texts (contract rule 1.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kit.clock import DAY, HOUR, MINUTE, SECOND, format_ticks, parse_ticks

FIRST = parse_ticks("0001-01-01T00:00:00Z")
LAST = parse_ticks("9999-12-31T23:59:59.9999999Z")
ticks = st.integers(FIRST, LAST)


@given(ticks)
def test_every_tick_has_a_text_that_stands_for_it_alone(moment: int) -> None:
    assert parse_ticks(format_ticks(moment)) == moment


@given(ticks)
def test_fraction_has_no_needless_digit(moment: int) -> None:
    text = format_ticks(moment).removesuffix("+00:00")
    assert text[:19].count(":") == 2
    assert text[19:20] in ("", ".")
    assert not text[19:].endswith(("0", "."))
    assert len(text) <= 27


@given(ticks, ticks)
def test_later_times_are_later(one: int, other: int) -> None:
    seconds = (format_ticks(one)[:19], format_ticks(other)[:19])
    assert (one <= other) or seconds[0] >= seconds[1]


@given(st.integers(FIRST + DAY, LAST - DAY), st.integers(-23 * 60 - 59, 23 * 60 + 59))
def test_offset_is_taken_off(moment: int, minutes: int) -> None:
    local = format_ticks(moment + minutes * MINUTE).removesuffix("+00:00")
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    assert parse_ticks(f"{local}{sign}{hours:02}:{rest:02}") == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.0000001Z", 1),
        ("1969-12-31T23:59:59.9999999Z", -1),
        ("1970-01-01T01:00:00.1+01:00", SECOND // 10),
        ("1970-01-01T00:00:00-00:30", HOUR // 2),
        ("2000-02-29T00:00:00Z", 11_016 * DAY),
        ("2000-02-29T00:00:00.0000001+00:00", 11_016 * DAY + 1),
        ("2000-02-29T23:59:59.9999999+00:00", 11_017 * DAY - 1),
    ],
)
def test_text_is_read(text: str, expected: int) -> None:
    assert parse_ticks(text) == expected


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0, "1970-01-01T00:00:00+00:00"),
        (1, "1970-01-01T00:00:00.0000001+00:00"),
        (SECOND // 10, "1970-01-01T00:00:00.1+00:00"),
        (-1, "1969-12-31T23:59:59.9999999+00:00"),
        (FIRST, "0001-01-01T00:00:00+00:00"),
        (LAST, "9999-12-31T23:59:59.9999999+00:00"),
    ],
)
def test_tick_is_written(moment: int, text: str) -> None:
    assert format_ticks(moment) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020-01-01",
        "2020-01-01T00:00:00",
        "2020-01-01T00:00:00.12345678Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59.9999999-00:01",
        "2020-02-30T00:00:00Z",
        "2020-02-30T00:00:00.1234567+00:00",
        "2020-W01-1T00:00:00.1234567+00:00",
        "2020-01-01T24:00:00.1234567+00:00",
        "2020-01-01T00:00:60.1234567+00:00",
        "2020-01-01T00:00:00,1234567+00:00",
        "2020-01-01T00:00:00.123456\N{SUPERSCRIPT TWO}+00:00",
        "2020-01-01T00:00:00.123456\N{ARABIC-INDIC DIGIT TWO}+00:00",
    ],
)
def test_text_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(expected a|no such) date-time"):
        parse_ticks(text)

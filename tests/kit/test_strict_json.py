"""JSON read as the contract wants it (rules 1.1 and 1.8)."""

import json
from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import encode

from frontdesk.errors import BodyNotJson, InvalidMember
from frontdesk.kit.strict_json import MAX_DEPTH, make_reader, printable

read_json: Final = make_reader({"customfields": "customFields", "key": "key"})

plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | plain_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_text, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, derandomize=False)
@given(values, st.booleans())
def test_json_is_read_as_it_was_written(value: Any, ascii_only: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@settings(max_examples=200, deadline=None, derandomize=False)
@given(st.binary() | st.text(alphabet='{}[]",:01e-\\u \0d8').map(str.encode))
def test_anything_else_is_refused_and_nothing_else_goes_wrong(body: bytes) -> None:
    with suppress(BodyNotJson, InvalidMember):
        assert encode(read_json(body))


@pytest.mark.parametrize("body", [b'{"customFields":[{"key":1}]}', b'{"CUSTOMFIELDS":[{"Key":1}]}'])
def test_known_names_get_their_spelling(body: bytes) -> None:
    assert read_json(body) == {"customFields": [{"key": 1}]}


def test_unknown_names_stay_as_they_are() -> None:
    assert read_json(b'{"Foo":1,"foo":2}') == {"Foo": 1, "foo": 2}


@pytest.mark.parametrize(
    "body", [b"", b"NaN", b"-Infinity", b"{", b"\xff", b'"\xed\xa0\x80"', b"[" * 200_000, b"1 2"]
)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(BodyNotJson):
        read_json(body)


@pytest.mark.parametrize(
    ("body", "member"),
    [
        (b'{"key":1,"Key":1}', "key"),
        (b'{"foo":1,"foo":1}', "foo"),
        (b'{"key":["a","\\u0000"]}', "key[1]"),
        (b'{"customFields":[{"key":"\\udc00"}]}', "customFields[0].key"),
        (b'{"a\\u0000":1}', "a\\u0000"),
        (b'{"key":{"\\ud800":1}}', "key.\\ud800"),
        (b'["\\ud83d\\ud83d"]', "[0]"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_path(body: bytes, member: str) -> None:
    with pytest.raises(InvalidMember) as refusal:
        read_json(body)
    assert refusal.value.member == member


def test_nesting_has_a_limit() -> None:
    assert read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    with pytest.raises(InvalidMember, match="nested more than"):
        read_json(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1))


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_can_be_shown(text: str) -> None:
    assert "\0" not in printable(text)
    assert printable(text).encode().decode() == printable(text)

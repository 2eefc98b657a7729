"""From a body to a request type, and its errors in the caller's words."""

import json
from typing import Any

import pytest

from frontdesk.errors import InvalidMember
from frontdesk.wire.reading import read_body, read_query
from frontdesk.wire.shapes import enum_values, member_names
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"[]", "the body: expected an object, got an array"),
        (b'{"take":"1"}', "take: expected an integer or null, got a string"),
        (b'{"take":-1}', "take: expected an integer of at least 0"),
        (b'{"ticketIds":[1,[]]}', "ticketIds[1]: expected an integer, got an array"),
        (b'{"foo":1}', "foo: no such member here"),
        (b'{"tags":[null]}', "tags[0]: expected a string, got null"),
        (b'{"customFields":[{"key":1}]}', "customFields[0].value: is required"),
        (b'{"customFields":[{"value":"x"}]}', "customFields[0]: give either key or id"),
        (
            b'{"status":"closed"}',
            "status: unknown value 'closed'; possible: open, pending, completed",
        ),
    ],
)
def test_fault_names_the_member_in_plain_words(body: bytes, problem: str) -> None:
    with pytest.raises(InvalidMember) as refusal:
        read_body(body, ListTickets)
    assert str(refusal.value) == problem


@pytest.mark.parametrize("name", ["`", "'", "a\nb", "$", "x" * 5000])
def test_odd_names_are_shown_as_they_are(name: str) -> None:
    with pytest.raises(InvalidMember) as refusal:
        read_body(json.dumps({name: 1}).encode(), ListTickets)
    assert refusal.value.problem == "no such member here"
    assert refusal.value.member.rstrip("…") == name[:200]


@pytest.mark.parametrize("value", ["`int`", "x` - at `$.tags`", "\n"])
def test_odd_values_do_not_change_the_path(value: str) -> None:
    with pytest.raises(InvalidMember) as refusal:
        read_body(json.dumps({"status": value}).encode(), ListTickets)
    assert refusal.value.member == "status"


@pytest.mark.parametrize(
    ("query", "cursor"), [(b"", None), (b"cursor=abc", "abc"), (b"CURSOR=a%20b+c", "a b c")]
)
def test_query_is_read(query: bytes, cursor: str | None) -> None:
    assert read_query(query, ListTicketsQuery) == ListTicketsQuery(cursor=cursor)


@pytest.mark.parametrize("query", [b"x=1", b"=1", b"x"])
def test_query_of_a_route_without_parameters_is_refused(query: bytes) -> None:
    with pytest.raises(InvalidMember, match="no such parameter here"):
        read_query(query, None)


def test_names_and_choices_are_found_at_any_depth() -> None:
    names: dict[str, Any] = member_names(ListTickets)
    assert names == names | {"from": "from", "ticketids": "ticketIds", "value": "value"}
    assert set(enum_values(ListTickets)) == {"orderBy", "sentiment", "source", "status"}

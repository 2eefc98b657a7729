"""From the fields of a form to a typed object, or what is wrong beside each."""

from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest

from frontdesk.errors import InvalidMember, NotFound, StateConflict, TooManyAttempts
from frontdesk.inbox.forms import Id, Text, Verbatim, blank_form, read_form


class Colour(StrEnum):
    RED = "red"


class Order(msgspec.Struct):
    name: Text
    secret: Verbatim = ""
    size: Annotated[int, msgspec.Meta(ge=1, le=5)] = 1
    colour: Colour | None = None
    note: str = ""
    is_urgent: bool = False
    ticket_ids: list[Id] = []


def speak(message: str, **values: object) -> str:
    return message % values


def test_texts_become_what_the_model_says() -> None:
    sent = {
        "name": [" Bill "],
        "secret": [" x "],
        "size": [" 3 "],
        "colour": ["red"],
        "note": ["one\r\ntwo\0"],
        "is_urgent": ["on"],
        "ticket_ids": ["1", "", "2"],
        "csrf_token": ["unknown to the model"],
    }
    form = read_form(Order, sent, speak)
    assert form.errors == {}
    assert form.data == Order("Bill", " x ", 3, Colour.RED, "one\ntwo�", True, [1, 2])


def test_what_is_not_sent_has_its_default_and_an_empty_choice_is_none() -> None:
    form = read_form(Order, {"name": ["Bill"], "colour": [""]}, speak)
    assert form.data == Order("Bill")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("name", "  ", "Please fill this in."),
        ("name", "x" * 1001, "Use at most 1000 characters."),
        ("size", "", "Please fill this in."),
        ("size", "two", "Use a whole number."),
        ("size", "2.5", "Use a whole number."),
        ("size", "0", "Use a number of at least 1."),
        ("size", "9", "Use a number of at most 5."),
        ("size", "9" * 40, "Use a number of at most 5."),
        ("colour", "blue", "Choose one of the list."),
        ("ticket_ids", "x", "Use a whole number."),
        ("ticket_ids", "9223372036854775808", "Use a whole number."),
    ],
)
def test_a_fault_stands_beside_its_field(name: str, text: str, fault: str) -> None:
    form = read_form(Order, {"name": ["Bill"], name: [text]}, speak)
    assert (form.data, form.errors, form.given[name]) == (None, {name: fault}, text)


def test_all_faults_are_told_at_once() -> None:
    form = read_form(Order, {"size": ["x"]}, speak)
    assert form.errors == {"name": "Please fill this in.", "size": "Use a whole number."}


def test_a_blank_form_shows_what_is_known() -> None:
    form = blank_form(Order, speak, {"name": "Bill", "size": 2, "note": None})
    shown = {"name": "Bill", "size": "2", "note": "", "secret": "", "colour": ""}
    assert form.given == shown | {"is_urgent": "", "ticket_ids": ""}


@pytest.mark.parametrize(
    ("error", "errors", "status"),
    [
        (InvalidMember("name", "is too odd"), {"name": "Is too odd."}, 422),
        (InvalidMember("groupIds", "no such group"), {"note": "No such group."}, 422),
        (InvalidMember("other", "is unknown"), {"": "Is unknown."}, 422),
        (StateConflict("it is there already"), {"": "It is there already."}, 422),
        (TooManyAttempts(7), {"": "Too many attempts. Try again in 7 seconds."}, 429),
    ],
)
def test_what_an_action_refuses_is_shown_in_the_form(
    error: Exception, errors: Any, status: int
) -> None:
    form = read_form(Order, {"name": ["Bill"]}, speak)
    with form.catching(groupIds="note"):
        raise error
    assert (form.errors, form.status) == (errors, status)


def test_what_is_gone_is_no_matter_of_the_form() -> None:
    form = read_form(Order, {"name": ["Bill"]}, speak)
    with pytest.raises(NotFound), form.catching():
        raise NotFound("gone")
    with pytest.raises(StateConflict), form.catching_members():
        raise StateConflict("elsewhere")

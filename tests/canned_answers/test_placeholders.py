"""Placeholders of canned answers, without a database."""

from dataclasses import replace

import pytest

from frontdesk.canned_answers.placeholders import (
    PLACEHOLDERS,
    Occasion,
    check_placeholders,
    fill_in,
)
from frontdesk.errors import InvalidMember
from frontdesk.kit.text import Written, read_message

OCCASION = Occasion(
    ticket_id=7,
    ticket_title="Cat & dog",
    customer_name="Bill von Smith",
    customer_email="bill@example.com",
    teammate_name="Ingrid",
    community_name="Acme",
)
NAMELESS = replace(OCCASION, customer_name=" ", ticket_title=None)


def test_every_placeholder_has_a_value() -> None:
    text = " / ".join(f"{{{{{name}}}}}" for name in PLACEHOLDERS)
    filled = fill_in(read_message(text, is_html=False), OCCASION)
    assert filled == Written(
        "7 / Cat & dog / Bill von Smith / Bill / bill@example.com / Ingrid / Acme",
        "7 / Cat &amp; dog / Bill von Smith / Bill / bill@example.com / Ingrid / Acme",
    )


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hi {{customer.first_name|there}}!", "Hi there!"),
        ("Hi {{ customer.first_name | dear & friend }}!", "Hi dear &amp; friend!"),
        ("Hi {{customer.name}}!", "Hi !"),
        ("About {{ticket.title|your question}}", "About your question"),
        ("{{", "{{"),
    ],
)
def test_a_missing_value_has_its_fallback(text: str, filled: str) -> None:
    assert fill_in(read_message(text, is_html=False), NAMELESS).html == filled


def test_what_a_customer_is_called_stays_text_in_html() -> None:
    answer = read_message("<p>Hi {{customer.name}}</p>", is_html=True)
    filled = fill_in(answer, replace(OCCASION, customer_name='<img src=x onerror="x">'))
    assert filled.html == '<p>Hi &lt;img src=x onerror="x"&gt;</p>'
    assert filled.text == 'Hi <img src=x onerror="x">'


def test_what_a_customer_is_called_does_not_become_a_dangerous_link() -> None:
    answer = read_message('<a href="{{customer.name}}">x</a>', is_html=True)
    filled = fill_in(answer, replace(OCCASION, customer_name="javascript:alert(1)"))
    assert filled.html == '<a rel="noopener noreferrer nofollow">x</a>'


def test_a_value_is_not_filled_in_again() -> None:
    answer = read_message("{{customer.name}}", is_html=False)
    filled = fill_in(answer, replace(OCCASION, customer_name="{{customer.email}}"))
    assert filled.text == "{{customer.email}}"


def test_an_unknown_placeholder_is_named() -> None:
    with pytest.raises(InvalidMember, match=r"there is no placeholder \{\{customer.nam\}\}; known"):
        check_placeholders("Hi {{customer.name}} {{customer.nam}}")

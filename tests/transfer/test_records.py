"""A ticket's JSON text in a file: what is taken as it is, what is completed, what is refused."""

import json
from typing import Any, Final

import pytest

from frontdesk.errors import RequestError
from frontdesk.tickets.document import encode_document
from frontdesk.transfer.records import read_ticket
from tests.tickets.oracle import Json
from tests.tickets.worlds import BILL, CLIENTS, TEAM, properties, respelt

INGRID: Final = TEAM[0]
LEAST: Final[Json] = {
    "id": 7,
    "author": {"id": BILL},
    "creationTime": "2020-01-01T01:00:00.1234567+01:00",
}
WHOLE: Final[Json] = {
    "id": 7,
    "title": "Cat is ill",
    "message": "I want to take my cat to a vet",
    "htmlMessage": "I want to take my <b>cat</b> to a vet",
    "attachments": [{"isContentPart": False, "name": None, "url": "https://files.example/1"}],
    "author": CLIENTS[0],
    "category": {"id": 3, "name": "Other cases"},
    "creationTime": "2020-01-01T00:00:00.1234567+00:00",
    "customFields": [{"id": 2, "value": "12.5"}, {"id": 1, "value": ""}],
    "lastThreadElementCreationTime": "2020-01-02T00:00:00+00:00",
    "lockedBy": INGRID,
    "originalLink": None,
    "properties": properties(is_locked=True, flags={"hasAttachments", "isSpam"}),
    "replyCount": 3,
    "sentiment": "praise",
    "source": "email",
    "detailedSource": "email_inbox",
    "sourceName": "Help",
    "status": "pending",
    "tags": ["b", "a"],
}


def read(ticket: Json | bytes) -> Json:
    text = ticket if isinstance(ticket, bytes) else json.dumps(ticket).encode()
    document: Json = json.loads(encode_document(read_ticket(text)))
    return document


def compact(ticket: Json) -> bytes:
    return json.dumps(ticket, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("spelling", ["camel", "pascal", "upper", "lower"])
def test_whole_ticket_is_taken_as_it_is_whatever_the_case_of_names(spelling: str) -> None:
    assert json.dumps(read(respelt(WHOLE, spelling))) == json.dumps(WHOLE)


def test_ticket_as_exported_is_the_same_bytes_again() -> None:
    text = compact(WHOLE | {"title": "猫 🐈 \\u0000 \u2028"})
    assert encode_document(read_ticket(text)) == text


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_blanks_between_members_change_nothing(indent: int | str | None) -> None:
    text = json.dumps(WHOLE, indent=indent, ensure_ascii=False)
    assert read(text.encode()) == WHOLE


def test_repeated_member_is_refused_however_it_is_spaced() -> None:
    text = json.dumps(WHOLE).replace('"status"', '"replyCount": 3, "status"')
    with pytest.raises(RequestError, match="replyCount: this member is there more than once"):
        read(text.encode())


def test_escapes_are_the_characters_they_stand_for() -> None:
    title = "\\u732b \\ud83d\\udc08 \\u0041\\/\\n"
    text = compact(WHOLE | {"title": "HERE"}).replace(b"HERE", title.encode())
    assert read(text)["title"] == "猫 🐈 A/\n"


def test_members_left_out_get_their_usual_values() -> None:
    person = {"id": BILL, "name": None, "image": None, "email": None}
    assert read(LEAST) == {
        "id": 7,
        "title": None,
        "message": None,
        "htmlMessage": None,
        "attachments": [],
        "author": person | {"status": "client", "isBot": False},
        "category": None,
        "creationTime": "2020-01-01T00:00:00.1234567+00:00",
        "customFields": [],
        "lastThreadElementCreationTime": "2020-01-01T00:00:00.1234567+00:00",
        "lockedBy": None,
        "originalLink": None,
        "properties": properties(is_locked=False, flags=set()),
        "replyCount": 0,
        "sentiment": "question",
        "source": "other",
        "detailedSource": "other_other",
        "sourceName": None,
        "status": "open",
        "tags": [],
    }


@pytest.mark.parametrize(
    ("given", "message", "html"),
    [
        ({"message": "1 < 2\nok"}, "1 < 2\nok", "1 &lt; 2<br>ok"),
        ({"htmlMessage": "<p>1 &lt; 2</p>ok"}, "1 < 2\nok", "<p>1 &lt; 2</p>ok"),
        ({"message": "x", "htmlMessage": "x<script>alert(1)</script>"}, "x", "x"),
        ({"message": "", "htmlMessage": ""}, "", ""),
    ],
)
def test_message_and_its_html_follow_from_one_another(given: Json, message: str, html: str) -> None:
    ticket = read(LEAST | given)
    assert (ticket["message"], ticket["htmlMessage"]) == (message, html)


def test_flags_that_follow_from_others_are_not_believed() -> None:
    flags = properties(is_locked=True, flags={"isExpired"})
    attachment = {"url": "https://files.example/1"}
    ticket = read(LEAST | {"properties": flags, "attachments": [attachment]})
    assert ticket["properties"] == properties(is_locked=False, flags={"hasAttachments"})


def test_repeated_tag_counts_once() -> None:
    assert read(LEAST | {"tags": ["b", "a", "b"]})["tags"] == ["b", "a"]


def without(name: str) -> Json:
    return {known: value for known, value in LEAST.items() if known != name}


def author(**members: Any) -> Json:
    return LEAST | {"author": LEAST["author"] | members}


@pytest.mark.parametrize(
    ("ticket", "problem"),
    [
        (b"{", "the body is not JSON"),
        (b"", "the body is not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[]", "expected a ticket"),
        (b"7", "expected a ticket"),
        (b'{"id":1,"Id":2}', "id: this member is there more than once"),
        (b'{"title":"\\u0000"}', "title: "),
        (b'{"title":"\\ud800"}', "title: "),
        (without("id"), "id: is required"),
        (without("author"), "author: is required"),
        (without("creationTime"), "creationTime: is required"),
        (LEAST | {"id": 0}, "id: "),
        (LEAST | {"id": "7"}, "id: expected an integer"),
        (LEAST | {"id": 2**53}, "id: expected an integer of at most 9007199254740991"),
        (LEAST | {"id": 2**64}, "id: "),
        (LEAST | {"titel": "x"}, "titel: no such member"),
        (LEAST | {"title": 7}, "title: expected a string"),
        (LEAST | {"status": "closed"}, "status: unknown value 'closed'; possible: open, "),
        (LEAST | {"source": "fax"}, "source: unknown value 'fax'"),
        (LEAST | {"source": []}, "source: "),
        (LEAST | {"detailedSource": "Web Form"}, "detailedSource: "),
        (LEAST | {"detailedSource": "web_form\n"}, "detailedSource: "),
        (LEAST | {"replyCount": -1}, "replyCount: "),
        (LEAST | {"replyCount": 2**31}, "replyCount: "),
        (LEAST | {"creationTime": "2020-01-01"}, "creationTime: expected a date-time"),
        (LEAST | {"lastThreadElementCreationTime": "x"}, "lastThreadElementCreationTime: "),
        (LEAST | {"tags": ["ok", " "]}, "tags[1]: expected 1 to 200 characters"),
        (LEAST | {"tags": ["x" * 201]}, "tags[0]: "),
        (LEAST | {"category": {"id": 2**53, "name": "x"}}, "category.id: "),
        (LEAST | {"category": {"id": 1}}, "category.name: is required"),
        (LEAST | {"customFields": [{"id": 2**53, "value": ""}]}, "customFields[0].id: "),
        (LEAST | {"customFields": [{"id": 1, "value": 7}]}, "customFields[0].value: "),
        (LEAST | {"attachments": [{"name": "x"}]}, "attachments[0].url: is required"),
        (LEAST | {"properties": {"isGone": True}}, "properties.isGone: no such member"),
        (author(id="bill"), "author.id: "),
        (author(status="boss"), "author.status: unknown value 'boss'"),
        (author(email="x" * 321), "author.email: expected at most 320 characters"),
        (LEAST | {"lockedBy": INGRID | {"email": "x" * 321}}, "lockedBy.email: expected at most"),
    ],
)
def test_wrong_ticket_names_the_member(ticket: Json | bytes, problem: str) -> None:
    with pytest.raises(RequestError) as refusal:
        read(ticket)
    assert problem in str(refusal.value)

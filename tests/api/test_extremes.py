"""Requests at the edge of what fits: answered as the contract says, in a moment, never with 500."""

import json
from typing import Any, Final

import pytest

from tests.api.test_description import tell
from tests.desk import Desk

HUGE: Final = 10**4000
SMILE: Final = "\N{GRINNING FACE}"
VALUES: Final = [str(number) for number in range(50_000)]

FITTING: Final = {
    "texts of the greatest length": (
        "/tickets",
        {
            "title": SMILE * 1000,
            "message": "x" * 1_000_000,
            "creator": {"name": SMILE * 300, "customIdentifier": SMILE * 300},
        },
    ),
    "HTML of a hundred thousand levels": (
        "/tickets",
        {"message": "<div>x" * 100_000, "creator": {"name": "Bill"}},
    ),
    "the last page": ("/tickets/idsByFields?skip=9223372036854775807", {"customFields": []}),
    "a huge number to look for": (
        "/tickets/list",
        {"customFields": [{"key": 18464, "value": HUGE}]},
    ),
    "a possible value of four bytes a character": (
        "/customFields",
        {
            "name": SMILE * 200,
            "type": "dropdown",
            "possibleValues": [{"order": 1, "value": SMILE * 200}],
        },
    ),
    "many mentions": ("/tickets/4484636/notes", {"message": "@" * 300_000}),
}
REFUSED: Final = {
    "too many values to look for": (
        "/tickets/idsByFields",
        {"customFields": [{"id": 18464, "value": VALUES}]},
        "customFields: expected at most 50 values in all",
    ),
    "too many values in the list's filter": (
        "/tickets/list",
        {"customFields": [{"key": 18464, "value": VALUES}]},
        "customFields: expected at most 50 values in all",
    ),
    "a number past all digits": (
        "/customFields",
        {"name": "Size", "type": "number", "defaultValue": 1e308},
        "defaultValue: expected a number of at most 30 digits",
    ),
}
GUIDS: Final = (
    "{7c0a344a-c369-4e27-9840-88257a56e835}",
    "urn:uuid:7c0a344a-c369-4e27-9840-88257a56e835",
    "7c0a344ac3694e27984088257a56e835",
    "7c0a344a-c369-4e27-9840-88257a56e83\N{ARABIC-INDIC DIGIT FIVE}",
)


@pytest.mark.parametrize(("path", "body"), FITTING.values(), ids=FITTING)
async def test_what_just_fits_is_taken(acme: Desk, path: str, body: Any) -> None:
    await tell(acme)
    content = json.dumps(body, ensure_ascii=False).encode()
    answer = await acme.client.post(path, content=content)
    assert answer.status_code == 200, answer.text[:500]


@pytest.mark.parametrize(("path", "body", "text"), REFUSED.values(), ids=REFUSED)
async def test_what_does_not_fit_is_refused(acme: Desk, path: str, body: Any, text: str) -> None:
    answer = await acme.post(path, body)
    assert (answer.status_code, answer.json()["errorText"]) == (400, text)


@pytest.mark.parametrize("guid", GUIDS)
async def test_a_guid_is_written_in_one_way(acme: Desk, guid: str) -> None:
    await tell(acme)
    body = {"assigneeId": guid, "previousAssigneeId": None}
    answer = await acme.client.patch("/tickets/4484636/Assignee", json=body)
    assert answer.json()["errorText"] == "assigneeId: expected a GUID or null"


async def test_null_in_an_address_is_a_text(acme: Desk) -> None:
    answer = await acme.client.get("/Teammates?group=null")
    assert (answer.status_code, answer.json()["errorCode"]) == (400, 2)


async def test_a_replayed_answer_has_its_entity_tag(acme: Desk) -> None:
    body, headers = {"name": "Size", "type": "text"}, {"Idempotency-Key": "once"}
    first = await acme.client.post("/customFields", json=body, headers=headers)
    again = await acme.client.post("/customFields", json=body, headers=headers)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]

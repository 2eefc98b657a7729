"""How many tickets a page of List Tickets holds, and when another follows (contract rule 1.7)."""

import json
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.transfer.records import read_ticket
from tests.desk import Desk, open_desk
from tests.tickets.worlds import CLIENTS

COUNT: Final = 53


@pytest.fixture(scope="module")
async def desk(
    database: Database, address: DatabaseAddress, server_url: str
) -> AsyncIterator[Desk]:
    least = {"author": CLIENTS[0], "creationTime": "2026-03-01T12:00:00Z"}
    texts = [json.dumps(least | {"id": number}) for number in range(1, COUNT + 1)]
    async with open_desk(database, address, server_url, "acme") as desk:
        await desk.load([read_ticket(text.encode()) for text in texts])
        yield desk


@pytest.mark.parametrize(
    ("body", "size", "has_more"),
    [
        ({}, 25, True),
        ({"take": None}, 25, True),
        ({"take": 0}, 0, False),
        ({"take": 50}, 50, True),
        ({"take": 51}, 50, True),
        ({"take": 2**63 - 1}, 50, True),
        ({"take": 50, "skip": 3}, 50, False),
        ({"take": 50, "skip": 2}, 50, True),
        ({"take": 50, "skip": 50}, 3, False),
        ({"take": 3, "skip": 50}, 3, False),
        ({"skip": COUNT}, 0, False),
        ({"skip": 2**63 - 1}, 0, False),
    ],
    ids=str,
)
async def test_page_has_a_size_and_says_whether_more_follow(
    desk: Desk, body: dict[str, Any], size: int, has_more: bool
) -> None:
    answer = await desk.post("/tickets/list", body)
    newest_first = list(range(COUNT, 0, -1))[body.get("skip") or 0 :]
    listed = [ticket["id"] for ticket in answer.json()["data"]]
    assert (listed, "link" in answer.headers) == (newest_first[:size], has_more)

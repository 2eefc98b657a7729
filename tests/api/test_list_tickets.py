"""List Tickets over HTTP with the reference's own request and answer."""

import json
from pathlib import Path
from typing import Any, Final

from frontdesk.tickets.document import Ticket
from frontdesk.transfer.records import read_ticket
from tests.desk import Desk

EXAMPLES: Final = Path(__file__).parents[1] / "contract"


def example_tickets() -> list[Ticket]:
    answer = json.loads((EXAMPLES / "list-tickets.response.json").read_bytes())
    return [read_ticket(json.dumps(ticket).encode()) for ticket in answer["data"]]


async def test_reference_tickets_come_out_as_documented(acme: Desk) -> None:
    await acme.load(example_tickets())
    expected: dict[str, Any] = json.loads((EXAMPLES / "list-tickets.response.json").read_bytes())

    answer = await acme.post("/tickets/list", {"ticketIds": [4484636, 4484618, 4478963]})

    assert json.dumps(answer.json()) == json.dumps(expected)

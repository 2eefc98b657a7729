"""Sorting tickets over HTTP."""

from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk


async def test_status_change_shows_in_the_list(acme: Desk) -> None:
    await acme.load(example_tickets())

    answer = await acme.client.patch("/tickets/4484636/status", json={"status": "completed"})

    assert answer.json() == {"data": {}, "errorCode": -1, "errorText": None}
    assert await acme.listed_ids(status="completed") == [4484636]
    [ticket] = await acme.list_tickets(ticketIds=[4484636])
    assert ticket["properties"]["isExpired"] is False

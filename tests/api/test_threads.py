"""Opening, answering and noting tickets over HTTP, and the log of it."""

from typing import Any, Final

from frontdesk.kit.clock import MINUTE
from tests.desk import Desk, FakeClock

BILL: Final = {"name": "Bill Smith", "email": "bill_smith@gmail.com"}


async def open_ticket(desk: Desk, **members: Any) -> int:
    body = {"title": "Price list", "message": "<p>How much?</p>", "creator": BILL} | members
    answer = await desk.post("/tickets", body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["data"])


async def get_ticket(desk: Desk, ticket_id: int) -> Any:
    return (await desk.client.get(f"/tickets/{ticket_id}")).json()["data"]


async def test_conversation_moves_status_activity_and_log(acme: Desk, clock: FakeClock) -> None:
    ticket_id = await open_ticket(acme, tags=["urgent"])

    clock.advance(MINUTE)
    team = await acme.post(f"/tickets/{ticket_id}/replies", {"message": "Which model?"})
    assert (await get_ticket(acme, ticket_id))["status"] == "pending"
    clock.advance(MINUTE)
    client = await acme.post(
        f"/tickets/{ticket_id}/replies",
        {
            "message": "The green one",
            "author": {"email": "Bill_Smith@gmail.com"},
            "parentReplyId": team.json()["data"]["id"],
        },
    )
    assert client.json()["data"]["level"] == 1
    ticket = await get_ticket(acme, ticket_id)
    assert (ticket["status"], ticket["replyCount"]) == ("open", 2)
    assert ticket["lastThreadElementCreationTime"] == "2026-03-02T12:02:00+00:00"
    log = await acme.client.post(f"/tickets/{ticket_id}/log")
    assert [entry["actionType"] for entry in log.json()["data"]] == [
        "ticket_status_changed",
        "reply_created",
        "ticket_status_changed",
        "reply_created",
        "ticket_created",
    ]

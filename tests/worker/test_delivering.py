from tests.desk import Desk
from tests.worker.receiver import Receiver
from tests.worker.workers import add_webhook


async def open_ticket(desk: Desk, title: str) -> int:
    answer = await desk.post("/tickets", {"title": title, "creator": {"email": "a@example.com"}})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["data"])


async def test_a_change_is_delivered(worker: None, receiver: Receiver, acme: Desk) -> None:
    await add_webhook(acme, f"{receiver.url}/hook")
    ticket = await open_ticket(acme, "Hello")
    await receiver.until(lambda: len(receiver.received) == 1)
    assert receiver.received[0].ticket_id == ticket

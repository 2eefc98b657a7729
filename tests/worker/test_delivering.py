"""What is sent when, by a worker whose clock the tests move; nothing is waited for but answers."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from frontdesk.database.address import DatabaseAddress
from frontdesk.kit.clock import DAY, HOUR, MINUTE, SECOND
from frontdesk.webhooks.signing import sign_headers
from frontdesk.webhooks.webhook import get_webhook
from frontdesk.wire.webhook_events import ObjectType
from tests.desk import NOON, Desk, FakeClock, get_access_token
from tests.worker.receiver import OK, Answer, Received, Receiver
from tests.worker.workers import add_webhook, delivery_counts, live_secrets, run_turns, working

BROKEN = Answer(500, body="oh no")


async def open_ticket(desk: Desk) -> int:
    answer = await desk.post("/tickets", {"title": "Hi", "creator": {"email": "a@example.com"}})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["data"])


async def tag(desk: Desk, ticket_id: int, *names: str) -> None:
    answer = await desk.client.put(f"/tickets/{ticket_id}/tags", json=list(names))
    assert answer.status_code == 200, answer.text


async def attempts(desk: Desk) -> list[dict[str, Any]]:
    async with desk.database.reading(desk.community.community_id) as connection:
        cursor = await connection.execute(
            """
            select attempt, time, status, answer, failure, total > 0 as took_time
            from webhook_attempts
            where community_id = %s
            order by delivery_id, attempt
            """,
            [desk.community.community_id],
        )
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]


def types(requests: list[Received]) -> list[str]:
    return [request.body["EventType"] for request in requests]


async def test_a_change_is_delivered_at_once_signed_and_written_down(
    worker: None, receiver: Receiver, acme: Desk
) -> None:
    webhook_id = await add_webhook(acme, f"{receiver.url}/hook")
    ticket = await open_ticket(acme)
    await receiver.until(lambda: len(receiver.received) == 1)
    [came] = receiver.received
    assert (came.path, came.ticket_id, came.body["EventType"]) == ("/hook", ticket, "ticket_create")
    [secret] = await live_secrets(acme, webhook_id, now=NOON)
    assert came.headers["webhook-timestamp"] == str(NOON // SECOND)
    assert (
        came.headers["webhook-signature"]
        == sign_headers(came.id, came.raw, [secret], now=NOON)["webhook-signature"]
    )
    await settled(acme, delivered=1)
    [attempt] = await attempts(acme)
    assert attempt == {
        "attempt": 1,
        "time": NOON,
        "status": 200,
        "answer": "",
        "failure": None,
        "took_time": True,
    }


async def settled(desk: Desk, **counts: int) -> None:
    community_id = desk.community.community_id
    async with asyncio.timeout(30):
        while await delivery_counts(desk.database, community_id) != counts:  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # only the database tells


async def test_a_failure_is_tried_again_after_about_5_s_then_10_and_later_ones_of_the_ticket_wait(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    receiver.answer = lambda _: BROKEN
    await add_webhook(acme, receiver.url)
    ticket = await open_ticket(acme)
    await tag(acme, ticket, "a")
    async with run_turns(address, clock, tmp_path) as turns:
        await turns()
        assert types(receiver.refused) == ["ticket_create"]
        clock.advance(3 * SECOND)
        await turns()
        assert len(receiver.refused) == 1
        clock.advance(4 * SECOND)
        await turns()
        assert len(receiver.refused) == 2
        clock.advance(7 * SECOND)
        await turns()
        assert len(receiver.refused) == 2
        receiver.answer = lambda _: OK
        clock.advance(6 * SECOND)
        await turns()
    assert types(receiver.refused + receiver.received) == [
        "ticket_create",
        "ticket_create",
        "ticket_create",
        "ticket_tags_change",
    ]
    assert len({request.id for request in receiver.refused + receiver.received}) == 2
    assert [attempt["failure"] for attempt in await attempts(acme)] == [
        "answered 500 Internal Server Error",
        "answered 500 Internal Server Error",
        None,
        None,
    ]


async def test_an_endpoint_that_fails_again_and_again_is_asked_rarely_and_then_gets_all_at_once(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    receiver.answer = lambda _: BROKEN
    await add_webhook(acme, receiver.url)
    for _ in range(30):
        await open_ticket(acme)
    async with run_turns(address, clock, tmp_path) as turns:
        await turns()
        assert 5 <= len(receiver.refused) <= 5 + 8
        refused = len(receiver.refused)
        for number in range(1, 4):
            clock.advance(HOUR)
            await turns()
            assert len(receiver.refused) == refused + number  # one probe
        receiver.answer = lambda _: OK
        clock.advance(HOUR)
        await turns()
    assert len({request.ticket_id for request in receiver.received}) == 30
    assert receiver.overlaps == []
    assert receiver.most_under_way <= 8


@pytest.mark.parametrize(
    ("header", "early", "late"),
    [
        ("120", 2 * MINUTE - SECOND, SECOND),
        ("Mon, 02 Mar 2026 12:02:00 GMT", 2 * MINUTE - SECOND, SECOND),
        ("999999999", DAY - SECOND, SECOND),
    ],
)
async def test_retry_after_is_honoured_for_a_day_at_most(
    address: DatabaseAddress,
    clock: FakeClock,
    tmp_path: Path,
    receiver: Receiver,
    acme: Desk,
    header: str,
    early: int,
    late: int,
) -> None:
    receiver.answer = lambda _: Answer(429, {"Retry-After": header})
    await add_webhook(acme, receiver.url)
    await open_ticket(acme)
    async with run_turns(address, clock, tmp_path) as turns:
        await turns()
        receiver.answer = lambda _: OK
        clock.advance(early)
        await turns()
        assert receiver.received == []
        clock.advance(late)
        await turns()
        assert len(receiver.received) == 1


async def renew_token(desk: Desk) -> None:
    token = await get_access_token(desk.client, desk.community, desk.refresh_token)
    desk.client.headers["Authorization"] = f"Bearer {token}"


async def disabled_reason(desk: Desk, webhook_id: int) -> str | None:
    async with desk.database.reading(desk.community.community_id) as connection:
        webhook = await get_webhook(connection, desk.community.community_id, webhook_id)
    assert webhook.is_enabled == (webhook.disabled_reason is None)
    return webhook.disabled_reason


async def test_410_disables_at_once_and_says_why(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    receiver.answer = lambda _: Answer(410)
    webhook_id = await add_webhook(acme, receiver.url)
    await open_ticket(acme)
    async with run_turns(address, clock, tmp_path) as turns:
        await turns()
    assert await disabled_reason(acme, webhook_id) == "The endpoint answered 410 Gone."
    assert await delivery_counts(acme.database, acme.community.community_id) == {"failed": 1}
    [event] = await acme.events("webhook_disabled")
    assert event.data["reason"] == "The endpoint answered 410 Gone."


async def test_after_three_days_of_failures_a_delivery_fails_and_the_endpoint_is_disabled(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    receiver.answer = lambda _: Answer(302, {"Location": "/elsewhere"})
    webhook_id = await add_webhook(acme, receiver.url)
    await open_ticket(acme)
    async with run_turns(address, clock, tmp_path) as turns:
        await turns()
        while clock.now < NOON + 3 * DAY - 3 * HOUR:
            clock.advance(3 * HOUR)
            await turns()
        assert await disabled_reason(acme, webhook_id) is None
        clock.advance(3 * HOUR)
        await turns()
        refused = len(receiver.refused)
        clock.advance(DAY)
        await turns()
    reason = "answered 302 Found: redirects are not followed, save where they lead"
    assert await disabled_reason(acme, webhook_id) == (
        f"No delivery succeeded for 3 days. The last attempt: {reason}"
    )
    assert await delivery_counts(acme.database, acme.community.community_id) == {"failed": 1}
    assert len(receiver.refused) == refused == 25
    assert {request.path for request in receiver.refused} == {"/"}


async def test_a_delivery_that_is_never_taken_does_not_disable_an_endpoint_that_takes_others(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    webhook_id = await add_webhook(acme, receiver.url)
    bad = await open_ticket(acme)
    receiver.answer = lambda request: BROKEN if request.ticket_id == bad else OK
    async with run_turns(address, clock, tmp_path) as turns:
        for _ in range(8):
            await renew_token(acme)
            await open_ticket(acme)
            await turns()
            clock.advance(12 * HOUR)
    assert await disabled_reason(acme, webhook_id) is None
    counts = await delivery_counts(acme.database, acme.community.community_id)
    assert counts == {"failed": 1, "delivered": 8}


async def test_a_slow_endpoint_delays_neither_another_endpoint_nor_another_community(
    worker: None, receiver: Receiver, acme: Desk, globex: Desk
) -> None:
    await add_webhook(acme, f"{receiver.url}/slow")
    await add_webhook(acme, f"{receiver.url}/quick")
    await add_webhook(globex, f"{receiver.url}/globex")
    receiver.hold("/slow")
    for _ in range(20):
        await open_ticket(acme)
    await open_ticket(globex)
    await receiver.until(
        lambda: len(receiver.of("/quick")) == 20 and len(receiver.of("/globex")) == 1
    )
    assert receiver.of("/slow") == []
    receiver.let_go("/slow")
    await receiver.until(lambda: len(receiver.of("/slow")) == 20)


async def test_several_workers_deliver_each_once_and_in_order(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    async with AsyncExitStack() as workers:
        for _ in range(3):
            await workers.enter_async_context(working(address, clock, tmp_path))
        await add_webhook(acme, f"{receiver.url}/tickets")
        await add_webhook(acme, f"{receiver.url}/replies", ObjectType.REPLY)
        tickets = [await open_ticket(acme) for _ in range(5)]
        for name in ("a", "b", "c"):
            await asyncio.gather(*(tag(acme, ticket, name) for ticket in tickets))
        await receiver.until(lambda: len(receiver.received) == 20)
        await settled(acme, delivered=20)
    assert len({request.id for request in receiver.received}) == 20
    for came in receiver.by_ticket("/tickets").values():
        assert types(came) == ["ticket_create"] + ["ticket_tags_change"] * 3
        assert [one.body["Events"][0]["PreviousTags"] for one in came[1:]] == [[], ["a"], ["b"]]
    assert receiver.overlaps == []


async def test_told_to_stop_a_worker_finishes_what_is_under_way_and_begins_nothing(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path, receiver: Receiver, acme: Desk
) -> None:
    await add_webhook(acme, f"{receiver.url}/")
    receiver.gate.clear()
    async with working(address, clock, tmp_path) as parts:
        for _ in range(12):
            await open_ticket(acme)
        await settled(acme, pending=12)
        await receiver.until_under_way(8)
        parts.stopping.set()
        await asyncio.sleep(0.05)
        receiver.gate.set()
    assert len(receiver.received) == 8
    counts = await delivery_counts(acme.database, acme.community.community_id)
    assert counts == {"delivered": 8, "pending": 4}

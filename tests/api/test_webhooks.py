"""Webhooks over the API, and the handshake by which an endpoint agrees to be told."""

import asyncio
from typing import Any

import pytest

from frontdesk.kit.clock import HOUR
from tests.desk import NOON, Desk, FakeClock, data_of, fault_of
from tests.receiver import RECEIVER, TOKEN, register, webhook_body
from tests.worker.workers import live_secrets


async def open_ticket(desk: Desk) -> int:
    body = {"title": "Help", "creator": {"email": "client@example.com"}}
    return int(data_of(await desk.post("/tickets", body)))


async def test_webhook_is_shown_with_its_secret_once(acme: Desk) -> None:
    created = await register(acme)
    secret = created.pop("secret")
    assert secret.startswith("whsec_")
    assert created == {
        "id": created["id"],
        "url": RECEIVER.url,
        "objectType": "ticket",
        "events": ["ticket_create", "ticket_status_change"],
        "isEnabled": True,
        "disabledReason": None,
        "lastDeliveryTime": None,
    }
    assert await acme.read(f"/webhooks/{created['id']}") == created
    assert await acme.read("/webhooks") == [created]


async def test_endpoint_is_asked_with_the_challenge_and_the_token(acme: Desk) -> None:
    RECEIVER.challenges.clear()
    await register(acme, "hooks?of=acme&x=%C3%A6", verifyToken="a&b=c d")
    [asked] = RECEIVER.challenges
    assert asked.pop("challenge").isdecimal()
    assert asked == {"of": "acme", "x": "æ", "verifyToken": "a&b=c d"}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("silent", "did not answer with the challenge but with nothing"),
        ("wrong", "did not answer with the challenge but with '12'"),
        ("created", "answered 201 to the challenge, not 200"),
        ("broken", "answered 500 to the challenge, not 200"),
        ("away", "answered 302 to the challenge, not 200"),
    ],
)
async def test_endpoint_that_fails_the_handshake_is_not_saved(
    acme: Desk, path: str, said: str
) -> None:
    answer = await acme.post("/webhooks", webhook_body(path))
    assert fault_of(answer) == (400, f"url: the endpoint {said}")
    assert await acme.read("/webhooks") == []


async def test_challenge_may_come_back_with_blanks_around_it(acme: Desk) -> None:
    await register(acme, "spaced")


async def test_endpoint_where_nobody_listens_is_not_saved(acme: Desk) -> None:
    answer = await acme.post("/webhooks", webhook_body(url="http://127.0.0.1:1/"))
    assert fault_of(answer) == (
        400,
        "url: the endpoint could not be verified: the connection was refused",
    )


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"events": ["reply_create"]}, "events[0]: reply_create is no event of a ticket"),
        ({"events": []}, "events: expected an array of length at least 1"),
        ({"verifyToken": None}, "verifyToken: is required"),
        ({"url": "http://0x7f.1/"}, "url: 0x7f.1 is neither a name nor four decimal numbers"),
        ({"url": "ftp://example.com/"}, "url: the address must begin with https://"),
        (
            {"url": "http://me:pw@example.com/"},
            "url: the address must not hold a user name or a password",
        ),
    ],
)
async def test_webhook_that_cannot_be_is_refused(
    acme: Desk, members: dict[str, Any], said: str
) -> None:
    status, text = fault_of(await acme.post("/webhooks", webhook_body(**members)))
    assert status == 400
    assert text.startswith(said)


async def test_repeated_creation_answers_the_first_webhook_even_if_the_endpoint_is_gone(
    acme: Desk,
) -> None:
    key = {"Idempotency-Key": "once"}
    body = webhook_body("first")
    first = await acme.post("/webhooks", body, headers=key)
    again = await acme.post("/webhooks", body, headers=key)
    assert data_of(again) == data_of(first)
    assert len(await acme.read("/webhooks")) == 1


async def test_handshakes_hold_no_connection_of_the_database(acme: Desk) -> None:
    """More of them than the server has connections, none answered before all were asked."""
    with RECEIVER.meeting(14):
        answers = await asyncio.gather(
            *(
                acme.post(
                    "/webhooks", webhook_body("meet"), headers={"Idempotency-Key": f"{number}"}
                )
                for number in range(14)
            )
        )
    assert [answer.status_code for answer in answers] == [200] * 14


async def test_update_verifies_a_new_address_only(acme: Desk) -> None:
    webhook = await register(acme)
    address = f"/webhooks/{webhook['id']}"
    RECEIVER.challenges.clear()
    same = {"url": RECEIVER.url, "objectType": "note", "events": ["note_create", "note_create"]}
    changed = data_of(await acme.client.put(address, json=same))
    assert (changed["objectType"], changed["events"]) == ("note", ["note_create"])
    assert RECEIVER.challenges == []
    answer = await acme.client.put(address, json=same | {"url": RECEIVER.url + "wrong"})
    assert answer.status_code == 400
    assert (await acme.read(address))["url"] == RECEIVER.url
    await acme.client.put(address, json=same | {"url": RECEIVER.url + "other"})
    assert [asked["verifyToken"] for asked in RECEIVER.challenges] == [TOKEN, TOKEN]
    assert (await acme.read(address))["url"] == RECEIVER.url + "other"


async def test_webhook_is_turned_off_and_on(acme: Desk) -> None:
    webhook = await register(acme)
    address = f"/webhooks/{webhook['id']}"
    off = data_of(await acme.client.put(address, json=webhook_body(isEnabled=False)))
    assert (off["isEnabled"], off["disabledReason"]) == (False, "turned off")
    refused = await acme.post(f"{address}/replay", {"from": "2026-01-01T00:00:00Z"})
    assert fault_of(refused)[0] == 409
    on = data_of(await acme.client.put(address, json=webhook_body()))
    assert (on["isEnabled"], on["disabledReason"]) == (True, None)


async def test_update_and_deletion_mind_if_match(acme: Desk) -> None:
    created = await acme.post("/webhooks", webhook_body())
    address = f"/webhooks/{data_of(created)['id']}"
    seen = {"If-Match": created.headers["ETag"]}
    assert (await acme.client.put(address, json=webhook_body("b"), headers=seen)).status_code == 200
    assert (await acme.client.put(address, json=webhook_body("c"), headers=seen)).status_code == 412
    assert (await acme.client.delete(address, headers=seen)).status_code == 412
    seen = {"If-Match": (await acme.client.get(address)).headers["ETag"]}
    assert (await acme.client.delete(address, headers=seen)).status_code == 200
    assert await acme.read("/webhooks") == []


async def test_verifying_again_says_what_is_wrong_now(acme: Desk) -> None:
    webhook = await register(acme)
    assert data_of(await acme.post(f"/webhooks/{webhook['id']}/verify")) == {}


async def test_two_secrets_are_live_during_a_rotation(acme: Desk, clock: FakeClock) -> None:
    webhook = await register(acme)
    address = f"/webhooks/{webhook['id']}/secret"
    rotated = data_of(await acme.post(address, {"overlapHours": 2}))["secret"]
    both = [rotated, webhook["secret"]]
    assert await live_secrets(acme, webhook["id"], now=NOON) == both
    assert await live_secrets(acme, webhook["id"], now=NOON + 2 * HOUR - 1) == both
    assert await live_secrets(acme, webhook["id"], now=NOON + 2 * HOUR) == [rotated]
    at_once = data_of(await acme.post(address, {"overlapHours": 0}))["secret"]
    assert await live_secrets(acme, webhook["id"], now=NOON) == [at_once]


async def test_journal_tells_of_webhooks_without_their_secrets(acme: Desk) -> None:
    webhook = await register(acme)
    address = f"/webhooks/{webhook['id']}"
    await acme.client.put(address, json=webhook_body("b"))
    await acme.post(f"{address}/secret", {})
    await acme.client.delete(address)
    events = await acme.events(
        "webhook_created", "webhook_updated", "webhook_deleted", "webhook_secret_rotated"
    )
    assert [event.name for event in events] == [
        "webhook_created",
        "webhook_updated",
        "webhook_secret_rotated",
        "webhook_deleted",
    ]
    assert TOKEN not in str(events)
    assert "whsec_" not in str(events)
    told = {
        "url": RECEIVER.url,
        "object_type": "ticket",
        "events": ["ticket_create", "ticket_status_change"],
        "is_enabled": True,
    }
    assert events[0].data == {"webhook": told}
    assert events[1].data == {"previous": told, "webhook": told | {"url": RECEIVER.url + "b"}}


async def test_replay_makes_a_delivery_of_each_event_in_order(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    await acme.client.patch(f"/tickets/{ticket_id}/status", json={"status": "completed"})
    await acme.post(f"/tickets/{ticket_id}/replies", {"message": "not heard of"})
    webhook = await register(acme)
    address = f"/webhooks/{webhook['id']}"
    made = data_of(await acme.post(f"{address}/replay", {"ticketId": ticket_id}))
    assert made == {"deliveries": 2}
    newest, oldest = await acme.read(f"{address}/deliveries")
    assert [oldest["eventType"], newest["eventType"]] == ["ticket_create", "ticket_status_change"]
    assert newest == {
        "id": newest["id"],
        "messageId": newest["messageId"],
        "eventType": "ticket_status_change",
        "ticketId": ticket_id,
        "eventTime": "2026-03-02T12:00:00+00:00",
        "status": "pending",
        "attemptCount": 0,
        "nextAttemptTime": "2026-03-02T12:00:00+00:00",
        "creationTime": "2026-03-02T12:00:00+00:00",
        "finishedTime": None,
        "failure": None,
        "isReplay": True,
    }
    detail = await acme.read(f"{address}/deliveries/{newest['id']}")
    assert {name: detail[name] for name in newest} == newest
    assert detail["attempts"] == []
    assert detail["body"]["Events"][0]["PreviousTicketStatus"] == "open"


@pytest.mark.parametrize(
    ("window", "count"),
    [
        ({"from": "2026-03-02T12:00:00Z"}, 1),
        ({"from": "2026-03-02T12:00:00Z", "to": "2026-03-02T12:00:00Z"}, 1),
        ({"from": "2026-03-02T12:00:00.0000001Z"}, 0),
        ({"from": "2026-03-01T12:00:00Z", "to": "2026-03-02T11:59:59.9999999Z"}, 0),
    ],
)
async def test_replay_of_a_time_is_inclusive(
    acme: Desk, window: dict[str, str], count: int
) -> None:
    await open_ticket(acme)
    webhook = await register(acme)
    answer = await acme.post(f"/webhooks/{webhook['id']}/replay", window)
    assert data_of(answer) == {"deliveries": count}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "give either from or ticketId"),
        ({"to": "2026-03-02T12:00:00Z"}, "give either from or ticketId"),
        ({"from": "2026-03-02T12:00:00Z", "ticketId": 1}, "give either from or ticketId"),
        ({"to": "2026-03-02T12:00:00Z", "ticketId": 1}, "to: cannot stand beside ticketId"),
        (
            {"from": "2026-03-02T12:00:00Z", "to": "2026-03-01T12:00:00Z"},
            "from: must not be later than to",
        ),
        ({"from": "yesterday"}, "from: expected a date-time"),
    ],
)
async def test_replay_of_no_window_is_refused(acme: Desk, body: dict[str, Any], said: str) -> None:
    webhook = await register(acme)
    status, text = fault_of(await acme.post(f"/webhooks/{webhook['id']}/replay", body))
    assert (status, text[: len(said)]) == (400, said)


async def test_resending_makes_another_delivery_of_the_same_message(acme: Desk) -> None:
    ticket_id = await open_ticket(acme)
    webhook = await register(acme)
    address = f"/webhooks/{webhook['id']}"
    await acme.post(f"{address}/replay", {"ticketId": ticket_id})
    [first] = await acme.read(f"{address}/deliveries")
    again = data_of(await acme.post(f"{address}/deliveries/{first['id']}/resend"))
    assert again == first | {"id": again["id"]}
    sent, resent = [
        await acme.read(f"{address}/deliveries/{each['id']}") for each in (first, again)
    ]
    assert resent["body"] == sent["body"]
    assert await acme.read(f"{address}/deliveries", status="delivered") == []
    assert await acme.read(f"{address}/deliveries", take=1) == [again]


async def test_fifty_webhooks_are_enough(acme: Desk) -> None:
    for number in range(50):
        await register(acme, f"{number}")
    answer = await acme.post("/webhooks", webhook_body("more"))
    assert fault_of(answer) == (409, "a community has at most 50 webhooks")

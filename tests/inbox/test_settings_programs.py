"""Settings of programs: tokens, webhooks with their deliveries, and the journal."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest

from frontdesk.audit import sentences
from frontdesk.events.names import EventName
from frontdesk.inbox.audit_words import SENTENCES
from frontdesk.inbox.settings_audit import SUBJECTS
from tests.desk import Desk
from tests.inbox.browser import Browser, Fields, location
from tests.receiver import RECEIVER, TOKEN
from tests.team import open_ticket

HOOK: Fields = {
    "object_type": "ticket",
    "events": ["ticket_create", "ticket_status_change"],
    "verify_token": TOKEN,
}


def secrets(page: str) -> list[str]:
    return re.findall(r'id="secret-\d+">([^<]+)<', page)


async def test_a_token_is_shown_once_and_opens_the_api(
    acme: Desk, admin: Browser, anybody: Browser
) -> None:
    form = {"name": "Shop", "role": "agent", "version": "public"}
    answer = await admin.submit("/settings/tokens/new", form)
    short_name, token = secrets(answer.text)
    headers = {"Community": short_name, "X-Token": token}
    assert (await anybody.client.get("/categories", headers=headers)).status_code == 200
    page = await admin.read("/settings/tokens")
    assert ("Shop" in page, token in page) == (True, False)
    path = re.findall(r"/settings/tokens/\d+/revoke", page.partition(">Shop<")[2])[0]
    assert location(await admin.submit(path)) == admin.address("/settings/tokens")
    assert (await anybody.client.get("/categories", headers=headers)).status_code == 401
    events = await acme.events("token_created", "token_revoked")
    assert [event.data["title"] for event in events] == ["Shop", "Shop"]


async def test_a_name_is_of_one_token_only(admin: Browser) -> None:
    form = {"name": "Shop", "role": "agent"}
    await admin.submit("/settings/tokens/new", form)
    answer = await admin.submit("/settings/tokens/new", form)
    assert (answer.status_code, "has this name already" in answer.text) == (422, True)


async def add_hook(desk: Desk, browser: Browser) -> str:
    answer = await browser.post("/settings/webhooks", {**HOOK, "url": RECEIVER.url})
    assert answer.status_code == 200, answer.text
    [secret] = secrets(answer.text)
    assert secret.startswith("whsec_")
    webhook = (await desk.read("/webhooks"))[-1]
    return f"/settings/webhooks/{webhook['id']}"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"events": []}, "Choose one event at least."),
        ({"events": ["note_create"]}, "Choose one event at least."),
        ({"verify_token": ""}, "Please fill this in."),
        ({"path": "wrong"}, "The address did not answer with the challenge"),
        ({"path": "broken"}, "The address answered 500 to the challenge, not 200."),
    ],
)
async def test_what_is_wrong_with_a_webhook_is_said(
    acme: Desk, admin: Browser, fields: dict[str, str], said: str
) -> None:
    path = fields.pop("path", "")
    sent = {**HOOK, "url": RECEIVER.url + path, **fields}
    answer = await admin.post("/settings/webhooks", sent)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert RECEIVER.url + path in answer.text
    assert await acme.read("/webhooks") == []


async def test_a_webhook_is_turned_off_and_on_and_deleted(acme: Desk, admin: Browser) -> None:
    path = await add_hook(acme, admin)
    await admin.submit(f"{path}/disable")
    page = await admin.read(path)
    assert ("Somebody turned it off." in page, "Replay</h2>" in page) == (True, False)
    assert location(await admin.submit(path, action=f"{path}/enable")) == admin.address(path)
    [secret] = secrets((await admin.submit(f"{path}/secret")).text)
    assert secret.startswith("whsec_")
    await admin.submit(f"{path}/edit", {"events": ["ticket_create"]}, action=f"{path}/edit")
    assert [each["events"] for each in await acme.read("/webhooks")] == [["ticket_create"]]
    await admin.submit(f"{path}/delete")
    assert "No webhooks yet" in await admin.read("/settings/webhooks")


async def test_deliveries_are_seen_and_sent_again(acme: Desk, admin: Browser) -> None:
    path = await add_hook(acme, admin)
    ticket_id = await open_ticket(acme)
    answer = await admin.submit(path, {"ticket_id": str(ticket_id)}, action=f"{path}/replay")
    assert location(answer) == admin.address(path)
    page = await admin.read(path)
    assert "1 delivery is on its way." in page
    [delivery, *_] = re.findall(r"/settings/webhooks/\d+/deliveries/\d+", page)
    page = await admin.read(delivery)
    assert "&#34;TicketId&#34;" in page or "ticketId" in page
    answer = await admin.submit(delivery, action=delivery)
    assert f"{path}/deliveries/" in location(answer)
    assert "None of these" in await admin.read(f"{path}?status=failed")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Give either a time or a ticket."),
        ({"ticket_id": "99999999"}, "There is no such ticket."),
        (
            {"since": "2026-03-02T10:00", "until": "2026-03-01T10:00"},
            "The end must not be before the beginning.",
        ),
    ],
)
async def test_what_cannot_be_replayed_is_said(
    acme: Desk, admin: Browser, fields: dict[str, str], said: str
) -> None:
    path = await add_hook(acme, admin)
    answer = await admin.submit(path, fields, action=f"{path}/replay")
    assert (answer.status_code, said in answer.text) == (422, True)


async def test_the_journal_says_who_did_what(acme: Desk, admin: Browser) -> None:
    await admin.submit("/settings/categories/new", {"name": "Orders"})
    ticket_id = await open_ticket(acme)
    page = await admin.read("/settings/audit")
    assert "<b>Ada Admin</b> made the category <b>Orders</b>" in page
    assert f"ticketId={ticket_id}" in page
    page = await admin.read("/settings/audit?about=tickets")
    assert ("opened ticket" in page, "made the category" in page) == (True, False)
    page = await admin.read(f"/settings/audit?who={admin.person_id}")
    assert ("opened ticket" in page, "made the category" in page) == (False, True)
    assert "Nothing in the journal" in await admin.read("/settings/audit?to=2001-01-01")


async def test_the_journal_says_statuses_in_words(acme: Desk, admin: Browser) -> None:
    ticket_id = await open_ticket(acme)
    await acme.client.patch(f"/tickets/{ticket_id}/status", json={"status": "pending"})
    page = await admin.read("/settings/audit?about=tickets")
    assert "from <b>Open</b> to <b>Waiting for customer</b>" in page


async def test_the_journal_is_read_on_page_by_page(acme: Desk, admin: Browser) -> None:
    for _ in range(51):
        await open_ticket(acme)
    page = await admin.read("/settings/audit?about=tickets")
    [following] = re.findall(r'href="[^"]*(/settings/audit\?[^"]*before=\d+)"', page)
    page = await admin.read(following.replace("&amp;", "&"))
    assert page.count("opened ticket") == 1


def test_every_sentence_of_the_journal_is_for_translators() -> None:
    made = {
        text if isinstance(text, str) else text(data)
        for text in sentences._TEXTS.values()
        for data in DATA
    }
    assert made | {sentences._UNKNOWN} == set(SENTENCES)


DATA: Final[Sequence[Mapping[str, Any]]] = (
    {},
    {"previous": 1},
    {"category_id": 1},
    {"category_id": 1, "previous": 2},
    {"values": []},
    {"values": ["a"]},
    {"tags": ["a"]},
)


def test_every_event_belongs_to_a_subject() -> None:
    beginnings = tuple(b for _, some in SUBJECTS.values() for b in some)
    assert [name for name in EventName if not name.startswith(beginnings)] == []

"""What browsers are told while they are open: of what, in which words, and what not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from frontdesk.accounts.preferences import Preferences, choose_preferences
from frontdesk.accounts.sessions import end_sessions
from frontdesk.events.journal import record_for_tickets
from frontdesk.events.names import EventName
from frontdesk.inbox import live_stream
from frontdesk.inbox.live_hub import MOST_STREAMS
from frontdesk.kit.clock import MILLISECOND, MINUTE, SECOND
from frontdesk.people.enums import Role
from frontdesk.tickets.triage import assign, replace_tags
from frontdesk.user_groups.changing import GroupDraft, create_group
from tests.desk import NOON, Desk, FakeClock, data_of
from tests.inbox.browser import Browser, open_browser_as
from tests.inbox.listening import Listening, listening
from tests.team import acting, open_ticket


@pytest.fixture
async def live(agent: Browser) -> AsyncIterator[Listening]:
    """What the agent is told."""
    async with listening(agent) as live:
        yield live


async def complete(desk: Desk, ticket_id: int) -> None:
    body = {"status": "completed"}
    data_of(await desk.client.patch(f"/tickets/{ticket_id}/status", json=body))


async def give(desk: Desk, ticket_id: int, browser: Browser, *, by: Any = None) -> None:
    async with acting(desk, by or desk.community.api_user_id) as tx:
        await assign(tx, ticket_id, to=browser.person_id, previous=None)


async def take(desk: Desk, ticket_id: int, browser: Browser, former: Browser) -> None:
    assert browser.person_id is not None
    async with acting(desk, browser.person_id) as tx:
        await assign(tx, ticket_id, to=browser.person_id, previous=former.person_id)


async def test_a_change_is_told_with_its_kind(acme: Desk, live: Listening) -> None:
    ticket = await open_ticket(acme)
    assert await live.changes() == {ticket: ["ticket_created"]}
    await complete(acme, ticket)
    assert await live.changes() == {ticket: ["ticket_status_changed"]}


async def test_answers_are_not_kept_or_held_back(agent: Browser, live: Listening) -> None:
    headers = live.response.headers
    assert headers["content-type"] == "text/event-stream"
    assert headers["cache-control"] == "no-store"
    assert headers["x-accel-buffering"] == "no"
    assert "content-length" not in headers
    assert (await agent.client.head(agent.address("/live"))).status_code == 200


async def test_many_changes_are_told_together(acme: Desk, live: Listening) -> None:
    tickets = [await open_ticket(acme) for _ in range(3)]
    async with acting(acme, acme.community.api_user_id) as tx:
        for ticket in tickets:
            await replace_tags(tx, ticket, ["a"])
    told: dict[int, set[str]] = {}
    while set(told) != set(tickets) or any(len(kinds) < 2 for kinds in told.values()):
        for ticket, kinds in (await live.changes()).items():
            told.setdefault(ticket, set()).update(kinds)
    assert set(map(frozenset, told.values())) == {
        frozenset({"ticket_created", "ticket_tags_changed"})
    }


async def test_more_than_can_be_told_is_to_be_fetched_anew(
    acme: Desk, live: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_stream, "MOST_TICKETS", 2)
    tickets = [await open_ticket(acme) for _ in range(4)]
    async with acting(acme, acme.community.api_user_id) as tx:
        await record_for_tickets(tx, EventName.TICKET_MUTED, tickets)
    await live.next("refresh")


async def test_settings_are_told_and_what_others_do_for_themselves_is_not(
    acme: Desk, agent: Browser, reader: Browser
) -> None:
    async with listening(agent) as live:
        assert reader.person_id is not None
        async with acting(acme, reader.person_id) as tx:
            await choose_preferences(tx, reader.person_id, Preferences(time_zone="Europe/Oslo"))
        data_of(await acme.post("/categories", {"name": "Pets"}))
        assert (await live.next("settings"))["kinds"] == ["category_created"]


async def test_another_community_hears_nothing(
    acme: Desk, globex: Desk, agent: Browser, stranger: Browser
) -> None:
    async with listening(stranger) as theirs, listening(agent) as ours:
        await open_ticket(acme)
        await ours.changes()
        foreign = await open_ticket(globex)
        assert list(await theirs.changes()) == [foreign]


async def restrict(desk: Desk, browser: Browser) -> tuple[int, int]:
    """Let somebody see one category; that one, and another."""
    pets, cars = [
        data_of(await desk.post("/categories", {"name": name}))["id"] for name in ("Pets", "Cars")
    ]
    await put_into_group(desk, browser, pets)
    return pets, cars


async def put_into_group(desk: Desk, browser: Browser, category_id: int) -> None:
    assert browser.person_id is not None
    draft = GroupDraft(name="Vets", member_ids=[browser.person_id], category_ids=[category_id])
    async with acting(desk, desk.community.api_user_id) as tx:
        await create_group(tx, draft)


async def test_what_a_teammate_may_not_see_is_not_told(acme: Desk, agent: Browser) -> None:
    pets, cars = await restrict(acme, agent)
    async with listening(agent) as live:
        await open_ticket(acme, categoryId=cars)
        seen = await open_ticket(acme, categoryId=pets)
        assert list(await live.changes()) == [seen]
        data_of(await acme.client.patch(f"/tickets/{seen}/category", json={"id": cars}))
        assert await live.changes() == {seen: ["ticket_category_changed"]}  # theirs until now
        await complete(acme, seen)
        last = await open_ticket(acme)
        assert list(await live.changes()) == [last]


async def test_who_may_see_less_than_before_is_told_less_at_once(
    acme: Desk, agent: Browser
) -> None:
    async with listening(agent) as live:
        pets, cars = await restrict(acme, agent)
        while "user_group_created" not in (await live.next("settings"))["kinds"]:
            pass
        await open_ticket(acme, categoryId=cars)
        seen = await open_ticket(acme, categoryId=pets)
        assert list(await live.changes()) == [seen]


async def test_what_was_missed_is_told_afterwards(
    acme: Desk, agent: Browser, clock: FakeClock
) -> None:
    await open_ticket(acme)
    clock.advance(2 * MINUTE)
    missed = await open_ticket(acme)
    since = (NOON + 2 * MINUTE - SECOND) // MILLISECOND
    async with listening(agent, f"/live?since={since}") as live:
        assert list(await live.changes()) == [missed]
    async with listening(agent, "/live", headers={"Last-Event-ID": str(since)}) as live:
        assert list(await live.changes()) == [missed]


async def test_it_ends_with_the_session(acme: Desk, agent: Browser, live: Listening) -> None:
    assert agent.person_id is not None
    async with acting(acme, agent.person_id) as tx:
        await end_sessions(tx, agent.person_id)
    await live.next("over")
    await live.end()


async def test_the_session_is_looked_at_with_every_beat(
    acme: Desk, agent: Browser, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_stream, "_BEAT_SECONDS", (0.05, 0.05))
    async with listening(agent) as live:
        await live.next("beat")
        clock.advance(1000 * 24 * 60 * MINUTE)
        await live.next("over")
        await live.end()


async def test_a_session_has_a_limited_number_of_streams(agent: Browser) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(MOST_STREAMS):
            await stack.enter_async_context(listening(agent))
        refused = await agent.get("/live")
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "30"
    async with asyncio.timeout(20):
        while True:  # those that were closed are gone soon
            async with agent.client.stream("GET", agent.address("/live")) as answer:
                if answer.status_code == 200:
                    break


async def test_a_ticket_that_is_given_to_somebody_is_a_notice_for_them_alone(
    acme: Desk, admin: Browser, agent: Browser
) -> None:
    ticket = await open_ticket(acme, title="Broken chair")
    async with listening(agent) as theirs, listening(admin) as others:
        await give(acme, ticket, agent, by=admin.person_id)
        notice = await theirs.next("notice")
        await others.changes()
        assert {key: notice[key] for key in ("title", "body", "href", "ticket_id")} == {
            "title": "Ada Admin gives you a ticket",
            "body": "Broken chair",
            "href": agent.address(f"/tickets/{ticket}"),
            "ticket_id": ticket,
        }
        await take(acme, ticket, admin, agent)  # who takes it knows
        await complete(acme, ticket)
        while "ticket_status_changed" not in (await others.changes())[ticket]:
            pass
        assert [each.event for each in others.told if each.event == "notice"] == []


async def test_a_mention_is_a_notice_unless_they_do_not_want_it(acme: Desk) -> None:
    async with open_browser_as(acme, Role.AGENT) as anton, listening(anton) as live:
        assert anton.person_id is not None
        ticket = await open_ticket(acme)
        body = {"message": "@Anton Agent please"}
        data_of(await acme.post(f"/tickets/{ticket}/notes", body))
        assert (await live.next("notice"))["title"].endswith("mentions you")
        async with acting(acme, anton.person_id) as tx:
            wanted = Preferences(notify_of_mentions=False)
            await choose_preferences(tx, anton.person_id, wanted)
        data_of(await acme.post(f"/tickets/{ticket}/notes", body))
        await give(acme, ticket, anton)
        assert (await live.next("notice"))["title"].endswith("gives you a ticket")


# Presence


async def say(browser: Browser, ticket_id: int, doing: str, tab: str = "a") -> str:
    fields = {"doing": doing, "tab": tab}
    answer = await browser.post(f"/tickets/{ticket_id}/presence", fields)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_who_is_at_a_ticket_is_shown_to_those_who_are_there_too(
    acme: Desk, admin: Browser, agent: Browser
) -> None:
    ticket = await open_ticket(acme)
    async with listening(agent) as live:
        await say(agent, ticket, "looking")
        await live.next("presence")
        await say(admin, ticket, "reply")
        assert (await live.next("presence"))["tickets"] == [str(ticket)]
        shown = await agent.read(f"/tickets/{ticket}/presence")
        assert "Ada Admin is writing a reply" in shown
        assert "Anton Agent" not in shown
        await say(admin, ticket, "note")
        await live.next("presence")
        assert "Ada Admin is writing a note" in await say(agent, ticket, "looking")
        await say(admin, ticket, "looking", "b")
        await say(admin, ticket, "gone")
        await live.next("presence")
        assert "Ada Admin is looking at this" in await say(agent, ticket, "looking")
        await say(admin, ticket, "gone", "b")
        await live.next("presence")
        assert "Ada" not in await say(agent, ticket, "looking")


async def test_presence_at_what_one_may_not_see_is_refused(acme: Desk, agent: Browser) -> None:
    _, cars = await restrict(acme, agent)
    ticket = await open_ticket(acme, categoryId=cars)
    assert (await agent.get(f"/tickets/{ticket}/presence")).status_code == 404
    fields = {"doing": "looking", "tab": "a"}
    answer = await agent.post(f"/tickets/{ticket}/presence", fields)
    assert answer.status_code == 404
    odd = {"doing": "looking", "tab": "a:b"}
    ours = await open_ticket(acme)
    assert (await agent.post(f"/tickets/{ours}/presence", odd)).status_code == 422

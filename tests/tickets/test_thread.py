"""Threads from their end, drafts, and who gets copies."""

import pytest

from frontdesk.errors import NotFound, StateConflict
from frontdesk.events.names import EventName
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.text import read_message
from frontdesk.tickets.drafts import Sending, discard_draft, send_draft
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.read_marks import mark_read, seen_until
from frontdesk.tickets.replying import NewReply, reply
from frontdesk.tickets.thread import Element, changes_between, get_terms, read_part
from frontdesk.tickets.triage import set_status
from tests.desk import NOON, Desk, FakeClock, data_of
from tests.team import acting, add_teammate, looking, open_ticket


async def say(desk: Desk, ticket: int, kind: str, **members: object) -> int:
    answer = await desk.post(f"/tickets/{ticket}/{kind}", {"message": "Hello"} | members)
    return int(data_of(answer)["id"])


def told(elements: list[Element]) -> list[tuple[str, int]]:
    return [(each.kind.value, each.element_id) for each in elements]


async def test_a_thread_is_read_backwards_in_parts(acme: Desk, clock: FakeClock) -> None:
    ticket = await open_ticket(acme)
    said = []
    for turn in range(5):
        said.append(("note", await say(acme, ticket, "notes")))
        said.append(("reply", await say(acme, ticket, "replies")))
        if turn % 2:
            clock.advance(MINUTE)
    # What came at the same time is in one order, in whatever parts it is read.
    read: list[tuple[str, int]] = []
    before, has_earlier = None, True
    async with looking(acme) as (connection, community_id):
        whole = await read_part(connection, community_id, ticket, take=50)
        while has_earlier:
            part = await read_part(connection, community_id, ticket, before=before, take=3)
            read = told(part.elements) + read
            before, has_earlier = part.elements[0], part.has_earlier
    assert read == told(whole.elements)
    assert sorted(read) == sorted(said)
    assert [each.time for each in whole.elements] == sorted(each.time for each in whole.elements)


async def test_events_between_two_times(acme: Desk, clock: FakeClock, globex: Desk) -> None:
    ticket = await open_ticket(acme)
    for status in (TicketStatus.PENDING, TicketStatus.COMPLETED, TicketStatus.OPEN):
        clock.advance(MINUTE)
        async with acting(acme, acme.community.api_user_id, now=clock.now) as tx:
            await set_status(tx, ticket, status)
    names = [EventName.TICKET_STATUS_CHANGED]
    start, end = NOON + 2 * MINUTE, NOON + 3 * MINUTE
    async with looking(acme) as (connection, community_id):
        found = await changes_between(connection, community_id, ticket, names, start=start, end=end)
        assert [each.data["status"] for each in found] == ["completed"]
        newest = await changes_between(
            connection, community_id, ticket, names, start=None, end=None, take=2
        )
        assert [each.data["status"] for each in newest] == ["completed", "open"]
    async with looking(globex) as (connection, community_id):
        assert await get_terms(connection, community_id, ticket) is None
        assert (await read_part(connection, community_id, ticket, take=5)).elements == []


async def test_copies_go_where_the_last_reply_by_the_team_said(acme: Desk) -> None:
    anton = await add_teammate(acme, "Anton Agent")
    ticket = await open_ticket(acme)
    message = read_message("Hello", is_html=False)
    async with acting(acme, anton) as tx:
        await reply(tx, ticket, NewReply(message=message, cc=["a@example.com"]))
        await reply(tx, ticket, NewReply(message=message))
        await reply(tx, ticket, NewReply(message=message, cc=[]))
        await reply(tx, ticket, NewReply(message=message))
    replies = await acme.read(f"/tickets/{ticket}/replies")
    assert [each["ccEmails"] for each in replies] == [["a@example.com"], ["a@example.com"], [], []]


async def test_a_sent_draft_is_a_reply_of_who_sent_it(acme: Desk, clock: FakeClock) -> None:
    anton = await add_teammate(acme, "Anton Agent")
    ticket = await open_ticket(acme)
    draft = await say(acme, ticket, "replies", isDraft=True, message="<b>Hi</b>", isHtml=True)
    clock.advance(MINUTE)
    async with acting(acme, anton, now=clock.now) as tx:
        await send_draft(tx, ticket, draft, Sending())
    [sent] = await acme.read(f"/tickets/{ticket}/replies")
    assert sent["htmlMessage"] == "<b>Hi</b>"
    assert sent["author"]["id"] == str(anton)
    assert not sent["properties"]["isDraft"]
    seen = await acme.read(f"/tickets/{ticket}")
    assert (seen["replyCount"], seen["status"]) == (1, "pending")
    assert not seen["properties"]["hasDraft"]
    assert seen["lastThreadElementCreationTime"] == sent["creationTime"]
    async with acting(acme, anton) as tx:
        with pytest.raises(StateConflict):
            await send_draft(tx, ticket, draft, Sending())
        with pytest.raises(StateConflict):
            await discard_draft(tx, ticket, draft)


async def test_a_draft_goes_with_its_files_but_not_with_replies_to_it(acme: Desk) -> None:
    ticket = await open_ticket(acme)
    file = {"url": "https://x.example/a", "name": "a"}
    draft = await say(acme, ticket, "replies", isDraft=True, attachments=[file])
    answered = await say(acme, ticket, "replies", isDraft=True)
    await say(acme, ticket, "replies", isDraft=True, parentReplyId=answered)
    async with acting(acme, acme.community.api_user_id) as tx:
        await discard_draft(tx, ticket, draft)
        with pytest.raises(StateConflict):
            await discard_draft(tx, ticket, answered)
        with pytest.raises(NotFound):
            await discard_draft(tx, ticket, draft)
    seen = (await acme.read(f"/tickets/{ticket}"))["properties"]
    assert (seen["hasAttachments"], seen["hasDraft"]) == (False, True)


async def test_what_was_seen_is_known(acme: Desk) -> None:
    anton = await add_teammate(acme, "Anton Agent")
    ticket = await open_ticket(acme)
    async with looking(acme) as (connection, community_id):
        assert await seen_until(connection, community_id, anton, ticket) == NOON
        async with acting(acme, anton) as tx:
            await mark_read(tx, ticket, seen_time=NOON + MINUTE)
        assert await seen_until(connection, community_id, anton, ticket) == NOON + MINUTE

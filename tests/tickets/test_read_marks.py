"""What is new for whom."""

import pytest

from frontdesk.errors import NotFound
from frontdesk.tickets.read_marks import mark_all_read, mark_read, mark_unread, unread_among
from tests.desk import NOON, Desk, FakeClock, data_of
from tests.team import acting, add_teammate, looking, open_ticket


async def unread(desk: Desk, person_id: object, *tickets: int) -> set[int]:
    async with looking(desk) as (connection, community_id):
        return await unread_among(connection, community_id, person_id, tickets)  # type: ignore[arg-type] # a UUID


async def test_a_newcomer_begins_with_nothing_unread(acme: Desk, clock: FakeClock) -> None:
    old = await open_ticket(acme)
    clock.advance(1)
    ida = await add_teammate(acme, "Ida")
    clock.advance(1)
    new = await open_ticket(acme)
    assert await unread(acme, ida, old, new) == {new}


async def test_a_ticket_is_new_until_it_is_seen_and_again_when_somebody_writes(
    acme: Desk, clock: FakeClock
) -> None:
    ida = await add_teammate(acme, "Ida")
    clock.advance(1)
    ticket, other = await open_ticket(acme), await open_ticket(acme)
    async with acting(acme, ida) as tx:
        assert await mark_read(tx, ticket, seen_time=NOON + 1)
        assert not await mark_read(tx, ticket, seen_time=NOON + 1)
    assert await unread(acme, ida, ticket, other) == {other}
    clock.advance(1)
    data_of(await acme.post(f"/tickets/{ticket}/notes", {"message": "Hm"}))
    assert await unread(acme, ida, ticket) == {ticket}
    async with acting(acme, ida) as tx:
        await mark_read(tx, ticket, seen_time=NOON + 1)  # a page that is older than the note
    assert await unread(acme, ida, ticket) == {ticket}
    events = await acme.events("ticket_read")
    assert [(event.actor_id, event.ticket_id) for event in events] == [(ida, ticket)] * 2


async def test_what_i_write_is_not_new_for_me(acme: Desk, clock: FakeClock) -> None:
    ida, per = await add_teammate(acme, "Ida"), await add_teammate(acme, "Per")
    ticket = await open_ticket(acme)
    for person in (ida, per):
        async with acting(acme, person) as tx:
            await mark_read(tx, ticket, seen_time=NOON)
    clock.advance(1)
    reply = {"message": "Hi", "author": {"email": "ida@acme.example"}}
    data_of(await acme.post(f"/tickets/{ticket}/replies", reply))
    assert await unread(acme, ida, ticket) == set()
    assert await unread(acme, per, ticket) == {ticket}


async def test_all_is_read_at_once_and_one_is_put_back(acme: Desk, clock: FakeClock) -> None:
    ida = await add_teammate(acme, "Ida")
    clock.advance(1)
    first, second = await open_ticket(acme), await open_ticket(acme)
    async with acting(acme, ida, clock.now) as tx:
        await mark_unread(tx, first)
        await mark_all_read(tx)
    assert await unread(acme, ida, first, second) == set()
    async with acting(acme, ida, clock.now) as tx:
        await mark_unread(tx, second)
    assert await unread(acme, ida, first, second) == {second}
    async with acting(acme, ida, clock.now) as tx:
        await mark_read(tx, second, seen_time=clock.now)
    assert await unread(acme, ida, first, second) == set()


async def test_tickets_of_others_cannot_be_marked(acme: Desk, globex: Desk) -> None:
    ida, theirs = await add_teammate(acme, "Ida"), await open_ticket(globex)
    async with acting(acme, ida) as tx:
        for marking in (mark_read(tx, theirs, seen_time=NOON), mark_unread(tx, theirs)):
            with pytest.raises(NotFound):
                await marking
    assert await unread(globex, ida, theirs) == set()

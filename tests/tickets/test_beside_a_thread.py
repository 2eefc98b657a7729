"""Beside a thread: the person, their other tickets, what others did."""

from uuid import UUID

import pytest

from frontdesk.errors import NotFound
from frontdesk.kit.clock import MINUTE
from frontdesk.people.enums import Role, UserStatus
from frontdesk.people.matching import teammates_matching
from frontdesk.tickets.meanwhile import changes_since, last_event_id
from frontdesk.tickets.person_card import PersonCard, earlier_tickets, get_person_card
from frontdesk.tickets.setting_aside import Aside, set_aside
from tests.api.field_cases import give
from tests.desk import NOON, Desk, FakeClock, data_of
from tests.team import acting, add_teammate, looking, open_ticket


async def author_of(desk: Desk, ticket: int) -> str:
    return str((await desk.read(f"/tickets/{ticket}"))["author"]["id"])


async def test_the_person_and_their_earlier_tickets(acme: Desk, clock: FakeClock) -> None:
    tickets = []
    for title in ("first", "second", "third", "gone"):
        tickets.append(await open_ticket(acme, title=title))
        clock.advance(MINUTE)
    await open_ticket(acme, creator={"email": "other@example.com"})
    data_of(await acme.client.patch(f"/tickets/{tickets[1]}/status", json={"status": "pending"}))
    async with acting(acme, acme.community.api_user_id) as tx:
        await set_aside(tx, tickets[3], Aside.DELETED, True, role=Role.ADMIN)
    bill = UUID(await author_of(acme, tickets[0]))
    async with looking(acme) as (connection, community_id):
        assert await get_person_card(connection, community_id, bill) == PersonCard(
            person_id=bill,
            name="Bill Smith",
            email="bill@example.com",
            phone_number=None,
            image=None,
            status=UserStatus.CLIENT,
            first_seen=NOON,
            open_count=2,
            pending_count=1,
            completed_count=0,
        )
        earlier = await earlier_tickets(connection, community_id, bill, besides=tickets[2], take=1)
        assert [each.title for each in earlier] == ["second"]
        place = (earlier[0].last_activity, earlier[0].ticket_id)
        rest = await earlier_tickets(connection, community_id, bill, before=place)
        assert [(each.title, each.status) for each in rest] == [("first", "open")]


async def test_nobody_has_no_card(acme: Desk, globex: Desk) -> None:
    bill = UUID(await author_of(acme, await open_ticket(acme)))
    async with looking(globex) as (connection, community_id):
        with pytest.raises(NotFound):
            await get_person_card(connection, community_id, bill)
        assert await earlier_tickets(connection, community_id, bill) == []


async def test_what_others_did_meanwhile(acme: Desk, globex: Desk) -> None:
    ida = await add_teammate(acme, "Ida")
    field = {"name": "Secret", "type": "text", "isSensitiveData": True}
    field_id = data_of(await acme.post("/customFields", field))["id"]
    ticket = await open_ticket(acme)
    async with looking(acme) as (connection, community_id):
        seen = await last_event_id(connection, community_id, ticket)
        assert await changes_since(connection, community_id, ticket, seen) == []
        await open_ticket(acme)
        by_ida = {"message": "Hi", "author": {"email": "ida@acme.example"}}
        data_of(await acme.post(f"/tickets/{ticket}/notes", by_ida))
        await give(acme, ticket, field_id, "hidden")
        changes = await changes_since(connection, community_id, ticket, seen)
        assert [(each.name, each.actor_name) for each in changes] == [
            ("note_created", "Ida"),
            ("ticket_custom_field_changed", "Acme"),
        ]
        assert changes[1].data == {"field_id": field_id}
        others = await changes_since(connection, community_id, ticket, seen, besides=ida)
        assert [each.name for each in others] == ["ticket_custom_field_changed"]
    async with looking(globex) as (connection, community_id):
        assert await changes_since(connection, community_id, ticket, 0) == []
        assert await last_event_id(connection, community_id, ticket) == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Ida Berg", "Ingrid-Marie Solberg", "Per Ida"]),
        ("@ida", ["Ida Berg", "Per Ida"]),
        ("marie sol", ["Ingrid-Marie Solberg"]),
        ("per@acme", ["Per Ida"]),
        ("erg", []),
        ("%", []),
    ],
)
async def test_teammates_by_beginnings_of_words(
    acme: Desk, globex: Desk, words: str, names: list[str]
) -> None:
    for name in ("Ida Berg", "Per Ida", "Ingrid-Marie Solberg"):
        await add_teammate(acme, name)
    async with looking(acme) as (connection, community_id):
        found = await teammates_matching(connection, community_id, words)
        assert [each.name for each in found] == names
    async with looking(globex) as (connection, community_id):
        assert await teammates_matching(connection, community_id, words) == []

"""Spam, deleted, hidden, muted, and back."""

import pytest

from frontdesk.errors import NotFound, NotPermitted
from frontdesk.people.enums import Role
from frontdesk.tickets.setting_aside import Aside, set_aside
from tests.desk import Desk, data_of
from tests.team import acting, open_ticket

MARKS = {
    "isSpam": (Aside.SPAM, ["ticket_marked_as_spam", "ticket_marked_as_not_spam"]),
    "isDeleted": (Aside.DELETED, ["ticket_deleted", "ticket_restored"]),
    "isHidden": (Aside.HIDDEN, ["ticket_hidden", "ticket_shown"]),
    "isMuted": (Aside.MUTED, ["ticket_muted", "ticket_unmuted"]),
}


@pytest.mark.parametrize("member", MARKS)
async def test_a_ticket_is_set_aside_and_taken_back(acme: Desk, member: str) -> None:
    aside, names = MARKS[member]
    ticket = await open_ticket(acme)
    for wanted in (True, False):
        for is_first in (True, False):
            async with acting(acme, acme.community.api_user_id) as tx:
                assert await set_aside(tx, ticket, aside, wanted, role=Role.AGENT) is is_first
        properties = (await acme.read(f"/tickets/{ticket}"))["properties"]
        assert [name for name, value in properties.items() if value] == [member] * wanted
    assert [event.name for event in await acme.events(*names)] == names
    log = data_of(await acme.post(f"/tickets/{ticket}/log", {}))
    assert [entry["actionType"] for entry in log] == ["ticket_created"]


@pytest.mark.parametrize("member", MARKS)
async def test_readers_and_others_may_not(acme: Desk, globex: Desk, member: str) -> None:
    ticket = await open_ticket(acme)
    for wanted in (True, False):
        async with acting(acme, acme.community.api_user_id) as tx:
            with pytest.raises(NotPermitted):
                await set_aside(tx, ticket, MARKS[member][0], wanted, role=Role.READ_ONLY_USER)
        async with acting(globex, globex.community.api_user_id) as tx:
            with pytest.raises(NotFound):
                await set_aside(tx, ticket, MARKS[member][0], wanted, role=Role.ADMIN)

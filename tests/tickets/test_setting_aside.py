"""Spam, deleted, hidden, muted, and back."""

from collections.abc import Awaitable, Callable

import pytest

from frontdesk.errors import NotFound, NotPermitted
from frontdesk.people.enums import Role
from frontdesk.tickets import setting_aside
from tests.desk import Desk, data_of
from tests.team import acting, open_ticket

Act = Callable[..., Awaitable[bool]]

PAIRS: dict[str, tuple[Act, Act, list[str]]] = {
    "isSpam": (
        setting_aside.mark_as_spam,
        setting_aside.mark_as_not_spam,
        ["ticket_marked_as_spam", "ticket_marked_as_not_spam"],
    ),
    "isDeleted": (
        setting_aside.delete_ticket,
        setting_aside.restore_ticket,
        ["ticket_deleted", "ticket_restored"],
    ),
    "isHidden": (
        setting_aside.hide_ticket,
        setting_aside.show_ticket,
        ["ticket_hidden", "ticket_shown"],
    ),
    "isMuted": (
        setting_aside.mute_ticket,
        setting_aside.unmute_ticket,
        ["ticket_muted", "ticket_unmuted"],
    ),
}


@pytest.mark.parametrize("member", PAIRS)
async def test_a_ticket_is_set_aside_and_taken_back(acme: Desk, member: str) -> None:
    there, back, names = PAIRS[member]
    ticket = await open_ticket(acme)
    for act, is_aside in ((there, True), (back, False)):
        for is_first in (True, False):
            async with acting(acme, acme.community.api_user_id) as tx:
                assert await act(tx, ticket, role=Role.AGENT) is is_first
        properties = (await acme.read(f"/tickets/{ticket}"))["properties"]
        assert [name for name, value in properties.items() if value] == [member] * is_aside
    assert [event.name for event in await acme.events(*names)] == names
    log = data_of(await acme.post(f"/tickets/{ticket}/log", {}))
    assert [entry["actionType"] for entry in log] == ["ticket_created"]


@pytest.mark.parametrize("member", PAIRS)
async def test_readers_and_others_may_not(acme: Desk, globex: Desk, member: str) -> None:
    ticket = await open_ticket(acme)
    for act in PAIRS[member][:2]:
        async with acting(acme, acme.community.api_user_id) as tx:
            with pytest.raises(NotPermitted):
                await act(tx, ticket, role=Role.READ_ONLY_USER)
        async with acting(globex, globex.community.api_user_id) as tx:
            with pytest.raises(NotFound):
                await act(tx, ticket, role=Role.ADMIN)

"""Settings of the community itself."""

import pytest

from tests.desk import Desk
from tests.inbox.browser import Browser, location

PAGE = "/settings/community"


async def test_a_community_is_renamed_for_everybody(
    acme: Desk, admin: Browser, agent: Browser, anybody: Browser
) -> None:
    answer = await admin.submit(PAGE, {"name": " Acme Nordic "})
    assert location(answer) == admin.address(PAGE)
    assert (await admin.submit(PAGE, {"name": "Acme Nordic"})).status_code == 303
    assert 'value="Acme Nordic"' in await admin.read(PAGE)
    assert "· Acme Nordic</title>" in await agent.read("/tickets")
    assert "Acme Nordic" in await anybody.read("/sign-in")
    [event] = await acme.events("community_renamed")
    assert (event.actor_id, event.data) == (
        admin.person_id,
        {"title": "Acme Nordic", "previous": "Acme"},
    )
    journal = await admin.read("/settings/audit")
    assert "renamed the community from <b>Acme</b> to <b>Acme Nordic</b>" in journal


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Please fill this in."),
        ("x" * 101, "Use 1 to 100 characters."),
        ("Acme\u2028Inc", "Use a single line."),
    ],
)
async def test_a_name_that_is_none_is_refused(
    acme: Desk, admin: Browser, name: str, said: str
) -> None:
    answer = await admin.submit(PAGE, {"name": name})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert await acme.events("community_renamed") == []

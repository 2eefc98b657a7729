"""One's own account: name, preferences, password, second factor, sessions."""

import re

import pytest
from pyotp import TOTP

from frontdesk.accounts.passwords import set_password
from frontdesk.kit.clock import SECOND
from tests.desk import NOON, Desk
from tests.inbox.browser import Browser, begin_session_of, location, open_browser
from tests.team import acting

PASSWORD = "correct horse battery"

PREFERENCES = {
    "locale": "nb",
    "time_zone": "Europe/Oslo",
    "theme": "dark",
    "density": "compact",
    "notify_of_mentions": "on",
    "notify_of_assignments": [],
}


@pytest.fixture
async def mate(acme: Desk, agent: Browser) -> Browser:
    """An agent with a password."""
    assert agent.person_id is not None
    async with acting(acme, agent.person_id) as tx:
        await set_password(tx, agent.person_id, PASSWORD)
    agent.keep_session(await begin_session_of(acme, agent.person_id))
    return agent


async def test_a_new_name_is_seen_by_others(acme: Desk, agent: Browser) -> None:
    answer = await agent.submit("/account", {"name": " Anton Berg "}, action="/account/name")
    assert location(answer) == agent.address("/account")
    assert "Your name is changed." in await agent.read("/account")
    assert "Anton Berg" in [mate["name"] for mate in await acme.read("/Teammates")]


async def test_a_name_must_not_be_empty(agent: Browser) -> None:
    answer = await agent.submit("/account", {"name": "  "}, action="/account/name")
    assert (answer.status_code, "Please fill this in." in answer.text) == (422, True)


async def test_preferences_count_from_the_next_page_on(acme: Desk, agent: Browser) -> None:
    answer = await agent.submit("/account", PREFERENCES, action="/account/preferences")
    assert location(answer) == agent.address("/account")
    page = await agent.read("/account")
    assert '<html lang="nb" data-theme="dark">' in page
    assert 'data-density="compact"' in page
    [event] = await acme.events("preferences_changed")
    assert event.data["preferences"] == {
        "locale": "nb",
        "time_zone": "Europe/Oslo",
        "theme": "dark",
        "density": "compact",
        "notify_of_assignments": False,
        "notify_of_mentions": True,
    }


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"time_zone": "Europe/Atlantis"}, "There is no time zone of this name."),
        ({"theme": "pink"}, "Choose one of the list."),
    ],
)
async def test_preferences_that_there_are_not_are_refused_beside_the_field(
    agent: Browser, fields: dict[str, str], fault: str
) -> None:
    wanted = PREFERENCES | fields
    answer = await agent.submit("/account", wanted, action="/account/preferences")
    assert (answer.status_code, fault in answer.text) == (422, True)


async def test_a_new_password_signs_out_elsewhere_only(acme: Desk, mate: Browser) -> None:
    assert mate.person_id is not None
    async with open_browser(acme) as other:
        other.keep_session(await begin_session_of(acme, mate.person_id))
        await other.read("/account")
        sent = {"current": PASSWORD, "password": "another horse battery"}
        answer = await mate.submit("/account/security", sent, action="/account/password")
        assert location(answer) == mate.address("/account/security")
        await mate.read("/account/security")
        assert location(await other.get("/account")).startswith(other.address("/sign-in?next="))


@pytest.mark.parametrize(
    ("current", "password", "fault"),
    [
        ("wrong", "another horse battery", "This is not your password."),
        (PASSWORD, "q8#kZ!", "Use at least 10 characters."),
        (PASSWORD, "Password123!", "This is one of the passwords that are tried first."),
    ],
)
async def test_a_password_is_refused_beside_its_field(
    mate: Browser, current: str, password: str, fault: str
) -> None:
    sent = {"current": current, "password": password}
    answer = await mate.submit("/account/security", sent, action="/account/password")
    assert (answer.status_code, fault in answer.text) == (422, True)
    assert password not in answer.text


async def test_a_second_factor_is_turned_on_renewed_and_off(mate: Browser) -> None:
    offered = (await mate.submit("/account/second-factor/on", {"current": PASSWORD})).text
    assert "<svg" in offered
    secret = found(r"<code[^>]*>([A-Z2-7]{32})</code>", offered)
    wrong = await mate.post("/account/second-factor/code", {"code": "000000"})
    assert (wrong.status_code, "not the app&#39;s present code" in wrong.text) == (422, True)
    code = TOTP(secret).at(NOON // SECOND)
    first = (await mate.post("/account/second-factor/code", {"code": code})).text
    assert len(codes_on(first)) == 10
    assert "10 recovery codes are left." in await mate.read("/account/security")

    renewed = (await mate.submit("/account/second-factor/codes", {"current": PASSWORD})).text
    assert len(codes_on(first + renewed)) == 20
    answer = await mate.submit("/account/second-factor/off", {"current": PASSWORD})
    assert location(answer) == mate.address("/account/security")
    assert "Turn it on" in await mate.read("/account/security")


def codes_on(page: str) -> set[str]:
    return set(re.findall(r'<li><code class="mono">([^<]+)</code>', page))


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match is not None, page
    return match[1]


async def test_a_second_factor_wants_the_password(mate: Browser) -> None:
    answer = await mate.submit("/account/second-factor/on", {"current": "wrong"})
    assert (answer.status_code, "This is not your password." in answer.text) == (422, True)
    assert "<svg viewBox" not in answer.text


async def test_a_session_elsewhere_can_be_ended(acme: Desk, agent: Browser) -> None:
    assert agent.person_id is not None
    async with open_browser(acme) as other:
        other.keep_session(await begin_session_of(acme, agent.person_id))
        page = await agent.read("/account/security")
        assert "Firefox, Linux" in page
        session_id = found(r'name="session_id" value="(\d+)"', page)
        await agent.post("/account/sessions/end", {"session_id": session_id})
        assert location(await other.get("/account")).startswith(other.address("/sign-in?next="))
        await agent.read("/account")


async def test_all_sessions_elsewhere_can_be_ended(acme: Desk, agent: Browser) -> None:
    assert agent.person_id is not None
    async with open_browser(acme) as other:
        other.keep_session(await begin_session_of(acme, agent.person_id))
        await agent.submit("/account/security", action="/account/sessions/end-others")
        assert location(await other.get("/account")).startswith(other.address("/sign-in?next="))
        await agent.read("/account")


async def test_nobody_ends_a_session_of_somebody_else(agent: Browser, admin: Browser) -> None:
    page = await agent.read("/account/security")
    assert page.count("this one") == 1
    for number in range(1, 30):
        await admin.post("/account/sessions/end", {"session_id": str(number)})
    await agent.read("/account")

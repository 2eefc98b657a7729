"""Signing in and out, as a browser sees it."""

import re
from uuid import UUID

import pytest
from httpx2 import Response
from pyotp import TOTP

from frontdesk.accounts.passwords import Confirmed, set_password
from frontdesk.accounts.second_factors import enable_second_factor, offer_second_factor
from frontdesk.accounts.sessions import find_session
from frontdesk.kit.clock import SECOND
from tests.desk import Desk, FakeClock
from tests.inbox.browser import HTMX, Browser, begin_session_of, location
from tests.team import acting, add_teammate

PASSWORD = "correct horse battery"
LOGIN = {"login": "kari@acme.example", "password": PASSWORD}


@pytest.fixture
async def kari(acme: Desk) -> UUID:
    person_id = await add_teammate(acme, "Kari Lie")
    async with acting(acme, person_id) as tx:
        await set_password(tx, person_id, PASSWORD)
    return person_id


async def test_the_right_password_leads_to_the_inbox(anybody: Browser, kari: UUID) -> None:
    answer = await anybody.submit("/sign-in", LOGIN)
    assert location(answer) == anybody.address("")
    assert location(await anybody.get("")) == anybody.address("/tickets")


async def test_a_wrong_password_is_said_above_the_form_and_the_address_kept(
    anybody: Browser, kari: UUID
) -> None:
    answer = await anybody.submit("/sign-in", LOGIN | {"password": "wrong"})
    assert answer.status_code == 422
    assert "The e-mail address or the password is wrong." in answer.text
    assert 'value="kari@acme.example"' in answer.text
    assert "wrong horse" not in answer.text


async def test_too_many_attempts_say_for_how_long(anybody: Browser, kari: UUID) -> None:
    for _ in range(10):
        await anybody.submit("/sign-in", LOGIN | {"password": "wrong"})
    answer = await anybody.submit("/sign-in", LOGIN)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert "Try again in 60 seconds." in answer.text


async def test_signing_in_leads_to_where_one_wanted_to_be(anybody: Browser, kari: UUID) -> None:
    asked = await anybody.get("", headers=HTMX | {"HX-Current-URL": anybody_page(anybody)})
    page = asked.headers["hx-redirect"].removeprefix(anybody.address(""))
    assert location(await anybody.submit(page, LOGIN)) == anybody.address("/tickets?view=mine")


def anybody_page(browser: Browser) -> str:
    return f"{browser.client.base_url}{browser.address('/tickets?view=mine')}"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/inbox/acme/../../evil",
        "/inbox/acme\\@evil.example",
        "javascript:alert(1)",
    ],
)
async def test_nobody_is_led_away(anybody: Browser, kari: UUID, wanted: str) -> None:
    wanted = wanted.replace("/inbox/acme", anybody.address(""))
    answer = await anybody.submit("/sign-in", LOGIN | {"next": wanted})
    assert location(answer) == anybody.address("")


async def test_the_cookie_is_for_the_community_and_out_of_reach_of_script(
    anybody: Browser, kari: UUID
) -> None:
    answer = await anybody.submit("/sign-in", LOGIN)
    [cookie] = [
        c for c in answer.headers.get_list("set-cookie") if c.startswith("frontdesk_session")
    ]
    assert re.sub("=[^;]+", "=…", cookie, count=1) == (
        f"frontdesk_session=…; Path={anybody.address('')}; HttpOnly; SameSite=Lax"
    )


async def test_a_remembered_session_has_a_cookie_that_lasts(anybody: Browser, kari: UUID) -> None:
    answer = await anybody.submit("/sign-in", LOGIN | {"remember": "true"})
    [cookie] = [
        c for c in answer.headers.get_list("set-cookie") if c.startswith("frontdesk_session")
    ]
    assert cookie.endswith(f"; Max-Age={90 * 24 * 3600}")


async def test_the_second_factor_is_asked_for_and_a_recovery_code_will_do(
    acme: Desk, anybody: Browser, clock: FakeClock, kari: UUID, second_factor_key: bytes
) -> None:
    secret, recovery_codes = await enable_for(acme, kari, second_factor_key)
    answer = await anybody.submit("/sign-in?next=" + anybody.address("/account"), LOGIN)
    code_page = location(answer).removeprefix(anybody.address(""))
    assert code_page.startswith("/sign-in/code?next=")
    wrong = await anybody.submit(code_page, {"code": "000000"})
    assert (wrong.status_code, "This code is wrong" in wrong.text) == (422, True)
    clock.advance(30 * SECOND)
    code = TOTP(secret).at(clock.now // SECOND)
    assert location(await anybody.submit(code_page, {"code": code})) == anybody.address("/account")

    await anybody.post("/sign-out")
    await anybody.submit("/sign-in", LOGIN)
    answer = await anybody.submit("/sign-in/code", {"code": recovery_codes[0]})
    assert location(answer) == anybody.address("")


def session_cookie(answer: Response) -> str:
    """All that was said of it."""
    cookies = answer.headers.get_list("set-cookie")
    [cookie] = [cookie for cookie in cookies if cookie.startswith("frontdesk_session")]
    return cookie


async def enable_for(acme: Desk, person_id: UUID, key: bytes) -> tuple[str, list[str]]:
    token = await begin_session_of(acme, person_id)
    async with acting(acme, person_id) as tx:
        own = await find_session(tx.connection, tx.community_id, token, tx.now)
        assert own is not None
        offer = await offer_second_factor(tx, Confirmed(own), issuer="frontdesk", key=key)
        code = TOTP(offer.secret).at(tx.now // SECOND)
        return offer.secret, await enable_second_factor(tx, person_id, code, key=key)


async def test_without_the_first_step_there_is_no_second(anybody: Browser) -> None:
    assert location(await anybody.get("/sign-in/code")) == anybody.address("/sign-in")


async def test_a_ticket_that_is_too_old_leads_back_to_the_password(
    acme: Desk, anybody: Browser, clock: FakeClock, kari: UUID, second_factor_key: bytes
) -> None:
    await enable_for(acme, kari, second_factor_key)
    page = location(await anybody.submit("/sign-in", LOGIN)).removeprefix(anybody.address(""))
    clock.advance(400 * SECOND)
    answer = await anybody.submit(page, {"code": "000000"})
    assert location(answer) == anybody.address("/sign-in")
    assert "This took too long" in await anybody.read("/sign-in")
    assert "This took too long" not in await anybody.read("/sign-in")


async def test_who_signs_out_is_out(agent: Browser) -> None:
    answer = await agent.post("/sign-out")
    assert location(answer) == agent.address("/sign-in")
    assert location(await agent.get("")) == agent.address("/sign-in")


async def test_who_is_signed_in_is_not_asked_again(agent: Browser) -> None:
    assert location(await agent.get("/sign-in")) == agent.address("")

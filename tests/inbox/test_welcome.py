"""Set-up links: the first administrator, and a teammate's new password."""

from uuid import UUID

import pytest

from frontdesk.accounts.setup_links import make_setup_link, offer_first_administrator
from frontdesk.kit.clock import DAY
from tests.desk import Desk, FakeClock
from tests.inbox.browser import Browser, location
from tests.team import acting, add_teammate

PASSWORD = "correct horse battery"
FIRST = {"name": "Ingrid Solberg", "email": "ingrid@acme.example", "password": PASSWORD}


@pytest.fixture
async def kari(acme: Desk) -> UUID:
    return await add_teammate(acme, "Kari Lie")


@pytest.fixture
async def link(acme: Desk, kari: UUID) -> str:
    async with acting(acme, acme.community.api_user_id) as tx:
        return f"/welcome/{await make_setup_link(tx, kari)}"


@pytest.fixture
async def first_link(acme: Desk) -> str:
    async with acting(acme, acme.community.api_user_id) as tx:
        return f"/welcome/{await offer_first_administrator(tx)}"


async def test_a_teammate_chooses_a_password_and_is_in(anybody: Browser, link: str) -> None:
    assert "Welcome, Kari Lie" in await anybody.read(link)
    assert location(await anybody.submit(link, {"password": PASSWORD})) == anybody.address("")
    assert "Kari Lie" in await anybody.read("/account")


async def test_a_password_that_is_easily_guessed_leaves_the_link_open(
    anybody: Browser, link: str
) -> None:
    answer = await anybody.submit(link, {"password": "kari lie 2026"})
    assert answer.status_code == 422
    assert "Use something else than your name or e-mail address." in answer.text
    assert location(await anybody.submit(link, {"password": PASSWORD})) == anybody.address("")


async def test_the_first_administrator_begins_the_community(
    acme: Desk, anybody: Browser, first_link: str
) -> None:
    assert location(await anybody.submit(first_link, FIRST)) == anybody.address("")
    [mate] = [mate for mate in await acme.read("/Teammates") if mate["name"] == FIRST["name"]]
    assert (mate["email"], mate["role"]) == ("ingrid@acme.example", "admin")
    assert "Ingrid Solberg" in await anybody.read("/account")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"email": "ingrid"}, "This is not an e-mail address."),
        ({"password": "ingridsolberg"}, "Use something else than your name or e-mail address."),
    ],
)
async def test_what_is_wrong_is_said_and_nobody_made(
    acme: Desk, anybody: Browser, first_link: str, fields: dict[str, str], fault: str
) -> None:
    answer = await anybody.submit(first_link, FIRST | fields)
    assert (answer.status_code, fault in answer.text) == (422, True)
    assert await acme.events("teammate_created") == []
    assert location(await anybody.submit(first_link, FIRST)) == anybody.address("")


async def test_a_link_works_once(anybody: Browser, link: str) -> None:
    await anybody.submit(link, {"password": PASSWORD})
    answer = await anybody.get(link)
    assert answer.status_code == 409
    assert "This link has been used already." in answer.text


async def test_a_link_that_is_too_old_says_so(
    anybody: Browser, link: str, clock: FakeClock
) -> None:
    clock.advance(4 * DAY)
    answer = await anybody.get(link)
    assert (answer.status_code, "This link has expired." in answer.text) == (409, True)


async def test_a_link_of_nobody_opens_nothing(anybody: Browser) -> None:
    answer = await anybody.get("/welcome/made-up")
    assert (answer.status_code, "no longer, valid" in answer.text) == (404, True)

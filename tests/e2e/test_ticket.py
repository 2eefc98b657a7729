"""The page of a ticket in a real browser."""

import pytest
from playwright.async_api import Page

from frontdesk.accounts.sessions import begin_session
from frontdesk.inbox.cookies import SESSION
from frontdesk.kit.clock import system_clock
from tests.desk import Desk
from tests.e2e.chromium import barriers, is_wider_than_screen, shoot
from tests.inbox.browser import ORIGIN
from tests.inbox.talking import make_talk
from tests.team import acting, add_teammate


async def enter(desk: Desk, page: Page, name: str = "Anton Agent", role: str = "agent") -> None:
    """As a new teammate, with a session that costs no password."""
    person_id = await add_teammate(desk, name, role)
    async with acting(desk, person_id, now=system_clock()) as tx:
        session = await begin_session(tx, person_id, ORIGIN, is_remembered=True)
    url = f"{desk.client.base_url}".rstrip("/")
    await page.context.add_cookies([{"name": SESSION, "value": session.token, "url": url}])


def address(desk: Desk, ticket: int, rest: str = "") -> str:
    return f"/inbox/{desk.community.short_name}/tickets/{ticket}{rest}"


@pytest.mark.parametrize("page", ["desktop", "dark", "middle", "phone"], indirect=True)
async def test_nothing_keeps_anybody_out(
    acme: Desk, page: Page, request: pytest.FixtureRequest
) -> None:
    look = request.node.callspec.params["page"]
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(address(acme, talk.ticket))
    await page.get_by_role("heading", name="Creaking bottom bracket").wait_for()
    await page.wait_for_load_state("networkidle")
    await shoot(page, f"ticket-{look}")
    await page.evaluate("document.querySelector('#talk-body').scrollTop = 1e6")
    await page.wait_for_timeout(300)
    await shoot(page, f"ticket-{look}-end")
    assert await barriers(page) == []
    assert not await is_wider_than_screen(page)

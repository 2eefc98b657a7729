"""Coming in: as a person does, through the sign-in page, or with a session from the database, which
costs no password."""

from uuid import UUID

from playwright.async_api import Page

from frontdesk.accounts.sessions import begin_session
from frontdesk.inbox.cookies import SESSION
from frontdesk.kit.clock import system_clock
from tests.desk import Desk
from tests.inbox.browser import ORIGIN
from tests.team import acting, add_teammate


async def sign_in(
    desk: Desk, page: Page, login: str, password: str, *, path: str = "/tickets"
) -> None:
    """Open a page of the inbox as somebody who must sign in first, and get there."""
    address = f"/inbox/{desk.community.short_name}{path}"
    await page.goto(address)
    await page.locator("input[name=login]").fill(login)
    await page.locator("input[name=password]").fill(password)
    await page.locator("form:has(input[name=password]) button:not([type=button])").click()
    await page.wait_for_url(lambda url: address in url and "/sign-in" not in url)


async def enter(desk: Desk, page: Page, name: str = "Anton Agent", role: str = "agent") -> UUID:
    """The page's browser is that of a new teammate from now on, whose id is given back."""
    person_id = await add_teammate(desk, name, role)
    async with acting(desk, person_id, now=system_clock()) as tx:
        session = await begin_session(tx, person_id, ORIGIN, is_remembered=True)
    url = f"{desk.client.base_url}".rstrip("/")
    await page.context.add_cookies([{"name": SESSION, "value": session.token, "url": url}])
    return person_id


async def open_inbox(
    desk: Desk, page: Page, name: str = "Anton Agent", *, path: str = "/tickets"
) -> UUID:
    """A page of the inbox, as a new teammate."""
    person_id = await enter(desk, page, name)
    await page.goto(f"/inbox/{desk.community.short_name}{path}")
    return person_id

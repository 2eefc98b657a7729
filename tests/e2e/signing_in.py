"""Coming in as a person does: through the sign-in page."""

from playwright.async_api import Page

from tests.desk import Desk


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

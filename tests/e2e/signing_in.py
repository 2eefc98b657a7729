"""Coming in as a person does: through the sign-in page."""

from playwright.async_api import Page

from tests.desk import Desk


async def sign_in(desk: Desk, page: Page, login: str, password: str) -> None:
    """The page then shows what comes after the sign-in."""
    inbox = f"/inbox/{desk.community.short_name}"
    await page.goto(f"{inbox}/sign-in")
    await page.locator("input[name=login]").fill(login)
    await page.locator("input[name=password]").fill(password)
    await page.locator("form:has(input[name=password]) button:not([type=button])").click()
    await page.wait_for_url(lambda url: "/sign-in" not in url)

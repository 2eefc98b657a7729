"""Coming in, and the pages that are one's own, in a real browser."""

import pytest
from playwright.async_api import Page, expect

from tests.accounts.team import PASSWORD, join
from tests.desk import Desk
from tests.e2e.chromium import Console, barriers, is_wider_than_screen, shoot
from tests.e2e.signing_in import sign_in

LOGIN = "ingrid@example.com"


@pytest.mark.parametrize("page", ["desktop", "dark", "phone"], indirect=True)
async def test_a_teammate_comes_in(acme: Desk, page: Page, request: pytest.FixtureRequest) -> None:
    look = request.node.callspec.params["page"]
    await join(acme, LOGIN)
    await page.goto(f"/inbox/{acme.community.short_name}/sign-in")
    await shoot(page, f"sign-in-{look}")
    assert await barriers(page, look=look) == []
    await sign_in(acme, page, LOGIN, PASSWORD, path="/account")
    await shoot(page, f"account-{look}")
    await expect(page.get_by_role("button", name="Your menu")).to_be_visible()
    assert await barriers(page, look=look) == []
    assert not await is_wider_than_screen(page)


async def test_a_wrong_password_is_said_beside_the_form(
    acme: Desk, desktop: Page, console: Console
) -> None:
    console.expected.append("status of 4")
    await join(acme, LOGIN)
    await desktop.goto(f"/inbox/{acme.community.short_name}/sign-in")
    await desktop.get_by_label("E-mail address").fill(LOGIN)
    await desktop.get_by_label("Password").fill("not this one")
    await desktop.get_by_role("button", name="Sign in").click()
    await expect(desktop.get_by_role("alert")).to_be_visible()
    await expect(desktop.get_by_label("E-mail address")).to_have_value(LOGIN)
    await shoot(desktop, "sign-in-refused")
    assert await barriers(desktop) == []


async def test_a_browser_in_norwegian_is_spoken_to_in_norwegian(acme: Desk, nb: Page) -> None:
    await nb.goto(f"/inbox/{acme.community.short_name}/sign-in")
    await expect(nb.get_by_label("Passord")).to_be_visible()
    await expect(nb.locator("html")).to_have_attribute("lang", "nb")

"""Nothing on any page of the inbox keeps somebody out, in the light theme and in the dark one."""

from collections.abc import AsyncIterator, Iterator
from typing import Final

import pytest
from playwright.async_api import Browser, Page

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.inbox.cookies import SESSION
from tests.desk import Desk, FakeClock, open_desk
from tests.e2e.chromium import Console, barriers, is_wider_than_screen, open_page
from tests.inbox.browser import begin_session_of
from tests.inbox.holdings import furnish
from tests.inbox.test_permissions import PAGES
from tests.team import add_teammate

PARTS: Final = frozenset(
    {
        "/live",
        "/tickets/counts",
        "/tickets/news",
        "/tickets/rows",
        "/tickets/{ticketId}/answers",
        "/tickets/{ticketId}/files/{fileId}",
        "/tickets/{ticketId}/known-tags",
        "/tickets/{ticketId}/letters/{letter}",
        "/tickets/{ticketId}/presence",
        "/tickets/{ticketId}/teammates",
        "/tickets/{ticketId}/thread",
    }
)
"""What pages ask for, and no page itself; no script may look into a letter."""

IN_THE_DARK: Final = """async () => {
    for (const each of document.getAnimations()) each.finish();
    const { violations } = await axe.run("body", { runOnly: ["color-contrast"] });
    const nodes = violations.flatMap(({ nodes }) => nodes);
    return nodes.map((node) => `dark: ${node.target} ${node.failureSummary}`);
}"""
"""axe again for what the theme changes, once `barriers` has loaded it."""


def pages(*levels: str) -> Iterator[str]:
    for page, (level, _) in PAGES.items():
        method, _, path = page.partition(" ")
        if method == "GET" and level in levels and path not in PARTS:
            yield path


@pytest.fixture
async def house(
    database: Database, address: DatabaseAddress, server_url: str, clock: FakeClock
) -> AsyncIterator[Desk]:
    """A community behind the server of this process, which may send webhooks to it."""
    async with open_desk(database, address, server_url, "house") as desk:
        yield desk


async def test_no_page_keeps_anybody_out(house: Desk, browser: Browser, console: Console) -> None:
    url = str(house.client.base_url).rstrip("/")
    home = f"/inbox/{house.community.short_name}"
    ids = await furnish(house, number=1)
    console.expected += ["status of 404", "status of 422"]  # a used link, a choice not made
    async with (
        open_page(browser, console, url, reduced_motion="reduce") as anybody,
        open_page(browser, console, url, reduced_motion="reduce") as admin,
    ):
        token = await begin_session_of(house, await add_teammate(house, "Ada Admin", "admin"))
        await admin.context.add_cookies([{"name": SESSION, "value": token, "url": url}])
        found = {
            path: faults
            for page, paths in (
                (anybody, [*pages("open")]),
                (admin, ["/no-such-page", *pages("read", "work", "rule")]),
            )
            for path in paths
            if (faults := await look_at(page, f"{home}{path.format_map(ids)}"))
        }
    assert found == {}, "\n".join(f"{path}: {each}" for path, all in found.items() for each in all)


async def look_at(page: Page, address: str) -> list[str]:
    await page.emulate_media(color_scheme="light")
    await page.goto(address, wait_until="domcontentloaded")
    faults = await barriers(page)
    await page.emulate_media(color_scheme="dark")
    faults += await page.evaluate(IN_THE_DARK)
    return [*faults, *(["wider than the screen"] if await is_wider_than_screen(page) else [])]

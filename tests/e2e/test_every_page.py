"""Nothing on any page of the inbox keeps somebody out, in the light theme and in the dark one."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final

import pytest
from playwright.async_api import Browser, Page

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.inbox.cookies import SESSION
from tests.desk import Desk, FakeClock, open_desk
from tests.e2e.chromium import AXE, Console, barriers, is_wider_than_screen, open_page
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

CONTRASTS: Final = """async () => {
    const { violations } = await axe.run("body", { runOnly: ["color-contrast"] });
    const nodes = violations.flatMap(({ nodes }) => nodes);
    return nodes.map((node) => `dark: ${node.target} ${node.failureSummary}`);
}"""
"""What another theme changes, of all that axe looks at."""


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


async def test_no_page_for_strangers_keeps_anybody_out(
    house: Desk, browser: Browser, console: Console
) -> None:
    assert await look_at_all(house, browser, console, pages("open")) == []


@pytest.mark.parametrize(
    "paths",
    [("/no-such-page", *pages("read", "work")), tuple(pages("rule"))],
    ids=["at work", "settings"],
)
async def test_no_page_for_teammates_keeps_anybody_out(
    house: Desk, browser: Browser, console: Console, paths: tuple[str, ...]
) -> None:
    token = await begin_session_of(house, await add_teammate(house, "Ada Admin", "admin"))
    assert await look_at_all(house, browser, console, paths, token=token) == []


async def look_at_all(
    house: Desk,
    browser: Browser,
    console: Console,
    paths: Iterable[str],
    *,
    token: str | None = None,
) -> list[str]:
    url = str(house.client.base_url).rstrip("/")
    home = f"/inbox/{house.community.short_name}"
    ids = await furnish(house, number=1)
    console.expected += ["status of 404", "status of 422"]  # a used link, a choice not made
    async with (
        open_page(browser, console, url) as light,
        open_page(browser, console, url, color_scheme="dark") as dark,
    ):
        if token is not None:
            for page in (light, dark):
                await page.context.add_cookies([{"name": SESSION, "value": token, "url": url}])
        return [
            f"{path}: {fault}"
            for path in paths
            for fault in await look_at(light, dark, home + path.format_map(ids))
        ]


async def look_at(light: Page, dark: Page, address: str) -> list[str]:
    await light.goto(address, wait_until="domcontentloaded")
    faults = await barriers(light)
    if await is_wider_than_screen(light):
        faults.append("wider than the screen")
    await dark.goto(address, wait_until="domcontentloaded")
    await dark.evaluate(AXE.read_text() + ";0")
    return [*faults, *await dark.evaluate(CONTRASTS)]

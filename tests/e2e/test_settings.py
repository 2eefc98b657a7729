"""The settings in a browser: a round trip, moving categories, and each page in each look."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.desk import Desk
from tests.e2e.chromium import (
    LOOKS,
    Console,
    barriers,
    is_wider_than_screen,
    open_page,
    shoot,
)
from tests.e2e.servers import Server
from tests.e2e.signing_in import enter
from tests.team import open_ticket

PAGES = (
    "teammates",
    "teammates/new",
    "groups",
    "groups/new",
    "categories",
    "categories/new",
    "fields",
    "fields/new",
    "fields/new?type=dropdown",
    "tags",
    "canned-answers",
    "canned-answers/new",
    "response-time",
    "tokens",
    "tokens/new",
    "webhooks",
    "webhooks/new",
    "audit",
)


SCROLL_SIDEWAYS = """() => [...document.querySelectorAll(".table-wrap")]
    .filter((table) => table.scrollWidth > table.clientWidth)
    .map((table) => table.ariaLabel)"""


async def enter_settings(desk: Desk, page: Page) -> str:
    """An administrator is signed in; the path of the settings."""
    await enter(desk, page, "Ada Admin", "admin")
    return f"/inbox/{desk.community.short_name}/settings"


async def test_settings_go_round(
    acme: Desk, desktop: Page, second_desktop: Page, console: Console
) -> None:
    console.expected += ["422", r"/tickets\)"]  # a form that comes back; where a sign-in leads to
    settings = await enter_settings(acme, desktop)
    await desktop.goto(f"{settings}/categories")
    await desktop.get_by_role("link", name="New category").first.click()
    await desktop.get_by_label("Name").fill("Orders")
    await desktop.get_by_role("button", name="Save").click()
    await expect(desktop.get_by_role("link", name="Orders", exact=True)).to_be_visible()
    await expect(desktop.locator("#toasts")).to_contain_text("The category Orders is there.")
    await desktop.get_by_role("link", name="Edit Orders").click()
    await desktop.get_by_label("Name").fill("Purchases")
    await desktop.get_by_role("button", name="Save").click()
    await desktop.get_by_role("link", name="Purchases", exact=True).click()
    await desktop.get_by_role("link", name="Delete…").click()
    await desktop.get_by_role("button", name="Delete the category").click()
    await expect(desktop.get_by_text("No categories yet")).to_be_visible()
    await invite(desktop, settings, second_desktop)


async def invite(desktop: Page, settings: str, other: Page) -> None:
    await desktop.goto(f"{settings}/teammates/new")
    await desktop.get_by_label("Name").fill("Ida Berg")
    await desktop.get_by_label("E-mail address").fill("ada@acme.example")
    await desktop.get_by_role("button", name="Invite").click()
    await expect(desktop.get_by_label("E-mail address")).to_be_focused()
    await expect(desktop.get_by_label("Name")).to_have_value("Ida Berg")
    await desktop.get_by_label("E-mail address").fill("ida@acme.example")
    await desktop.get_by_role("button", name="Invite").click()
    await expect(desktop.get_by_role("button", name="Copy")).to_be_visible()
    link = await desktop.locator("#secret-1").inner_text()
    await other.goto("/inbox/" + link.partition("/inbox/")[2])
    await other.get_by_label("Password", exact=False).first.fill("a long enough one")
    await other.locator("main button, form button").last.click()
    await other.wait_for_url(lambda url: "/welcome/" not in url)


async def test_categories_move_by_keys_and_by_dragging(acme: Desk, desktop: Page) -> None:
    settings = await enter_settings(acme, desktop)
    for name in ("Orders", "Returns", "Warranty"):
        await acme.post("/categories", {"name": name})
    await desktop.goto(f"{settings}/categories")
    grip = desktop.get_by_role("button", name="Move Returns")
    await grip.focus()
    await desktop.keyboard.press("ArrowRight")
    below = desktop.locator(".tree .tree")
    await expect(below.get_by_role("link", name="Returns", exact=True)).to_be_visible()
    await expect(desktop.get_by_role("button", name="Move Returns")).to_be_focused()
    assert await barriers(desktop) == []
    await desktop.get_by_role("button", name="Move Warranty").drag_to(
        desktop.get_by_role("link", name="Returns", exact=True)
    )
    await expect(desktop.locator(".tree .tree .tree")).to_contain_text("Warranty")
    await shoot(desktop, "settings-categories-moved")
    await desktop.get_by_role("button", name="Move Warranty").focus()
    await desktop.keyboard.press("ArrowLeft")
    await expect(desktop.locator(".tree .tree .tree")).to_have_count(0)


@pytest.mark.parametrize("look", ["desktop", "dark", "phone"])
async def test_nothing_keeps_anybody_out(
    acme: Desk, browser: Browser, server: Server, console: Console, look: str
) -> None:
    async with open_page(browser, console, server.url, **LOOKS[look]) as page:
        settings = await enter_settings(acme, page)
        pages = PAGES[::3] if look == "dark" else PAGES
        found: dict[str, list[str]] = {}
        await furnish(acme)
        for name in pages:
            await page.goto(f"{settings}/{name}")
            await shoot(page, f"settings-{name.replace('/', '-').partition('?')[0]}-{look}")
            found[name] = await barriers(page, look=look)
            if await is_wider_than_screen(page):
                found[name].append("wider than the screen")
            found[name] += await page.evaluate(SCROLL_SIDEWAYS)
        assert {name: faults for name, faults in found.items() if faults} == {}


async def furnish(desk: Desk) -> None:
    orders = (await desk.post("/categories", {"name": "Orders"})).json()["data"]["id"]
    returns = {"name": "Returns", "parentId": orders, "isMuted": True}
    await desk.post("/categories", returns)
    await desk.post("/UserGroups", {"name": "First line", "categoryIds": [orders]})
    values = [{"order": 1, "value": "S"}, {"order": 2, "value": "M"}]
    size = {"name": "Size", "type": "dropdown", "possibleValues": values, "isRequired": True}
    await desk.post("/customFields", size | {"isRequired": False, "isSensitiveData": True})
    ticket_id = await open_ticket(desk, categoryId=orders)
    await desk.client.put(f"/tickets/{ticket_id}/tags", json=["urgent", "bike"])

"""Every part of the inbox, in a real browser, in each theme and width."""

import gzip
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from tests.e2e.chromium import (
    LOOKS,
    ROOT,
    Console,
    barriers,
    is_wider_than_screen,
    open_page,
    shoot,
)
from tests.inbox.showcase import ASSETS, PAGES, Showcase

POLICY: Final = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'"
ADDRESS: Final = "http://showcase.test"
ESBUILD: Final = ROOT / "node_modules" / ".bin" / "esbuild"


@dataclass(frozen=True)
class Showing:
    """Opens pages of the showcase; `built` are style and script, each in one file."""

    browser: Browser
    built: Path

    @asynccontextmanager
    async def __call__(
        self, page: str, density: str = "comfortable", **look: Any
    ) -> AsyncIterator[Page]:
        console = Console()
        async with open_page(self.browser, console, ADDRESS, **look) as shown:
            # Playwright writes to the object whose method it is given.
            await shown.route("**/assets/*", lambda route: self._answer(route))
            await shown.route("**/live?*", _say_nothing)
            html = Showcase(density=density).render(page)
            headers = {"Content-Security-Policy": POLICY}
            await shown.route(
                f"{ADDRESS}/{page}",
                lambda route: route.fulfill(body=html, content_type="text/html", headers=headers),
            )
            await shown.goto(f"/{page}")
            yield shown
        assert console.surprises() == []

    async def _answer(self, route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        folder = ASSETS if name.endswith(".svg") else self.built
        await route.fulfill(path=folder / name, content_type=guess_type(name)[0])


async def _say_nothing(_: Route) -> None:
    """As a live connection that takes its time: one that ends is opened again and asked after."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of inbox.css and inbox.js with all that they import."""
    if not ESBUILD.exists():
        pytest.fail("No esbuild in node_modules: run `npm ci`.", pytrace=False)
    folder = tmp_path_factory.mktemp("built")
    entries = (ASSETS / "css" / "inbox.css", ASSETS / "js" / "inbox.js")
    order = [
        str(ESBUILD),
        *map(str, entries),
        "--bundle",
        "--minify",
        "--format=esm",
        "--log-level=error",
    ]
    subprocess.run([*order, f"--outdir={folder}", "--entry-names=[name]"], check=True)
    return folder


@pytest.fixture
def show(browser: Browser, built: Path) -> Showing:
    return Showing(browser, built)


@pytest.mark.parametrize(
    ("page", "look"),
    [
        *((page, look) for page in PAGES for look in ("desktop", "dark")),
        *((page, "phone") for page in ("stylesheet", "tickets", "sign_in")),
    ],
)
async def test_nothing_keeps_anybody_out(show: Showing, page: str, look: str) -> None:
    async with show(page, **LOOKS[look]) as shown:
        await shoot(shown, f"showcase-{page}-{look}")
        assert await barriers(shown, look=look) == []
        assert not await is_wider_than_screen(shown)


@pytest.mark.parametrize("page", ["tickets", "settings"])
async def test_pages_fit_a_small_window(show: Showing, page: str) -> None:
    async with show(page, "compact", **LOOKS["middle"]) as shown:
        await shoot(shown, f"showcase-{page}-middle")
        assert not await is_wider_than_screen(shown)


async def test_compact_rows_take_less_room(show: Showing) -> None:
    heights = {}
    for density in ("comfortable", "compact"):
        async with show("tickets", density) as shown:
            box = await shown.locator(".row").first.bounding_box()
            assert box is not None
            heights[density] = box["height"]
    assert heights["compact"] < heights["comfortable"] * 0.6


async def test_a_menu_is_gone_through_with_the_arrow_keys(show: Showing) -> None:
    async with show("stylesheet") as shown:
        actions = shown.get_by_role("button", name="Actions")
        await actions.press("ArrowDown")
        await expect(entry(shown, "Reply")).to_be_focused()
        await shown.keyboard.press("ArrowDown")
        await expect(entry(shown, "Pending")).to_be_focused()
        await shown.keyboard.press("ArrowUp")
        await shown.keyboard.press("ArrowUp")
        await expect(entry(shown, "Mark as spam")).to_be_focused()
        assert await barriers(shown) == []
        await shown.keyboard.press("Escape")
        await expect(shown.locator("#demo-menu")).to_be_hidden()
        await expect(actions).to_be_focused()


async def test_a_dialog_opens_and_closes(show: Showing) -> None:
    async with show("stylesheet") as shown:
        await shown.get_by_role("button", name="Open a dialog").click()
        await expect(shown.locator("#demo-dialog")).to_be_visible()
        assert await barriers(shown) == []
        await shoot(shown, "showcase-dialog")
        await shown.get_by_role("button", name="Cancel").last.click()
        await expect(shown.locator("#demo-dialog")).to_be_hidden()


async def test_the_theme_is_switched(show: Showing) -> None:
    async with show("tickets") as shown:
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        before = await shown.evaluate(ground)
        await shown.get_by_role("button", name="Your menu").click()
        await shoot(shown, "showcase-menu")
        await shown.get_by_role("button", name="Light or dark").click()
        await shown.wait_for_function(f"before => {ground} !== before", arg=before)


async def test_a_note_looks_unlike_a_reply_without_any_script(show: Showing) -> None:
    async with show("tickets", java_script_enabled=False) as shown:
        composer = shown.locator(".composer")
        before = await composer.evaluate("element => getComputedStyle(element).backgroundColor")
        await shown.locator("label", has_text="Note").click()
        await shoot(shown, "showcase-note")
        await expect(composer).not_to_have_css("background-color", before)


async def test_views_and_details_slide_in_on_a_phone(show: Showing) -> None:
    async with show("tickets", **LOOKS["phone"]) as shown:
        await expect(shown.locator(".list")).to_be_hidden()
        await expect(shown.locator("#views")).to_be_hidden()
        await shown.get_by_role("button", name="Views").click()
        await expect(shown.locator("#views")).to_be_visible()
        await shoot(shown, "showcase-views-phone")
        await shown.keyboard.press("Escape")
        await shown.get_by_role("button", name="Details").click()
        await expect(shown.locator("#facts")).to_be_visible()
        assert await barriers(shown) == []


async def test_the_script_is_small(built: Path) -> None:
    assert len(gzip.compress((built / "inbox.js").read_bytes())) < 60_000


def entry(page: Page, name: str) -> Locator:
    return page.locator("#demo-menu .menu-item", has_text=name)

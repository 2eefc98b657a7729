"""Chromium, and pages in it that fail a test for whatever a person would find in the console."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, ConsoleMessage, Page, Route, async_playwright, expect

ROOT: Final = Path(__file__).parents[2]
AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS: Final = ROOT / "screenshots"

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATIENCE: Final = 30_000

expect.set_options(timeout=PATIENCE)

DESKTOP: Final[dict[str, Any]] = {
    "viewport": {"width": 1440, "height": 900},
    "reduced_motion": "reduce",
}
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "desktop": DESKTOP,
    "dark": {"color_scheme": "dark"},
    "nb": {"locale": "nb-NO"},
    "middle": {"viewport": {"width": 1100, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
"""What a page is looked at with, by name; what one leaves out is as on a desktop."""

WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RULES: Final = {"dark": ("color-contrast",), "middle": ("target-size",), "phone": ("target-size",)}
"""What a look changes; all else is as on a desktop."""


class ToolMissing(Exception):
    """Something that is installed beside Python is not there; the text says how to get it."""


def find_chromium() -> str:
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise ToolMissing(
        "No Chromium on PATH, in which the inbox is tested: run `apt-get install chromium`."
    )


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """Raises ToolMissing."""
    executable = find_chromium()
    async with (
        async_playwright() as playwright,
        await playwright.chromium.launch(executable_path=executable, args=FLAGS) as browser,
    ):
        yield browser


@dataclass
class Console:
    """What went wrong in a page; `expected` are patterns of what a test brings about."""

    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        page.on("crash", lambda _: self.faults.append("the page crashed"))

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium reports refusals of the content security policy as errors, too.
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def surprises(self) -> list[str]:
        return [
            fault
            for fault in self.faults
            if not any(re.search(pattern, fault) for pattern in self.expected)
        ]


@asynccontextmanager
async def open_page(
    browser: Browser, console: Console, base_url: str | None = None, **look: Any
) -> AsyncIterator[Page]:
    """A page in a context of its own: cookies, size, language and theme are not shared."""
    async with await browser.new_context(**({"base_url": base_url} | DESKTOP | look)) as context:
        context.set_default_timeout(PATIENCE)
        context.on("page", console.watch)
        yield await context.new_page()


@asynccontextmanager
async def held(page: Page, address: str) -> AsyncIterator[None]:
    """Requests to an address, of which one at least is waited for, reach the server only when the
    context is left."""
    asked, release = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        asked.set()
        await release.wait()
        await route.continue_()

    await page.route(address, hold)
    yield
    async with asyncio.timeout(PATIENCE / 1000):
        await asked.wait()
    release.set()


async def until(page: Page, condition: str) -> None:
    """The page's content security policy refuses what Playwright waits with."""
    ask = f"{condition} ? done() : setTimeout(ask, 20)"
    async with asyncio.timeout(PATIENCE / 1000):
        await page.evaluate(f"new Promise(done => {{ const ask = () => {ask}; ask(); }})")


async def barriers(page: Page, within: str = "body", *, look: str = "desktop") -> list[str]:
    """What axe finds that keeps somebody out; an empty list is wanted. Of another look than a
    desktop's, only what it changes. Raises ToolMissing."""
    if not AXE.is_file():
        raise ToolMissing("No axe-core in node_modules: run `npm ci`.")
    if not await page.evaluate("'axe' in window"):
        # By the debugger: the page's content security policy stays as strict as it is.
        await page.evaluate(AXE.read_text() + ";0")
    found = await page.evaluate(
        "([within, runOnly]) => axe.run(within, {runOnly, resultTypes: ['violations']})",
        [within, {"type": "rule", "values": RULES[look]} if look in RULES else list(WCAG)],
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


async def shoot(page: Page, name: str) -> None:
    """What the page looks like now, into the ignored folder screenshots/, if pictures are wanted
    (`make screenshots`)."""
    if not os.environ.get("SCREENSHOTS"):
        return
    SCREENSHOTS.mkdir(exist_ok=True)
    # Hiding the caret would need a style that the content security policy refuses.
    await page.screenshot(path=SCREENSHOTS / f"{name}.png", caret="initial")


async def is_wider_than_screen(page: Page) -> bool:
    wider: bool = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wider

"""The inbox's list of tickets: how long the server takes for the page, and how long a browser."""

import asyncio
import shutil
import time
from http.client import HTTPConnection
from statistics import median

import msgspec
from playwright.async_api import BrowserContext, StorageState, async_playwright

from bench.installation import ADMIN, COMMUNITY, PASSWORD, Installation
from bench.load import HOST
from bench.plan import Part
from bench.stretches import Bench
from bench.system import cpu_seconds
from bench.targets import Target, frontdesk_target

LIST = f"/inbox/{COMMUNITY}/tickets"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
# Until everything that the page names is there, scripts have run and it can be used.
_COMPLETE = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"


class Times(msgspec.Struct, frozen=True):
    """ms: the fastest, and the median."""

    fastest: float
    median: float


class PageFigures(msgspec.Struct, frozen=True):
    """One teammate alone. `server` is from sending a request for the page to the end of its answer,
    `server_cpu` the CPU time of the server meanwhile; `first` is a browser's first visit, with
    nothing kept, `complete` further ones: from going there to the end of loading."""

    answer_bytes: int
    server: Times
    server_cpu_ms: float
    first_ms: float
    complete: Times


def measure_pages(bench: Bench, place: Installation) -> PageFigures | None:
    """None where there is no Chromium."""
    if Part.PAGES not in bench.plan.parts:
        return None
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return None
    bench.tell("pages of the inbox")
    with frontdesk_target(place, "--no-worker") as target:
        return asyncio.run(_visit(browser, target, bench.plan.repeats))


async def _visit(browser: str, target: Target, repeats: int) -> PageFigures:
    async with (
        async_playwright() as playwright,
        await playwright.chromium.launch(executable_path=browser, args=_FLAGS) as chromium,
    ):
        state = await _sign_in(await chromium.new_context(), target)
        context = await chromium.new_context(storage_state=state)
        first, *complete = [await _time_visit(context, target) for _ in range(1 + repeats)]
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in await context.cookies())
    before = cpu_seconds(target.pid)
    lengths, elapsed = zip(*[_ask(target, cookies) for _ in range(repeats)], strict=True)
    after = cpu_seconds(target.pid)
    return PageFigures(
        answer_bytes=lengths[-1],
        server=_times(elapsed),
        server_cpu_ms=((after or 0) - (before or 0)) / repeats * 1000,
        first_ms=first,
        complete=_times(complete),
    )


async def _sign_in(context: BrowserContext, target: Target) -> StorageState:
    """The cookies that a browser has afterwards."""
    page = await context.new_page()
    await page.goto(_address(target))
    await page.locator("input[name=login]").fill(ADMIN)
    await page.locator("input[name=password]").fill(PASSWORD.decode())
    await page.locator("form:has(input[name=password]) button:not([type=button])").click()
    await page.locator("[data-row]").first.wait_for()
    state = await context.storage_state()
    await context.close()
    return state


async def _time_visit(context: BrowserContext, target: Target) -> float:
    page = await context.new_page()
    await page.goto(_address(target), wait_until="load")
    await page.wait_for_function(f"({_COMPLETE})() > 0")
    took: float = await page.evaluate(_COMPLETE)
    await page.close()
    return took


def _address(target: Target) -> str:
    return f"http://{HOST}:{target.port}{LIST}"


def _ask(target: Target, cookies: str) -> tuple[int, float]:
    """The length of the page and ms until it was there."""
    connection = HTTPConnection(HOST, target.port, timeout=60)
    connection.connect()
    start = time.perf_counter()
    connection.request("GET", LIST, headers={"Cookie": cookies})
    answer = connection.getresponse()
    length = len(answer.read())
    took = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"bench: {LIST} is answered by {answer.status}")
    return length, took


def _times(taken: tuple[float, ...] | list[float]) -> Times:
    return Times(min(taken), median(taken))

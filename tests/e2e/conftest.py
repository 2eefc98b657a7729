"""One Chromium and one server a test process; pages in the shapes that people use."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Page

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from tests.desk import Desk, open_desk
from tests.e2e.chromium import LOOKS, Console, ToolMissing, open_chromium, open_page
from tests.e2e.servers import Server, run_server


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    try:
        async with open_chromium() as browser:
            yield browser
    except ToolMissing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def server(address: DatabaseAddress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(address, tmp_path_factory.mktemp("inbox")) as server:
        yield server


@pytest.fixture(scope="session")
def second_server(
    address: DatabaseAddress, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Another process on the same database."""
    with run_server(address, tmp_path_factory.mktemp("second-inbox")) as server:
        yield server


@pytest.fixture
async def acme(database: Database, address: DatabaseAddress, server: Server) -> AsyncIterator[Desk]:
    """Acme, behind a server process whose clock is the true one."""
    async with open_desk(database, address, server.url, "acme") as desk:
        yield desk


@pytest.fixture
def console() -> Iterator[Console]:
    """Of all pages of a test, which fails for any error or warning in it that it does not
    expect: a test that brings some about adds a pattern to `console.expected`."""
    console = Console()
    yield console
    assert console.surprises() == []


@pytest.fixture
async def page(
    request: pytest.FixtureRequest, browser: Browser, console: Console, server: Server
) -> AsyncIterator[Page]:
    """In the look of a test's parameter: `@pytest.mark.parametrize("page", LOOKS, indirect=True)`;
    without one, a desktop's."""
    look = LOOKS[getattr(request, "param", "desktop")]
    async with open_page(browser, console, server.url, **look) as page:
        yield page


@pytest.fixture
async def desktop(browser: Browser, console: Console, server: Server) -> AsyncIterator[Page]:
    async with open_page(browser, console, server.url) as page:
        yield page


@pytest.fixture
async def second_desktop(
    browser: Browser, console: Console, second_server: Server
) -> AsyncIterator[Page]:
    """Somebody else's, at the other server process."""
    async with open_page(browser, console, second_server.url) as page:
        yield page


@pytest.fixture
async def phone(browser: Browser, console: Console, server: Server) -> AsyncIterator[Page]:
    async with open_page(browser, console, server.url, **LOOKS["phone"]) as page:
        yield page


@pytest.fixture
async def dark(browser: Browser, console: Console, server: Server) -> AsyncIterator[Page]:
    async with open_page(browser, console, server.url, **LOOKS["dark"]) as page:
        yield page


@pytest.fixture
async def nb(browser: Browser, console: Console, server: Server) -> AsyncIterator[Page]:
    """Of somebody who reads Norwegian."""
    async with open_page(browser, console, server.url, **LOOKS["nb"]) as page:
        yield page

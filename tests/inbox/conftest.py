"""Browsers in which somebody is signed in."""

from collections.abc import AsyncIterator

import pytest

from frontdesk.kit.signing import derive_key
from frontdesk.people.enums import Role
from tests.desk import Desk
from tests.inbox.browser import Browser, open_browser, open_browser_as
from tests.serving import SERVER_SECRET


@pytest.fixture
async def admin(acme: Desk) -> AsyncIterator[Browser]:
    async with open_browser_as(acme, Role.ADMIN) as browser:
        yield browser


@pytest.fixture
async def agent(acme: Desk) -> AsyncIterator[Browser]:
    async with open_browser_as(acme, Role.AGENT) as browser:
        yield browser


@pytest.fixture
async def reader(acme: Desk) -> AsyncIterator[Browser]:
    """Somebody who may only read."""
    async with open_browser_as(acme, Role.READ_ONLY_USER) as browser:
        yield browser


@pytest.fixture
async def anybody(acme: Desk) -> AsyncIterator[Browser]:
    """Nobody is signed in here."""
    async with open_browser(acme) as browser:
        yield browser


@pytest.fixture
async def stranger(globex: Desk) -> AsyncIterator[Browser]:
    """An administrator of another community."""
    async with open_browser_as(globex, Role.ADMIN) as browser:
        yield browser


@pytest.fixture(scope="session")
def second_factor_key() -> bytes:
    """The server's, so that a test can set a second factor up beside it."""
    return derive_key(SERVER_SECRET, "second factor")

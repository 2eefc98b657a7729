"""The parts that tests stand on: a real PostgreSQL, the real application behind real HTTP.

The database and the server are shared by the tests of one process; each test works in communities
of its own, so that nothing needs to be emptied and any order works.
"""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
from pydantic import SecretStr

from frontdesk.config import Settings
from frontdesk.database.address import OWNER_ROLE, SERVICE_ROLE, DatabaseAddress
from frontdesk.database.embedded import hold_server
from frontdesk.database.migrate import migrate
from frontdesk.database.pool import Database
from tests.desk import (
    Desk,
    FakeClock,
    assert_documents_true,
    assert_found_and_counted,
    open_desk,
)
from tests.receiver import RECEIVER
from tests.serving import SERVER_SECRET, serve_desk

for name in [name for name in os.environ if name.startswith("FRONTDESK_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatabaseAddress]:
    """A migrated database that only this test process uses; it need not survive a power cut."""
    folder = tmp_path_factory.mktemp("data")
    with hold_server(folder, settings={"fsync": "off", "full_page_writes": "off"}) as server:
        address = DatabaseAddress(server.conninfo(OWNER_ROLE), server.conninfo(SERVICE_ROLE))
        migrate(address)
        yield address


@pytest.fixture(scope="session")
async def database(address: DatabaseAddress) -> AsyncIterator[Database]:
    async with Database(address.service, most=4) as database:
        yield database


@pytest.fixture(scope="session")
def session_clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def clock(session_clock: FakeClock) -> Iterator[FakeClock]:
    """The server's clock; it stands still unless a test moves it."""
    yield session_clock
    session_clock.reset()


@pytest.fixture(scope="session")
async def server_url(
    address: DatabaseAddress, session_clock: FakeClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("server"),
        log_level="error",
        secret_key=SecretStr(SERVER_SECRET),
        address_rate_limit=None,  # all tests come from one address, and the clock stands still
        webhooks_allow_http=True,  # the endpoint of the tests is one of this machine
        webhooks_allow_private=True,
    )
    async with RECEIVER, serve_desk(address, session_clock, settings) as url:
        yield url


@pytest.fixture
async def acme(
    request: pytest.FixtureRequest,
    database: Database,
    address: DatabaseAddress,
    server_url: str,
    clock: FakeClock,
) -> AsyncIterator[Desk]:
    """Acme, the community that most tests work in, and a client with its token."""
    async with open_desk(database, address, server_url, "acme") as desk:
        yield desk
        await check_documents(request, desk)


@pytest.fixture
async def globex(
    request: pytest.FixtureRequest,
    database: Database,
    address: DatabaseAddress,
    server_url: str,
    clock: FakeClock,
) -> AsyncIterator[Desk]:
    """Globex, another community, whose things Acme must never see."""
    async with open_desk(database, address, server_url, "globex") as desk:
        yield desk
        await check_documents(request, desk)


async def check_documents(request: pytest.FixtureRequest, desk: Desk) -> None:
    """Whatever a test did to a community, each ticket's document, the words by which it is found
    and the counts are then what the tables say; a test that damages some on purpose carries the
    mark `damages_documents`, with its reason."""
    if request.node.get_closest_marker("damages_documents") is None:
        await assert_documents_true(desk)
        await assert_found_and_counted(desk)

"""Installations for commands to work on."""

import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from frontdesk.database.embedded import hold_server, wait_until_ended
from tests.cli.installation import Frontdesk, Preloaded

numbers = count(1)


@pytest.fixture(scope="session")
def preloaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preloaded]:
    preloaded = Preloaded(tmp_path_factory.mktemp("streams"))
    yield preloaded
    preloaded.end()


@pytest.fixture(scope="session")
def frontdesk(
    tmp_path_factory: pytest.TempPathFactory, preloaded: Preloaded
) -> Iterator[Frontdesk]:
    """An installation that most tests share; its database runs, and need not survive much."""
    data_dir = tmp_path_factory.mktemp("cli")
    with hold_server(data_dir, settings={"fsync": "off"}):
        yield Frontdesk(data_dir, preloaded)


@pytest.fixture
def acme(frontdesk: Frontdesk) -> str:
    """The short name of a new community."""
    return frontdesk.community(f"acme-{next(numbers)}")


@pytest.fixture
def own_frontdesk(tmp_path: Path, preloaded: Preloaded) -> Iterator[Frontdesk]:
    """An installation of one test, whose database runs only while a command does."""
    yield Frontdesk(tmp_path / "d", preloaded)
    wait_until_ended(tmp_path / "d")


@pytest.fixture
def port() -> int:
    """One that was free a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        number: int = listener.getsockname()[1]
        return number

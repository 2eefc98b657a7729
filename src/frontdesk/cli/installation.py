"""What every command stands on: its options, the settings, and a database that is up to date."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from frontdesk.config import Settings, load_settings
from frontdesk.database.address import DatabaseAddress, database_address
from frontdesk.database.migrate import migrate
from frontdesk.database.pool import Database
from frontdesk.logs import configure_logs

Result = TypeVar("Result")


@dataclass(frozen=True)
class Installation:
    settings: Settings
    address: DatabaseAddress


@contextmanager
def open_installation(data_dir: Path | None, **overrides: object) -> Iterator[Installation]:
    """Settings and a reachable, migrated database; `overrides` replace settings unless None."""
    settings = load_settings(data_dir=data_dir, **overrides)
    configure_logs(settings)
    with database_address(settings.outside_database(), settings.data_dir) as address:
        migrate(address)
        yield Installation(settings, address)


def run_with_database(
    data_dir: Path | None, action: Callable[[Database], Awaitable[Result]]
) -> Result:
    """The result of one asynchronous action on the database."""
    return run_in_installation(data_dir, lambda _, database: action(database))


def run_in_installation(
    data_dir: Path | None, action: Callable[[Installation, Database], Awaitable[Result]]
) -> Result:
    """The same for an action that wants the settings, too."""
    with open_installation(data_dir) as installation:
        return asyncio.run(_with_database(installation, action))


async def _with_database(
    installation: Installation, action: Callable[[Installation, Database], Awaitable[Result]]
) -> Result:
    async with Database(installation.address.service, most=2) as database:
        return await action(installation, database)


def print_json(value: Any) -> None:  # Any: whatever msgspec encodes
    """One JSON text on stdout, in the API's spelling."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")

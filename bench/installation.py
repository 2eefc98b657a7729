"""An installation of its own for each size: data folder, community, tickets, token."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import psycopg

from bench.folders import with_made_data
from bench.load import HOST
from bench.statistics import keep_statistics
from bench.system import family
from frontdesk.config import PREFIX
from frontdesk.database.address import DatabaseAddress, database_address
from frontdesk.database.embedded import wait_until_ended
from frontdesk.database.migrations import HEAD

COMMUNITY = "bench"
BESIDE = "beside"
ADMIN = "admin@example.com"
PASSWORD = b"not a secret: nobody else gets there"
FRONTDESK = str(Path(sys.executable).with_name("frontdesk"))


class _Community(msgspec.Struct, rename="camel"):
    community_id: int


class _AccessToken(msgspec.Struct):
    access_token: str


class _Token(msgspec.Struct, rename="camel"):
    client_id: str
    refresh_token: str


class Made(msgspec.Struct, frozen=True):
    """What the data of an installation is known by."""

    community_id: int
    beside_id: int | None
    token: _Token


@dataclass(frozen=True)
class Installation:
    """`environment` is that of every process which belongs to it; `folder` has room for more;
    `beside_id` is the other community."""

    folder: Path
    environment: Mapping[str, str]
    address: DatabaseAddress
    community_id: int
    beside_id: int | None
    token: _Token

    def postgres_pids(self) -> list[int]:
        """Looked up each time: the server's connections come and go."""
        pid_file = self.folder / "made" / "data" / "postgres" / "postmaster.pid"
        return family(int(pid_file.read_text().splitlines()[0]))

    def fetch_access_token(self, port: int) -> str:
        """Good for an hour."""
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.token.refresh_token,
            "client_id": self.token.client_id,
        }
        connection = HTTPConnection(HOST, port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/token", urlencode(form), headers)
        answer = connection.getresponse().read()
        connection.close()
        return msgspec.json.decode(answer, type=_AccessToken).access_token


@contextmanager
def installation(
    tickets: int, *, seed: int = 1, kept: Path | None = None, beside: int = 0
) -> Iterator[Installation]:
    """Removed at the end, after its database has stopped. `beside`: so many tickets of another
    community were there before.

    In the folder `kept` the data that was made stays: who asks for the same works on a copy.

    This process holds the database all the time. Otherwise the pinned server would start it, and
    it would inherit the pin.
    """
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-", dir=kept) as name:
        folder = Path(name)
        wanted = f"schema-{HEAD}-seed-{seed}-tickets-{tickets}-beside-{beside}"
        with_made_data(
            folder / "made", kept and kept / wanted, lambda made: _make(made, tickets, seed, beside)
        )
        with _database(folder / "made") as (environment, address):
            made = msgspec.json.decode((folder / "made" / "made.json").read_bytes(), type=Made)
            yield Installation(
                folder, environment, address, made.community_id, made.beside_id, made.token
            )


@contextmanager
def _database(folder: Path) -> Iterator[tuple[dict[str, str], DatabaseAddress]]:
    data_dir = folder / "data"
    environment = make_environment(data_dir=str(data_dir), log_level="warning", rate_limit="off")
    try:
        with database_address(None, data_dir) as address:
            yield environment, address
    finally:
        wait_until_ended(data_dir)


def make_environment(**settings: str) -> dict[str, str]:
    """The caller's environment, but of frontdesk's settings only these."""
    foreign = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    return foreign | {f"{PREFIX}{name.upper()}": text for name, text in settings.items()}


def _make(folder: Path, tickets: int, seed: int, beside: int) -> None:
    folder.mkdir()
    with _database(folder) as (environment, address):
        beside_id = _plant(environment, BESIDE, beside, seed + 1) if beside else None
        keep_statistics(address)
        community_id = _plant(environment, COMMUNITY, tickets, seed)
        token = command(environment, "token", "create", "--community", COMMUNITY, "--name", "bench")
        _settle(address)
    made = Made(community_id, beside_id, msgspec.json.decode(token, type=_Token))
    (folder / "made.json").write_bytes(msgspec.json.encode(made))


def _plant(environment: Mapping[str, str], short_name: str, tickets: int, seed: int) -> int:
    made = command(environment, "community", "create", short_name)
    many, seeds = ("--tickets", str(tickets)), ("--seed", str(seed))
    command(environment, "generate", "--community", short_name, *many, *seeds)
    # Somebody who can sign in: else each server says first how to become the first.
    who = ("--email", ADMIN, "--name", "Admin", "--role", "admin")
    options = ("--community", short_name, *who, "--password-stdin")
    command(environment, "teammate", "create", *options, text=PASSWORD)
    return msgspec.json.decode(made, type=_Community).community_id


def command(environment: Mapping[str, str], *arguments: str, text: bytes = b"") -> bytes:
    """What a frontdesk command prints that is given `text`; raises SystemExit when it fails, having
    said why."""
    run = subprocess.run(
        [FRONTDESK, *arguments], env=environment, input=text, stdout=subprocess.PIPE
    )
    if run.returncode != 0:
        sys.exit(f"bench: frontdesk {' '.join(arguments)} failed")
    return run.stdout


def _settle(address: DatabaseAddress) -> None:
    """What the database would do by itself within minutes, it shall not do while we measure."""
    with psycopg.connect(address.owner, autocommit=True) as connection:
        connection.execute("vacuum (analyze)")
        connection.execute("checkpoint")


def disk_bytes(address: DatabaseAddress) -> int:
    """All tables with their indexes."""
    with psycopg.connect(address.owner) as connection:
        row = connection.execute(
            "select sum(pg_total_relation_size(oid))::bigint from pg_class"
            " where relkind = 'r' and relnamespace = 'public'::regnamespace"
        ).fetchone()
    assert row is not None, "an aggregate has one row"
    return int(row[0])

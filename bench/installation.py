"""An installation of its own for each size: data folder, community, tickets, token."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import psycopg

from bench.load import HOST
from bench.system import family
from frontdesk.config import PREFIX
from frontdesk.database.address import DatabaseAddress, database_address
from frontdesk.database.embedded import wait_until_ended

COMMUNITY = "bench"
FRONTDESK = str(Path(sys.executable).with_name("frontdesk"))


class _Community(msgspec.Struct, rename="camel"):
    community_id: int


class _AccessToken(msgspec.Struct):
    access_token: str


class _Token(msgspec.Struct, rename="camel"):
    client_id: str
    refresh_token: str


@dataclass(frozen=True)
class Installation:
    """`environment` is that of every process which belongs to it."""

    folder: Path
    environment: Mapping[str, str]
    address: DatabaseAddress
    community_id: int
    token: _Token

    def postgres_pids(self) -> list[int]:
        """Looked up each time: the server's connections come and go."""
        pid_file = self.folder / "data" / "postgres" / "postmaster.pid"
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
def installation(tickets: int) -> Iterator[Installation]:
    """Removed at the end, after its database has stopped.

    This process holds the database all the time. Otherwise the pinned server would start it, and
    it would inherit the pin.
    """
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as name:
        data_dir = Path(name, "data")
        environment = make_environment(
            data_dir=str(data_dir), log_level="warning", rate_limit="off"
        )
        try:
            with database_address(None, data_dir) as address:
                yield _furnish(Path(name), environment, address, tickets)
        finally:
            wait_until_ended(data_dir)


def make_environment(**settings: str) -> dict[str, str]:
    """The caller's environment, but of frontdesk's settings only these."""
    foreign = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    return foreign | {f"{PREFIX}{name.upper()}": text for name, text in settings.items()}


def _furnish(
    folder: Path, environment: Mapping[str, str], address: DatabaseAddress, tickets: int
) -> Installation:
    run = partial(command, environment)
    community = run("community", "create", COMMUNITY)
    run("generate", "--community", COMMUNITY, "--tickets", str(tickets), "--seed", "1")
    token = run("token", "create", "--community", COMMUNITY, "--name", "bench")
    _settle(address)
    return Installation(
        folder=folder,
        environment=environment,
        address=address,
        community_id=msgspec.json.decode(community, type=_Community).community_id,
        token=msgspec.json.decode(token, type=_Token),
    )


def command(environment: Mapping[str, str], *arguments: str) -> bytes:
    """What a frontdesk command prints; raises SystemExit when it fails, having said why."""
    run = subprocess.run([FRONTDESK, *arguments], env=environment, stdout=subprocess.PIPE)
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

"""`frontdesk serve`, `frontdesk worker` and `frontdesk migrate`."""

import asyncio
import sys
from typing import Annotated

import typer

from frontdesk.cli.installation import open_installation, print_json
from frontdesk.cli.options import DataDir
from frontdesk.cli.welcoming import Offer, describe_offers, offer_first_administrators
from frontdesk.config import load_settings
from frontdesk.database.address import database_address
from frontdesk.database.migrate import migrate
from frontdesk.database.migrations import HEAD


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes.")] = 1,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Leave webhooks and the like to frontdesk worker.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Serve the API until SIGTERM or Ctrl-C; requests under way are finished first."""
    from frontdesk.cli.serving import run_server  # costs 0.5 s, which other commands need not pay

    worker = False if no_worker else None
    with open_installation(data_dir, host=host, port=port, worker=worker) as installation:
        offers = asyncio.run(offer_first_administrators(installation))
        run_server(
            installation,
            workers=workers,
            announce=lambda address: _announce(address, installation.settings.public_url, offers),
        )


def _announce(address: str, public_url: str | None, offers: list[Offer]) -> None:
    print(f"frontdesk serves {address}", flush=True)
    for line in describe_offers(offers, (public_url or address).rstrip("/")):
        print(line, file=sys.stderr, flush=True)


def work(data_dir: DataDir = None) -> None:
    """Run one more worker until SIGTERM or Ctrl-C: it delivers webhooks and clears up."""
    import uvloop

    from frontdesk.worker.alone import work_alone  # costs what serve's does

    with open_installation(data_dir) as installation:
        print("frontdesk works", flush=True)
        uvloop.run(work_alone(installation.settings, installation.address))


def migrate_schema(data_dir: DataDir = None) -> None:
    """Bring the database's schema up to date."""
    settings = load_settings(data_dir=data_dir)
    with database_address(settings.outside_database(), settings.data_dir) as address:
        changed = migrate(address)
    print_json({"schema": HEAD, "changed": changed})

"""`frontdesk demo`: a community to look at, then serve."""

import asyncio
from pathlib import Path
from secrets import token_urlsafe
from typing import Annotated, Final

import typer
from rich.console import Console

from frontdesk.accounts.passwords import find_hash, set_password
from frontdesk.cli.installation import Installation, open_installation
from frontdesk.cli.options import DataDir
from frontdesk.cli.progress import show_progress
from frontdesk.communities.community import (
    Community,
    create_community,
    find_community,
    require_community,
)
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import system_clock
from frontdesk.people.enums import Role
from frontdesk.people.teammates import find_teammate
from frontdesk.tokens.refresh import create_token, list_tokens, revoke_token

SYNTHETIC_TICKETS: Final = 250
TOKEN_NAME: Final = "demo"
LOGIN: Final = "ingrid@nordlys.example"
"""The administrator who runs the demo's desk."""


def demo(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Make the demo community, unless it is there, and serve."""
    from frontdesk.cli.serving import run_server  # costs 0.5 s, which other commands need not pay

    with open_installation(data_dir, host=host, port=port) as installation:
        token, password = asyncio.run(_prepare(installation))
        run_server(
            installation, workers=1, announce=lambda address: _invite(address, token, password)
        )


async def _prepare(installation: Installation) -> tuple[str, str]:
    """A public token and the login's password of the demo community, which is there and full
    afterwards."""
    async with Database(installation.address.service, most=2) as database:
        if await find_community(database, "demo") is None:
            await create_community(database, "demo", name="Nordlys Bikes", now=system_clock())
        community = await require_community(database, "demo")
        if not await _has_tickets(database, community):
            await _plant(installation, database, community)
        data_dir = installation.settings.data_dir
        return (
            await _keep_token(data_dir, database, community),
            await _keep_password(data_dir, database, community),
        )


async def _has_tickets(database: Database, community: Community) -> bool:
    async with database.reading(community.community_id) as connection:
        return bool(
            await connection.value(
                "select exists (select from tickets where community_id = %(id)s)",
                {"id": community.community_id},
            )
        )


async def _plant(installation: Installation, database: Database, community: Community) -> None:
    # Loaded here: the content is of no use to any other command.
    from frontdesk.samples.demo_community import DEMO
    from frontdesk.samples.demo_planting import plant_demo
    from frontdesk.samples.planting import plant_synthetic_tickets_beside

    now = system_clock()
    async with owner_transaction(installation.address.owner, community.community_id) as connection:
        tx = Transaction(
            connection=connection,
            community_id=community.community_id,
            actor_id=community.api_user_id,
            now=now,
        )
        planted = await plant_demo(tx, DEMO)
        with show_progress("Writing tickets", total=SYNTHETIC_TICKETS) as progress:
            await plant_synthetic_tickets_beside(
                connection, community, planted, SYNTHETIC_TICKETS, now=now, progress=progress
            )


async def _keep_token(data_dir: Path, database: Database, community: Community) -> str:
    """The public token in the data folder, or a new one: a stored token cannot be shown again."""
    path = data_dir / "demo-token"
    if path.exists():
        return path.read_text().strip()
    async with database.writing(community.community_id) as connection:
        known = await list_tokens(connection, community.community_id)
        if any(token.name == TOKEN_NAME and token.revoked_time is None for token in known):
            await revoke_token(
                connection, community.community_id, name=TOKEN_NAME, now=system_clock()
            )
        secret = await create_token(
            connection,
            community.community_id,
            name=TOKEN_NAME,
            kind="public",
            role=Role.ADMIN,
            now=system_clock(),
        )
        path.touch(mode=0o600)
        path.write_text(secret)
    return secret


async def _keep_password(data_dir: Path, database: Database, community: Community) -> str:
    """The demo login's password in the data folder; a new one if it, or the login, is not there."""
    path = data_dir / "demo-password"
    known = path.read_text().strip() if path.exists() else None
    password = known or token_urlsafe(12)
    async with database.writing(community.community_id) as connection:
        tx = Transaction(
            connection=connection,
            community_id=community.community_id,
            actor_id=community.api_user_id,
            now=system_clock(),
        )
        login = await find_teammate(connection, community.community_id, email=LOGIN)
        if login is not None and not (
            known and await find_hash(connection, community.community_id, login)
        ):
            await set_password(tx, login, password)
        path.touch(mode=0o600)
        path.write_text(password)
    return password


def _invite(address: str, token: str, password: str) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print()
    console.print("[bold]frontdesk is running[/] with the demo community Nordlys Bikes.\n")
    console.print(f"  The inbox            {address}/inbox/demo")
    console.out(f"  Sign in as           {LOGIN}  {password}\n", highlight=False)
    console.print(f"  The API, described   {address}/docs\n")
    console.print("  List open tickets, newest activity first:\n")
    console.out(
        f"  curl -s {address}/tickets/list -H 'Community: demo' -H 'X-Token: {token}'"
        """ -d '{"status": "open", "take": 5}' -H 'Content-Type: application/json'""",
        highlight=False,
    )
    console.print("\n  Ctrl-C stops it; the data stays.\n")

"""How people come in who have no password yet: one is typed here, or they get a link."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import typer

from frontdesk.accounts.setup_links import list_untouched, offer_first_administrator
from frontdesk.cli.installation import Installation
from frontdesk.communities.community import get_community
from frontdesk.database.pool import Database, owner_connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import OperatorError
from frontdesk.kit.clock import system_clock

MOST_OFFERS: Final = 5
"""Whoever has more communities without anybody in them adds administrators by command."""


@dataclass(frozen=True)
class Offer:
    """A link's token by which a community's first administrator joins."""

    short_name: str
    token: str


def ask_password(*, from_stdin: bool) -> str | None:
    """The password on the first line of standard input, or typed twice on a terminal; None where
    there is no terminal, or nothing is typed."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise OperatorError("--password-stdin: standard input has no password")
        return password
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    prompt = "Password (empty for a set-up link)"
    typed = typer.prompt(
        prompt, default="", show_default=False, hide_input=True, confirmation_prompt=True, err=True
    )
    return str(typed) or None


def welcome_address(address: str, community: str, token: str) -> str:
    return f"{address}/inbox/{community.lower()}/welcome/{token}"


async def offer_first_administrators(installation: Installation) -> list[Offer]:
    """Links for the communities in which nobody has ever had a password."""
    async with owner_connection(installation.address.owner) as connection:
        untouched = await list_untouched(connection, most=MOST_OFFERS + 1)
    if not 0 < len(untouched) <= MOST_OFFERS:
        return []
    async with Database(installation.address.service, most=1) as database:
        offers = [await _offer(database, community_id) for community_id in untouched]
    return [offer for offer in offers if offer is not None]


async def _offer(database: Database, community_id: int) -> Offer | None:
    async with database.writing(community_id) as connection:
        community = await get_community(connection, community_id)
        assert community is not None, "it was just found, and none is ever deleted"
        tx = Transaction(
            connection=connection,
            community_id=community_id,
            actor_id=community.api_user_id,
            now=system_clock(),
        )
        token = await offer_first_administrator(tx)
        return None if token is None else Offer(community.short_name, token)


def describe_offers(offers: list[Offer], address: str) -> Iterator[str]:
    """Lines for the operator's eyes."""
    for offer in offers:
        link = welcome_address(address, offer.short_name, offer.token)
        yield f"Nobody can sign in to {offer.short_name} yet. Its first administrator begins at"
        yield f"  {link}"
        yield "  within 72 hours. The link works once; whoever has it becomes administrator."

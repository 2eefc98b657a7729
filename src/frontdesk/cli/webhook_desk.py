"""What the commands about webhooks work with: a community, its database, a way to its endpoints."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from frontdesk.cli.installation import Installation, open_installation
from frontdesk.communities.community import Community, require_community
from frontdesk.config import Settings
from frontdesk.database.pool import Connection, Database
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import system_clock

Result = TypeVar("Result")

WebhookId = Annotated[int, typer.Argument(metavar="ID", min=1, help="The webhook's id.")]


class WebhookDesk:
    def __init__(self, database: Database, community: Community, settings: Settings) -> None:
        self._database = database
        self._community = community
        self.settings = settings

    @property
    def community_id(self) -> int:
        return self._community.community_id

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        return self._database.reading(self.community_id)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """In the name of the community's API user: no teammate is signed in here."""
        async with self._database.writing(self.community_id) as connection:
            yield Transaction(
                connection=connection,
                community_id=self.community_id,
                actor_id=self._community.api_user_id,
                now=system_clock(),
            )

    async def verify(self, url: str, verify_token: str) -> None:
        """Raises InvalidMember for an endpoint that does not answer as it should."""
        from frontdesk.webhooks.handshake import verify_endpoint  # costs 0.3 s, as the next one
        from frontdesk.webhooks.reaching import make_endpoint_client

        async with make_endpoint_client(self.settings) as client:
            await verify_endpoint(client, url, verify_token)


def run_at_desk(
    data_dir: Path | None, community: str, action: Callable[[WebhookDesk], Awaitable[Result]]
) -> Result:
    with open_installation(data_dir) as installation:
        return asyncio.run(_run(installation, community, action))


async def _run(
    installation: Installation,
    community: str,
    action: Callable[[WebhookDesk], Awaitable[Result]],
) -> Result:
    async with Database(installation.address.service, most=2) as database:
        found = await require_community(database, community)
        return await action(WebhookDesk(database, found, installation.settings))

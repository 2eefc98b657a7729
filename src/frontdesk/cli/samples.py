"""`frontdesk generate`"""

import asyncio
from typing import Annotated

import typer

from frontdesk.cli.installation import Installation, open_installation, print_json
from frontdesk.cli.options import CommunityName, DataDir
from frontdesk.cli.progress import show_progress
from frontdesk.communities.community import require_community
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.kit.clock import system_clock
from frontdesk.transfer.counts import LoadCounts


def generate(
    community: CommunityName,
    tickets: Annotated[int, typer.Option("--tickets", min=1, max=100_000_000, help="How many.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same tickets.")] = 1,
    data_dir: DataDir = None,
) -> None:
    """Add synthetic tickets, for load tests."""
    with open_installation(data_dir) as installation:
        counts = asyncio.run(_generate(installation, community, tickets, seed))
    print_json({"created": counts.created, "people": counts.people})


async def _generate(
    installation: Installation, short_name: str, count: int, seed: int
) -> LoadCounts:
    # Loaded here: its word lists are of no use to any other command.
    from frontdesk.samples.planting import plant_synthetic_tickets

    async with Database(installation.address.service, most=1) as database:
        community = await require_community(database, short_name)
    with show_progress("Generating", total=count) as progress:
        async with owner_transaction(
            installation.address.owner, community.community_id
        ) as connection:
            return await plant_synthetic_tickets(
                connection, community, count, seed=seed, now=system_clock(), progress=progress
            )

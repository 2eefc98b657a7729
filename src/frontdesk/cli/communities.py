"""`frontdesk community …`"""

from typing import Annotated

import typer

from frontdesk.cli.installation import print_json, run_with_database
from frontdesk.cli.options import DataDir
from frontdesk.communities.community import Community, create_community
from frontdesk.database.pool import Database
from frontdesk.kit.clock import system_clock


def create(
    short_name: Annotated[str, typer.Argument(help="Lower-case letters, digits and hyphens.")],
    name: Annotated[str | None, typer.Option(help="The name that people see.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Create a community and print its ids as JSON."""

    async def action(database: Database) -> Community:
        return await create_community(database, short_name, name=name, now=system_clock())

    community = run_with_database(data_dir, action)
    print_json(
        {
            "communityId": community.community_id,
            "shortName": community.short_name,
            "clientId": community.client_id,
        }
    )

"""`frontdesk teammate …`"""

from typing import Annotated

import typer

from frontdesk.cli.installation import CommunityName, DataDir, print_json, run_with_database
from frontdesk.communities.community import require_community
from frontdesk.database.pool import Database
from frontdesk.errors import OperatorError, StateConflict
from frontdesk.kit.clock import system_clock
from frontdesk.people.enums import Role
from frontdesk.people.teammates import Teammate, add_teammate, list_teammates, remove_teammate

Email = Annotated[str, typer.Option("--email", help="The e-mail address to sign in with.")]


def create(
    community: CommunityName,
    email: Email,
    name: Annotated[str, typer.Option("--name", help="The name that customers see.")],
    role: Annotated[Role, typer.Option("--role", help="What the teammate may do.")],
    data_dir: DataDir = None,
) -> None:
    """Add a teammate and print it as JSON."""
    if not _is_address(email):
        raise OperatorError(f"--email: {email!r} is no e-mail address")

    async def action(database: Database) -> Teammate:
        owner = await require_community(database, community)
        try:
            async with database.writing(owner.community_id) as connection:
                return await add_teammate(
                    connection,
                    owner.community_id,
                    name=name,
                    email=email,
                    role=role,
                    now=system_clock(),
                )
        except StateConflict as error:
            raise OperatorError(f"--email: {error}") from None

    print_json(_describe(run_with_database(data_dir, action)))


def _is_address(text: str) -> bool:
    local, _, domain = text.strip().rpartition("@")
    return bool(local) and "." in domain and not any(c.isspace() for c in text.strip())


def _describe(teammate: Teammate) -> dict[str, object]:
    return {
        "id": teammate.person_id,
        "name": teammate.name,
        "email": teammate.email,
        "role": teammate.role,
    }


def show(community: CommunityName, data_dir: DataDir = None) -> None:
    """List the teammates as JSON."""

    async def action(database: Database) -> list[Teammate]:
        owner = await require_community(database, community)
        async with database.reading(owner.community_id) as connection:
            return await list_teammates(connection, owner.community_id)

    print_json([_describe(teammate) for teammate in run_with_database(data_dir, action)])


def remove(community: CommunityName, email: Email, data_dir: DataDir = None) -> None:
    """Remove a teammate; what they wrote stays, their tickets stay assigned."""

    async def action(database: Database) -> bool:
        owner = await require_community(database, community)
        async with database.writing(owner.community_id) as connection:
            return await remove_teammate(connection, owner.community_id, email=email)

    if not run_with_database(data_dir, action):
        raise OperatorError(f"--email: no teammate of {community!r} has {email!r}")
    print_json({"removed": email})

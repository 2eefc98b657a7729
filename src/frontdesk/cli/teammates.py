"""`frontdesk teammate …`"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from frontdesk.cli.installation import CommunityName, DataDir, print_json, run_with_database
from frontdesk.communities.community import require_community
from frontdesk.database.pool import Database
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, OperatorError, StateConflict
from frontdesk.kit.clock import system_clock
from frontdesk.people.enums import Role
from frontdesk.people.teammates import find_teammate, list_teammates
from frontdesk.tickets import staffing
from frontdesk.wire.reading import read_value
from frontdesk.wire.team import Teammate, TeammateBody

Email = Annotated[str, typer.Option("--email", help="The e-mail address to sign in with.")]


def create(
    community: CommunityName,
    email: Email,
    name: Annotated[str, typer.Option("--name", help="The name that customers see.")],
    role: Annotated[Role, typer.Option("--role", help="What the teammate may do.")],
    group: Annotated[
        list[int] | None, typer.Option("--group", help="Id of a user group; may be repeated.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Add a teammate and print it as JSON."""
    given = {"name": name, "email": email, "role": role.value}

    async def action(database: Database) -> Teammate:
        draft = read_value(given, TeammateBody).draft()
        async with _writing(database, community) as tx:
            return Teammate.of(await staffing.add_teammate(tx, draft, group_ids=group or []))

    try:
        print_json(run_with_database(data_dir, action))
    except InvalidMember as error:
        raise OperatorError(f"{_option(error.member)}: {error.problem}") from None
    except StateConflict as error:
        raise OperatorError(f"--email: {error}") from None


def _option(member: str) -> str:
    return "--group" if member.startswith("groupIds") else f"--{member}"


@asynccontextmanager
async def _writing(database: Database, community: str) -> AsyncIterator[Transaction]:
    """A transaction in the name of the community's API user: no teammate is signed in here."""
    owner = await require_community(database, community)
    async with database.writing(owner.community_id) as connection:
        yield Transaction(
            connection=connection,
            community_id=owner.community_id,
            actor_id=owner.api_user_id,
            now=system_clock(),
        )


def show(community: CommunityName, data_dir: DataDir = None) -> None:
    """List the teammates as JSON."""

    async def action(database: Database) -> list[Teammate]:
        owner = await require_community(database, community)
        async with database.reading(owner.community_id) as connection:
            found = await list_teammates(connection, owner.community_id)
        return [Teammate.of(teammate) for teammate in found]

    print_json(run_with_database(data_dir, action))


def remove(community: CommunityName, email: Email, data_dir: DataDir = None) -> None:
    """Remove a teammate; what they wrote stays, their tickets are unassigned."""

    async def action(database: Database) -> None:
        async with _writing(database, community) as tx:
            teammate = await find_teammate(tx.connection, tx.community_id, email=email)
            if teammate is None:
                raise OperatorError(f"--email: no teammate of {community!r} has {email!r}")
            await staffing.remove_teammate(tx, teammate)

    run_with_database(data_dir, action)
    print_json({"removed": email})

"""`frontdesk teammate …`"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

import msgspec
import typer

from frontdesk.accounts.passwords import set_password
from frontdesk.accounts.second_factors import reset_second_factor
from frontdesk.accounts.setup_links import make_setup_link
from frontdesk.cli.installation import (
    Installation,
    print_json,
    run_in_installation,
    run_with_database,
)
from frontdesk.cli.options import CommunityName, DataDir
from frontdesk.cli.welcoming import ask_password, welcome_address
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
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Add a teammate and print it as JSON, with a one-time set-up link if no password is given."""
    given = {"name": name, "email": email, "role": role.value}
    password = ask_password(from_stdin=password_stdin)

    async def action(installation: Installation, database: Database) -> dict[str, Any]:
        draft = read_value(given, TeammateBody).draft()
        async with _writing(database, community) as tx:
            teammate = await staffing.add_teammate(tx, draft, group_ids=group or [])
            added: dict[str, Any] = msgspec.to_builtins(Teammate.of(teammate))
            if password is not None:
                await set_password(tx, teammate.person_id, password)
                return added
            token = await make_setup_link(tx, teammate.person_id)
        address = installation.settings.public_address()
        return added | {"setupLink": welcome_address(address, community, token)}

    try:
        print_json(run_in_installation(data_dir, action))
    except InvalidMember as error:
        raise OperatorError(f"{_option(error.member)}: {error.problem}") from None
    except StateConflict as error:
        raise OperatorError(f"--email: {error}") from None


def _option(member: str) -> str:
    names = {"groupIds": "--group", "password": "password"}
    return names.get(member.partition("[")[0].partition(".")[0], f"--{member}")


def reset_password(
    community: CommunityName,
    email: Email,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="Turn the second factor off, too.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Print a one-time link by which a teammate sets a new password."""

    async def action(installation: Installation, database: Database) -> dict[str, Any]:
        async with _writing(database, community) as tx:
            person_id = await _require_teammate(tx, community, email)
            if second_factor:
                await reset_second_factor(tx, person_id)
            token = await make_setup_link(tx, person_id)
        address = installation.settings.public_address()
        return {"email": email, "setupLink": welcome_address(address, community, token)}

    print_json(run_in_installation(data_dir, action))


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
            await staffing.remove_teammate(tx, await _require_teammate(tx, community, email))

    run_with_database(data_dir, action)
    print_json({"removed": email})


async def _require_teammate(tx: Transaction, community: str, email: str) -> UUID:
    found = await find_teammate(tx.connection, tx.community_id, email=email)
    if found is None:
        raise OperatorError(f"--email: no teammate of {community!r} has {email!r}")
    return found

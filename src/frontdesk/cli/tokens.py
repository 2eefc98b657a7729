"""`frontdesk token …`"""

from typing import Annotated

import typer

from frontdesk.cli.installation import print_json, run_with_database
from frontdesk.cli.options import CommunityName, DataDir
from frontdesk.communities.community import Community, require_community
from frontdesk.database.pool import Database
from frontdesk.errors import OperatorError
from frontdesk.kit.clock import format_ticks, system_clock
from frontdesk.people.enums import Role
from frontdesk.tokens.refresh import StoredToken, create_token, list_tokens, revoke_token

TokenName = Annotated[str, typer.Option("--name", help="What the token is for.")]


def create(
    community: CommunityName,
    name: TokenName,
    v1: Annotated[
        bool, typer.Option("--v1", help="A public token for the older Community and X-Token.")
    ] = False,
    role: Annotated[Role, typer.Option("--role", help="What the token may do.")] = Role.ADMIN,
    data_dir: DataDir = None,
) -> None:
    """Create a token and print it as JSON; it is never shown again."""

    async def action(database: Database) -> tuple[Community, str]:
        owner = await require_community(database, community)
        async with database.writing(owner.community_id) as connection:
            secret = await create_token(
                connection,
                owner.community_id,
                name=name,
                kind="public" if v1 else "refresh",
                role=role,
                now=system_clock(),
            )
        return owner, secret

    owner, secret = run_with_database(data_dir, action)
    if v1:
        print_json({"community": owner.short_name, "publicToken": secret})
    else:
        print_json({"clientId": owner.client_id, "refreshToken": secret})


def show(community: CommunityName, data_dir: DataDir = None) -> None:
    """List a community's tokens as JSON, revoked ones included, without their secrets."""

    async def action(database: Database) -> list[StoredToken]:
        owner = await require_community(database, community)
        async with database.reading(owner.community_id) as connection:
            return await list_tokens(connection, owner.community_id)

    print_json([_describe(token) for token in run_with_database(data_dir, action)])


def _describe(token: StoredToken) -> dict[str, object]:
    return {
        "id": token.token_id,
        "name": token.name,
        "role": token.role,
        "version": "v1" if token.kind == "public" else "v2",
        "creationTime": format_ticks(token.creation_time),
        "lastUsedTime": _time(token.last_used_time),
        "revokedTime": _time(token.revoked_time),
    }


def _time(ticks: int | None) -> str | None:
    return None if ticks is None else format_ticks(ticks)


def revoke(community: CommunityName, name: TokenName, data_dir: DataDir = None) -> None:
    """Revoke a token; access tokens made from it end within a second."""

    async def action(database: Database) -> bool:
        owner = await require_community(database, community)
        async with database.writing(owner.community_id) as connection:
            return await revoke_token(connection, owner.community_id, name=name, now=system_clock())

    if not run_with_database(data_dir, action):
        raise OperatorError(f"community {community!r} has no working token named {name!r}")
    print_json({"revoked": name})

"""Communities: the tenants. Everything else belongs to exactly one."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from frontdesk.database.pool import Connection, Database
from frontdesk.errors import OperatorError
from frontdesk.kit.clock import DAY

SHORT_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
DEFAULT_RESPONSE_TIME: Final = DAY


@dataclass(frozen=True, kw_only=True)
class Community:
    """`response_time`: ticks without activity after which an unanswered ticket is expired."""

    community_id: int
    short_name: str
    name: str
    client_id: UUID
    api_user_id: UUID
    response_time: int


async def create_community(
    database: Database, short_name: str, *, name: str | None, now: int
) -> Community:
    """A new community with its API user, who is of the team and speaks for tokens.

    Raises OperatorError for a short name that is malformed or taken.
    """
    if not SHORT_NAME.fullmatch(short_name):
        raise OperatorError(
            f"short name {short_name!r}: use 1 to 63 lower-case letters, digits and inner hyphens"
        )
    community = Community(
        community_id=await _next_id(database),
        short_name=short_name,
        name=name or short_name,
        client_id=uuid4(),
        api_user_id=uuid4(),
        response_time=DEFAULT_RESPONSE_TIME,
    )
    async with database.writing(community.community_id) as connection:
        if not await _insert(connection, community, now=now):
            raise OperatorError(f"short name {short_name!r}: a community with it exists already")
    return community


async def _next_id(database: Database) -> int:
    async with database.reading(None) as connection:
        return int(await connection.value("select nextval('community_ids')", {}))


async def _insert(connection: Connection, community: Community, *, now: int) -> bool:
    cursor = await connection.execute(
        """
        insert into communities
               (community_id, short_name, name, client_id, api_user_id, response_time,
                creation_time)
        values (%(community_id)s, %(short_name)s, %(name)s, %(client_id)s, %(api_user_id)s,
                %(response_time)s, %(now)s)
        on conflict (short_name) do nothing
        """,
        vars(community) | {"now": now},
    )
    if cursor.rowcount == 0:
        return False
    await connection.execute(
        """
        insert into people (community_id, person_id, name, status, creation_time)
        values (%(community_id)s, %(api_user_id)s, %(name)s, 'team', %(now)s)
        """,
        vars(community) | {"now": now},
    )
    return True


async def get_community(connection: Connection, community_id: int) -> Community | None:
    """The community, if it is the one that the connection works for."""
    return await connection.row(
        Community,
        """
        select community_id, short_name, name, client_id, api_user_id, response_time
        from communities
        where community_id = %(community_id)s
        """,
        {"community_id": community_id},
    )


async def find_community(database: Database, short_name: str) -> int | None:
    """The id behind a short name, in any case."""
    async with database.reading(None) as connection:
        found: int | None = await connection.value(
            "select community_of_short_name(%(name)s)", {"name": short_name.lower()}
        )
    return found


async def find_community_of_client(database: Database, client_id: UUID) -> int | None:
    async with database.reading(None) as connection:
        found: int | None = await connection.value(
            "select community_of_client(%(client_id)s)", {"client_id": client_id}
        )
    return found


async def require_community(database: Database, short_name: str) -> Community:
    """The community that an operator names; raises OperatorError without one."""
    community_id = await find_community(database, short_name)
    if community_id is None:
        raise OperatorError(f"no community has the short name {short_name!r}")
    async with database.reading(community_id) as connection:
        community = await get_community(connection, community_id)
    assert community is not None, "its id was just found"
    return community


async def all_community_ids(connection: Connection) -> list[int]:
    """For what a worker does in each of them; asked without a community."""
    return await connection.values("select all_community_ids()", {})

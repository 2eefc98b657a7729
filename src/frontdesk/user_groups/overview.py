"""User groups with all that is in them, for whoever arranges the team."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class GroupOverview:
    group_id: int
    name: str
    member_ids: list[UUID]
    category_ids: list[int]


async def list_group_overviews(connection: Connection, community_id: int) -> list[GroupOverview]:
    """In alphabetical order."""
    return await connection.rows(
        GroupOverview,
        """
        select g.group_id, g.name,
               array(
                   select m.person_id
                   from user_group_members m
                   where m.community_id = g.community_id and m.group_id = g.group_id
                   order by m.person_id
               ) as member_ids,
               array(
                   select c.category_id
                   from user_group_categories c
                   where c.community_id = g.community_id and c.group_id = g.group_id
                   order by c.category_id
               ) as category_ids
        from user_groups g
        where g.community_id = %(community_id)s
        order by g.name, g.group_id
        """,
        {"community_id": community_id},
    )


async def get_group_overview(
    connection: Connection, community_id: int, group_id: int
) -> GroupOverview:
    """Raises NotFound."""
    for group in await list_group_overviews(connection, community_id):
        if group.group_id == group_id:
            return group
    raise NotFound(f"no user group has the id {group_id}")

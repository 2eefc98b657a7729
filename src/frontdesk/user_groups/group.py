"""User groups: parts of the team, with the categories that they see (contract section 4)."""

from dataclasses import dataclass

from frontdesk.database.pool import Connection


@dataclass(frozen=True, kw_only=True)
class UserGroup:
    group_id: int
    name: str


async def list_groups(connection: Connection, community_id: int) -> list[UserGroup]:
    """In alphabetical order."""
    return await connection.rows(
        UserGroup,
        """
        select group_id, name
        from user_groups
        where community_id = %(community_id)s
        order by name, group_id
        """,
        {"community_id": community_id},
    )

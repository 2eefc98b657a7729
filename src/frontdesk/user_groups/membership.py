"""Who is in which user groups."""

from uuid import UUID

from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember


async def groups_of(tx: Transaction, person_id: UUID) -> list[int]:
    """The ids of a teammate's groups, in ascending order."""
    return await tx.connection.values(
        """
        select group_id
        from user_group_members
        where community_id = %(community_id)s and person_id = %(person_id)s
        order by group_id
        """,
        {"community_id": tx.community_id, "person_id": person_id},
    )


async def put_into_groups(tx: Transaction, person_id: UUID, group_ids: list[int]) -> None:
    """The part of an action that puts a locked teammate into these groups and no others.

    Raises InvalidMember for a group that is not there.
    """
    await _require_groups(tx, group_ids)
    parameters = {"community_id": tx.community_id, "person_id": person_id, "ids": group_ids}
    await tx.connection.execute(
        """
        delete from user_group_members
        where community_id = %(community_id)s
          and person_id = %(person_id)s
          and group_id <> all(%(ids)s::bigint[])
        """,
        parameters,
    )
    await tx.connection.execute(
        """
        insert into user_group_members (community_id, group_id, person_id)
        select %(community_id)s, group_id, %(person_id)s
        from unnest(%(ids)s::bigint[]) as group_id
        on conflict do nothing
        """,
        parameters,
    )


async def _require_groups(tx: Transaction, group_ids: list[int]) -> None:
    found = await tx.connection.values(
        """
        select group_id
        from user_groups
        where community_id = %(community_id)s and group_id = any(%(ids)s::bigint[])
        order by group_id
        for key share
        """,
        {"community_id": tx.community_id, "ids": group_ids},
    )
    for index, group_id in enumerate(group_ids):
        if group_id not in found:
            raise InvalidMember(f"groupIds[{index}]", f"no user group has the id {group_id}")

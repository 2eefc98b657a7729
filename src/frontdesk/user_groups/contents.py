"""The members of a user group and the categories that it sees, as whole sets."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.categories.category import require_categories
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.people.teammates import hold_teammates


@dataclass(frozen=True, kw_only=True)
class GroupContents:
    name: str
    member_ids: list[UUID]
    category_ids: list[int]


async def contents_of(tx: Transaction, group_id: int, *, name: str) -> GroupContents:
    parameters = {"community_id": tx.community_id, "group_id": group_id}
    members = await tx.connection.values(
        """
        select person_id
        from user_group_members
        where community_id = %(community_id)s and group_id = %(group_id)s
        order by person_id
        """,
        parameters,
    )
    categories = await tx.connection.values(
        """
        select category_id
        from user_group_categories
        where community_id = %(community_id)s and group_id = %(group_id)s
        order by category_id
        """,
        parameters,
    )
    return GroupContents(name=name, member_ids=members, category_ids=categories)


async def replace_members(tx: Transaction, group_id: int, member_ids: list[UUID]) -> None:
    """Raises InvalidMember for a member who is no teammate."""
    found = await hold_teammates(tx.connection, tx.community_id, member_ids)
    for index, person_id in enumerate(member_ids):
        if person_id not in found:
            raise InvalidMember(f"memberIds[{index}]", f"no teammate has the id {person_id}")
    parameters = {"community_id": tx.community_id, "group_id": group_id, "ids": list(found)}
    await tx.connection.execute(
        """
        delete from user_group_members
        where community_id = %(community_id)s and group_id = %(group_id)s
        """,
        parameters,
    )
    await tx.connection.execute(
        """
        insert into user_group_members (community_id, group_id, person_id)
        select %(community_id)s, %(group_id)s, person_id
        from unnest(%(ids)s::uuid[]) as person_id
        """,
        parameters,
    )


async def replace_categories(tx: Transaction, group_id: int, category_ids: list[int]) -> None:
    """Raises InvalidMember for a category that is not there."""
    await require_categories(tx.connection, tx.community_id, category_ids, member="categoryIds")
    ids = list(dict.fromkeys(category_ids))
    parameters = {"community_id": tx.community_id, "group_id": group_id, "ids": ids}
    await tx.connection.execute(
        """
        delete from user_group_categories
        where community_id = %(community_id)s and group_id = %(group_id)s
        """,
        parameters,
    )
    await tx.connection.execute(
        """
        insert into user_group_categories (community_id, group_id, category_id)
        select %(community_id)s, %(group_id)s, category_id
        from unnest(%(ids)s::bigint[]) as category_id
        """,
        parameters,
    )

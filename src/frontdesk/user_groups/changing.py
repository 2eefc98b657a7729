"""Changes of user groups: their names, their members, the categories that they see."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.communities.turns import take_turn
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.user_groups.contents import (
    GroupContents,
    contents_of,
    replace_categories,
    replace_members,
)
from frontdesk.user_groups.group import UserGroup


@dataclass(frozen=True, kw_only=True)
class GroupDraft:
    """A user group as somebody wants it to be; None leaves members or categories as they are."""

    name: str
    member_ids: list[UUID] | None
    category_ids: list[int] | None


async def create_group(tx: Transaction, draft: GroupDraft) -> UserGroup:
    """Raises InvalidMember for a member or a category that is not there."""
    await take_turn(tx)
    group_id = await tx.connection.value(
        "insert into user_groups (community_id, name) values (%(community_id)s, %(name)s)"
        " returning group_id",
        {"community_id": tx.community_id, "name": draft.name},
    )
    group = await _fill(tx, group_id, draft)
    await record(tx, EventName.USER_GROUP_CREATED, subject_id=group_id, group=group)
    return UserGroup(group_id=group_id, name=draft.name)


async def update_group(tx: Transaction, group_id: int, draft: GroupDraft) -> UserGroup:
    """Raises NotFound, and InvalidMember for a member or a category that is not there."""
    await take_turn(tx)
    previous = await _lock_group(tx, group_id)
    await tx.connection.execute(
        "update user_groups set name = %s where community_id = %s and group_id = %s",
        [draft.name, tx.community_id, group_id],
    )
    group = await _fill(tx, group_id, draft)
    if group != previous:
        await record(
            tx, EventName.USER_GROUP_UPDATED, subject_id=group_id, previous=previous, group=group
        )
    return UserGroup(group_id=group_id, name=draft.name)


async def delete_group(tx: Transaction, group_id: int) -> None:
    """Its members stay in the team. Raises NotFound."""
    await take_turn(tx)
    previous = await _lock_group(tx, group_id)
    await tx.connection.execute(
        "delete from user_groups where community_id = %s and group_id = %s",
        [tx.community_id, group_id],
    )
    await record(tx, EventName.USER_GROUP_DELETED, subject_id=group_id, previous=previous)


async def _lock_group(tx: Transaction, group_id: int) -> GroupContents:
    """The group as it is, with all its members and categories; raises NotFound."""
    name = await tx.connection.value(
        """
        select name
        from user_groups
        where community_id = %(community_id)s and group_id = %(group_id)s
        for update
        """,
        {"community_id": tx.community_id, "group_id": group_id},
    )
    if name is None:
        raise NotFound(f"no user group has the id {group_id}")
    return await contents_of(tx, group_id, name=name)


async def _fill(tx: Transaction, group_id: int, draft: GroupDraft) -> GroupContents:
    """Give the group the members and categories of the draft; what it has then."""
    if draft.member_ids is not None:
        await replace_members(tx, group_id, draft.member_ids)
    if draft.category_ids is not None:
        await replace_categories(tx, group_id, draft.category_ids)
    return await contents_of(tx, group_id, name=draft.name)

"""User groups over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, success
from frontdesk.kit.http import HttpAnswer
from frontdesk.user_groups import changing
from frontdesk.user_groups.group import list_groups
from frontdesk.wire.team import UserGroup, UserGroupBody


async def list_all(call: Call) -> HttpAnswer:
    """All user groups, in alphabetical order."""
    async with call.reading() as connection:
        found = await list_groups(connection, call.community_id)
    return success([UserGroup.of(group) for group in found])


async def create(call: Call) -> HttpAnswer:
    """Adds a user group with these members, who see the tickets of these categories."""
    body: UserGroupBody = call.body
    async with call.writing() as tx:
        group = await changing.create_group(tx, body.draft())
    return success(UserGroup.of(group))


async def update(call: Call) -> HttpAnswer:
    """Renames a user group. `memberIds` and `categoryIds`, if given, replace what it has."""
    body: UserGroupBody = call.body
    async with call.writing() as tx:
        group = await changing.update_group(tx, call.path["userGroupId"], body.draft())
    return success(UserGroup.of(group))


async def delete(call: Call) -> HttpAnswer:
    """Deletes a user group; its members stay in the team."""
    async with call.writing() as tx:
        await changing.delete_group(tx, call.path["userGroupId"])
    return DONE

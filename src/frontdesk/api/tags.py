"""Tags over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import success
from frontdesk.kit.http import HttpAnswer
from frontdesk.tags import tagging
from frontdesk.wire.tags import TagsQuery


async def list_tags(call: Call) -> HttpAnswer:
    """The names of all tags, in alphabetical order; at most 1000 a call."""
    query: TagsQuery = call.query
    async with call.reading() as connection:
        names = await tagging.list_tags(
            connection, call.community_id, skip=query.skip, take=query.limit()
        )
    return success(names)

"""The change feed over the API."""

from collections.abc import Collection

from frontdesk.api.call import Call
from frontdesk.api.envelope import success
from frontdesk.errors import NotPermitted
from frontdesk.events.feed import FeedPage, find_end, read_feed
from frontdesk.events.names import EventName
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission, may
from frontdesk.tickets.log import ACTION_TYPES
from frontdesk.tickets.redaction import fields_shown_in_log, redact_entry
from frontdesk.wire.feed import EventPage, FeedQuery, describe_event
from frontdesk.wire.threads import users_by_id


async def list_events(call: Call) -> HttpAnswer:
    """All changes in the order of their commits, without gaps, for a program that keeps up.

    Ask with `after` the `next` of the page before; what is answered once does not change, and
    nothing ever appears before it. Without `after` it begins at the first event, with `now` behind
    the last. A change is here once no older transaction is under way, mostly within milliseconds.
    Events about settings are shown to administrators only.
    """
    query: FeedQuery = call.query
    names = _visible(call, query.names())
    async with call.reading() as connection:
        if query.begins_now():
            end = await find_end(connection, call.community_id)
            page = FeedPage(events=[], next=end, has_more=False)
        else:
            page = await read_feed(
                connection,
                call.community_id,
                after=query.position(),
                take=query.limit(),
                names=names,
            )
        shown = await fields_shown_in_log(connection, call.community_id, call.access.role)
        actors = {event.actor_id for event in page.events if event.actor_id is not None}
        users = await users_by_id(connection, call.community_id, actors)
    events = [describe_event(redact_entry(event, shown), users) for event in page.events]
    return success(EventPage(events=events, next=str(page.next), has_more=page.has_more))


def _visible(call: Call, names: list[EventName] | None) -> Collection[EventName] | None:
    """Those that are asked for, as far as the caller may see them; None: all. Raises
    NotPermitted."""
    if may(call.access.role, Permission.CHANGE_SETTINGS):
        return names
    for name in names or ():
        if name not in ACTION_TYPES:
            raise NotPermitted(f"the role {call.access.role} may not read events {name}")
    return ACTION_TYPES if names is None else names

"""Live: what changes is told to every open browser, and who else is at a ticket."""

import re
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

import msgspec

from frontdesk.events.announcements import PresenceAnnounced, announce_presence
from frontdesk.inbox import cookies
from frontdesk.inbox.live_presence import Doing
from frontdesk.inbox.live_stream import Watcher
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer, OpenStream
from frontdesk.people.person import Person, get_people
from frontdesk.tickets.lookup import require_ticket
from frontdesk.tickets.visibility import visibility_of

EVENT_STREAM: Final = "text/event-stream"
_TIME: Final = re.compile(r"[0-9]{1,15}", re.ASCII)


class Here(msgspec.Struct):
    """`tab` tells one person's tabs apart."""

    doing: Doing
    tab: Annotated[str, msgspec.Meta(pattern="^[a-z0-9]{1,16}$")]


async def listen(visit: Visit) -> HttpAnswer:
    """Everything from now on, and what happened after `since` (milliseconds, as the messages
    before said it)."""
    own = visit.teammate
    if visit.request.method == "HEAD":
        return HttpAnswer(HTTPStatus.OK, EVENT_STREAM, b"")
    async with visit.reading() as connection:
        visibility = await visibility_of(
            connection, visit.community.community_id, own.person_id, own.role
        )
    watcher = Watcher(
        community_id=visit.community.community_id,
        session_id=own.session_id,
        person_id=own.person_id,
        token=visit.request.cookies[cookies.SESSION],
        locale=visit.locale,
        home=visit.home,
    )
    live = await visit.parts.live.listen(watcher, visibility, _since(visit))
    body = OpenStream(live.chunks(), live.stream.hang_up)
    # A proxy that buffers would keep the news for itself.
    return HttpAnswer(HTTPStatus.OK, EVENT_STREAM, body, {"X-Accel-Buffering": "no"})


def _since(visit: Visit) -> int | None:
    text = visit.request.header("last-event-id") or visit.query_value("since") or ""
    return int(text) if _TIME.fullmatch(text) else None


async def show_presence(visit: Visit) -> HttpAnswer:
    """Who else is at the ticket."""
    return await _presence(visit, visit.path_id("ticketId"))


async def tell_presence(visit: Visit) -> HttpAnswer:
    """Tell the others what one does here; the answer is who they are."""
    ticket_id = visit.path_id("ticketId")
    form = await visit.form(Here)
    if (here := form.data) is None:
        await _require_seen(visit, ticket_id)
        return HttpAnswer(HTTPStatus.UNPROCESSABLE_ENTITY, "text/plain; charset=utf-8", b"")
    told = PresenceAnnounced(
        visit.community.community_id, ticket_id, visit.teammate.person_id, here.tab, here.doing
    )
    return await _presence(visit, ticket_id, told)


async def _presence(
    visit: Visit, ticket_id: int, told: PresenceAnnounced | None = None
) -> HttpAnswer:
    await _require_seen(visit, ticket_id)
    community_id = visit.community.community_id
    doings = visit.parts.live.presences.doings(community_id, ticket_id)
    doings.pop(visit.teammate.person_id, None)
    people: dict[UUID, Person] = {}
    async with visit.reading() as connection:
        if told is not None:
            await announce_presence(connection, told)
        if doings:
            people = await get_people(connection, community_id, doings)
    here = [(people[id_], doing) for id_, doing in doings.items() if id_ in people]
    here.sort(key=lambda each: (each[1] == Doing.LOOKING, each[0].name or ""))
    return visit.page("live/_presence.html", here=here)


async def _require_seen(visit: Visit, ticket_id: int) -> None:
    """Raises NotFound."""
    own, community_id = visit.teammate, visit.community.community_id
    async with visit.reading() as connection:
        visibility = await visibility_of(connection, community_id, own.person_id, own.role)
        await require_ticket(connection, community_id, ticket_id, visibility=visibility)

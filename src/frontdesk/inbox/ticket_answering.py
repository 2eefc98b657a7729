"""Which reply is answered, where somebody answers one in particular."""

from dataclasses import dataclass

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.inbox.visit import Visit
from frontdesk.people.person import get_people
from frontdesk.tickets.replies import require_reply


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A reply of the ticket, and who wrote it."""

    reply_id: int
    name: str


async def find_answered(
    visit: Visit, connection: Connection, ticket_id: int, reply_id: int | None
) -> Answered | None:
    """None also for what cannot be answered: a draft, or no reply of this ticket."""
    if reply_id is None:
        return None
    community_id = visit.community.community_id
    try:
        reply = await require_reply(connection, community_id, ticket_id, reply_id)
    except NotFound:
        return None
    if reply.is_draft:
        return None
    people = await get_people(connection, community_id, [reply.author_id])
    author = people.get(reply.author_id)
    name = (author.name or author.email) if author else None
    return Answered(reply_id=reply_id, name=name or visit.gettext("somebody"))


def asked_reply(visit: Visit, kept: int | None) -> int | None:
    """The reply that the page's address names; without any word of it, the one that was kept."""
    given = visit.query_value("to")
    if given is None:
        return kept
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None

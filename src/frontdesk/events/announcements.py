"""What is announced to all processes the moment a transaction commits (PostgreSQL channels).

An announcement only wakes whoever waits; what happened is in the tables. Who cannot hear for a
while looks there.
"""

from typing import Final, NamedTuple
from uuid import UUID

from frontdesk.database.pool import Connection

EVENTS: Final = "frontdesk_events"
"""A change was written to the journal: `<community id>:<ticket id>`, or `-` for the ticket."""

DELIVERIES: Final = "frontdesk_deliveries"
"""There is something to deliver: no text."""

PRESENCE: Final = "frontdesk_presence"
"""Somebody looks at a ticket: `<community id>:<ticket id>:<person id>:<tab>:<doing>`. In no table:
who cannot hear learns it when it is announced again, within seconds."""


class ChangeAnnounced(NamedTuple):
    """`ticket_id` None: a setting, or more tickets than are worth naming."""

    community_id: int
    ticket_id: int | None


def write_change(change: ChangeAnnounced) -> str:
    return f"{change.community_id}:{'-' if change.ticket_id is None else change.ticket_id}"


def read_change(text: str) -> ChangeAnnounced:
    community, _, ticket = text.partition(":")
    return ChangeAnnounced(int(community), None if ticket == "-" else int(ticket))


class PresenceAnnounced(NamedTuple):
    """`tab` is one of the person's, a word; `doing` is a word of those who announce."""

    community_id: int
    ticket_id: int
    person_id: UUID
    tab: str
    doing: str


def read_presence(text: str) -> PresenceAnnounced:
    community, ticket, person, tab, doing = text.split(":")
    return PresenceAnnounced(int(community), int(ticket), UUID(person), tab, doing)


async def announce_presence(connection: Connection, presence: PresenceAnnounced) -> None:
    text = ":".join(map(str, presence))
    await connection.execute("select pg_notify(%s, %s)", [PRESENCE, text])


async def announce_deliveries(connection: Connection) -> None:
    """With the commit, wake the workers: somebody asked for deliveries outside of the journal."""
    await connection.execute("select pg_notify(%s, '')", [DELIVERIES])

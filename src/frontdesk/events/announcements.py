"""What is announced to all processes the moment a transaction commits (PostgreSQL channels).

An announcement only wakes whoever waits; what happened is in the tables. Who cannot hear for a
while looks there.
"""

from typing import Final, NamedTuple

from frontdesk.database.pool import Connection

EVENTS: Final = "frontdesk_events"
"""A change was written to the journal: `<community id>:<ticket id>`, or `-` for the ticket."""

DELIVERIES: Final = "frontdesk_deliveries"
"""There is something to deliver: no text."""


class ChangeAnnounced(NamedTuple):
    """`ticket_id` None: a setting, or more tickets than are worth naming."""

    community_id: int
    ticket_id: int | None


def write_change(change: ChangeAnnounced) -> str:
    return f"{change.community_id}:{'-' if change.ticket_id is None else change.ticket_id}"


def read_change(text: str) -> ChangeAnnounced:
    community, _, ticket = text.partition(":")
    return ChangeAnnounced(int(community), None if ticket == "-" else int(ticket))


async def announce_deliveries(connection: Connection) -> None:
    """With the commit, wake the workers: somebody asked for deliveries outside of the journal."""
    await connection.execute("select pg_notify(%s, '')", [DELIVERIES])

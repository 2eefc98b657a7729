"""The journal: one row for every change, written in the transaction of the change.

Log, webhooks, notifications and live updates all read it; nothing else keeps book. A row says who
did what and when, and in `data` the previous and the new value. The commit also announces it.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from frontdesk.database.pool import Parameters
from frontdesk.database.transaction import Transaction
from frontdesk.events.announcements import EVENTS, ChangeAnnounced, write_change
from frontdesk.events.names import EventName

_MOST_NAMED: Final = 100
"""A change of more tickets is announced once, without naming them."""


async def record(
    tx: Transaction,
    name: EventName,
    *,
    ticket_id: int | None = None,
    subject_id: object = None,
    **data: Any,  # Any: whatever msgspec encodes
) -> None:
    """Write down what just happened; `subject_id` is the reply, note, category, … it is about."""
    await tx.connection.execute(
        """
        with written as (
            insert into events (community_id, time, name, actor_id, ticket_id, subject_id, data)
            values (%(community_id)s, %(now)s, %(name)s, %(actor_id)s, %(ticket_id)s,
                    %(subject_id)s, %(data)s)
        )
        select pg_notify(%(channel)s, %(announcement)s)
        """,
        _parameters(tx, name, data)
        | {
            "announcement": write_change(ChangeAnnounced(tx.community_id, ticket_id)),
            "ticket_id": ticket_id,
            "subject_id": None if subject_id is None else str(subject_id),
        },
    )


async def record_for_tickets(
    tx: Transaction,
    name: EventName,
    ticket_ids: list[int],
    **data: Any,  # Any: whatever msgspec encodes
) -> None:
    """Write down what just happened to each of these tickets, in one statement."""
    await tx.connection.execute(
        """
        with written as (
            insert into events (community_id, time, name, actor_id, ticket_id, data)
            select %(community_id)s, %(now)s, %(name)s, %(actor_id)s, ticket_id, %(data)s
            from unnest(%(ticket_ids)s::bigint[]) as ticket_id
        )
        select pg_notify(%(channel)s, announcement)
        from unnest(%(announcements)s::text[]) as announcement
        """,
        _parameters(tx, name, data)
        | {
            "announcements": _announcements(tx.community_id, ticket_ids),
            "ticket_ids": ticket_ids,
        },
    )


def _announcements(community_id: int, ticket_ids: Sequence[int]) -> list[str]:
    named: Sequence[int | None] = ticket_ids if len(ticket_ids) <= _MOST_NAMED else [None]
    return [write_change(ChangeAnnounced(community_id, ticket_id)) for ticket_id in named]


def _parameters(tx: Transaction, name: EventName, data: dict[str, Any]) -> Parameters:
    return {
        "channel": EVENTS,
        "community_id": tx.community_id,
        "now": tx.now,
        "name": name.value,
        "actor_id": tx.actor_id,
        "data": msgspec.json.encode(data).decode(),
    }

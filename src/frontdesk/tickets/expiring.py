"""When tickets expire: with every change of one, and anew for all when the rules have changed.

After a change of the rules, in this order: commit it; `wait_for_changes_under_way`, which may still
follow the former rules; then `recount_expiry` from ticket to ticket, each call in a transaction of
its own, until it returns None. It may be broken off and begun again at any time.
"""

import asyncio
from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.response_times.office_hours import add_office_time
from frontdesk.response_times.rules import ResponseRules, load_rules, read_office_hours

BATCH: Final = 2_000

EXPIRY: Final[LiteralString] = """
case when %(new_status)s::text = any(coalesce(
         (select r.statuses from response_rules r where r.community_id = %(community_id)s),
         %(expiring)s
     ))
     then %(new_activity)s::bigint + coalesce(
         (select o.response_time
          from category_response_times o
          where o.community_id = %(community_id)s and o.category_id = %(new_category)s::bigint),
         (select c.response_time from communities c where c.community_id = %(community_id)s)
     )
end
"""
"""When a ticket expires, day and night; `OFFICE_HOURS` says whether that must still be moved."""

OFFICE_HOURS: Final[LiteralString] = """
(select r.office_hours from response_rules r where r.community_id = %(community_id)s)
"""


async def keep_office_hours(
    tx: Transaction, ticket_id: int, last_activity: int, expiry: int, office_hours: bytes
) -> None:
    """Move what `EXPIRY` gave a ticket, so that only office hours count."""
    hours = read_office_hours(office_hours)
    within = add_office_time(last_activity, expiry - last_activity, hours)
    await _write(tx, {ticket_id: within})


async def wait_for_changes_under_way(connection: Connection) -> None:
    """Return when every transaction that was writing at the call has ended; `connection` is in no
    transaction. An import that runs is waited for as well."""
    own = await connection.value("select pg_current_xact_id()::text::bigint", {})
    while not await _has_ended(connection, own):  # noqa: ASYNC110 -- the event is in the database
        await asyncio.sleep(0.05)


async def _has_ended(connection: Connection, transaction_id: int) -> bool:
    """Whether all transactions up to that one have."""
    ended: bool = await connection.value(
        "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %(id)s",
        {"id": transaction_id},
    )
    return ended


@dataclass(frozen=True, kw_only=True)
class _Expiring:
    ticket_id: int
    status: str
    category_id: int | None
    last_activity: int
    expiry_time: int | None


async def recount_expiry(tx: Transaction, *, after: int = 0, take: int = BATCH) -> int | None:
    """Count anew for up to `take` tickets with an id above `after`; the last of them, from which
    to go on, or None at the end. What is right already is not written; no event."""
    rules = await load_rules(tx.connection, tx.community_id)
    tickets = await _lock_expiring(tx, after, take)
    fresh = {each.ticket_id: _expiry(rules, each) for each in tickets}
    await _write(
        tx,
        {
            each.ticket_id: fresh[each.ticket_id]
            for each in tickets
            if fresh[each.ticket_id] != each.expiry_time
        },
    )
    return tickets[-1].ticket_id if len(tickets) == take else None


def _expiry(rules: ResponseRules, ticket: _Expiring) -> int | None:
    return rules.expiry(ticket.status, ticket.last_activity, ticket.category_id)


async def _lock_expiring(tx: Transaction, after: int, take: int) -> list[_Expiring]:
    return await tx.connection.rows(
        _Expiring,
        """
        select ticket_id, status, category_id, last_activity, expiry_time
        from tickets
        where community_id = %(community_id)s and ticket_id > %(after)s and status <> 'completed'
        order by ticket_id
        limit %(take)s
        for update
        """,
        {"community_id": tx.community_id, "after": after, "take": take},
    )


async def _write(tx: Transaction, expiries: dict[int, int | None]) -> None:
    await tx.connection.execute(
        """
        update tickets t
        set expiry_time = fresh.expiry_time
        from unnest(%(ids)s::bigint[], %(times)s::bigint[]) as fresh (ticket_id, expiry_time)
        where t.community_id = %(community_id)s and t.ticket_id = fresh.ticket_id
        """,
        {
            "community_id": tx.community_id,
            "ids": list(expiries),
            "times": list(expiries.values()),
        },
    )

"""When tickets expire: with every change of one, and anew for all when the rules have changed.

After a change of the rules, in this order: commit it; `wait_for_changes_under_way`, which may still
follow the former rules; then `recount_expiry` from ticket to ticket, each call in a transaction of
its own, until it returns None. It may be broken off and begun again at any time.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.response_times.office_hours import add_office_time
from frontdesk.response_times.rules import EXPIRING, ResponseRules, load_rules, read_office_hours

BATCH: Final = 2_000

_SETTLE: Final[LiteralString] = """
update tickets t
set expiry_time = case
        when t.status = any(coalesce(r.statuses, %(expiring)s)) then
            t.last_activity + coalesce(
                (select o.response_time
                 from category_response_times o
                 where o.community_id = t.community_id and o.category_id = t.category_id),
                c.response_time
            )
    end
from communities c
left join response_rules r on r.community_id = c.community_id
where t.community_id = %(community_id)s
  and t.ticket_id = %(ticket_id)s
  and c.community_id = t.community_id
returning t.last_activity, t.expiry_time, r.office_hours
"""


async def settle_expiry(tx: Transaction, ticket_id: int) -> None:
    """The part of every change of a ticket that says when it expires; one statement while the
    community has no office hours."""
    cursor = await tx.connection.execute(
        _SETTLE,
        {
            "community_id": tx.community_id,
            "ticket_id": ticket_id,
            "expiring": list(EXPIRING),
        },
    )
    row: tuple[Any, ...] | None = await cursor.fetchone()  # Any: the columns' types differ
    if row is None or row[1] is None or row[2] is None:
        return
    last_activity, expiry, office_hours = row
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

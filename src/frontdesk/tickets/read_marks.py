"""What each teammate has seen: bold in a list means "new for me".

A row is there only for a ticket that somebody opened. Of all others a watermark says what is read,
or the time at which the person came: nobody begins with a million unread tickets.
"""

from collections.abc import Sequence
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.tickets.lookup import require_ticket

_UNREAD: Final[LiteralString] = """
select t.ticket_id
from tickets t
join people p on p.community_id = t.community_id and p.person_id = %(person_id)s
left join read_watermarks w on w.community_id = t.community_id and w.person_id = p.person_id
left join read_marks m on m.community_id = t.community_id
                      and m.person_id = p.person_id
                      and m.ticket_id = t.ticket_id
cross join lateral (
    select coalesce(m.seen_time, w.time, p.creation_time) as time
) as seen
where t.community_id = %(community_id)s
  and t.ticket_id = any(%(ticket_ids)s::bigint[])
  and (
      m.is_unread
      or t.last_activity > seen.time
         and (
             t.creation_time > seen.time and t.author_id <> p.person_id
             or t.imported_last_activity > seen.time
             or exists (
                 select
                 from replies r
                 where r.community_id = t.community_id
                   and r.ticket_id = t.ticket_id
                   and r.creation_time > seen.time
                   and r.author_id <> p.person_id
                   and not r.is_draft
             )
             or exists (
                 select
                 from notes n
                 where n.community_id = t.community_id
                   and n.ticket_id = t.ticket_id
                   and n.creation_time > seen.time
                   and n.author_id <> p.person_id
             )
         )
  )
"""


async def unread_among(
    connection: Connection, community_id: int, person_id: UUID, ticket_ids: Sequence[int]
) -> set[int]:
    """Those of these tickets in which somebody else wrote after the person looked."""
    return set(
        await connection.values(
            _UNREAD,
            {
                "community_id": community_id,
                "person_id": person_id,
                "ticket_ids": list(ticket_ids),
            },
        )
    )


async def seen_until(
    connection: Connection, community_id: int, person_id: UUID, ticket_id: int
) -> int:
    """The time up to which the person has seen the ticket's thread."""
    found: int | None = await connection.value(
        """
        select coalesce(m.seen_time, w.time, p.creation_time)
        from people p
        left join read_watermarks w on w.community_id = p.community_id
                                   and w.person_id = p.person_id
        left join read_marks m on m.community_id = p.community_id
                              and m.person_id = p.person_id
                              and m.ticket_id = %(ticket_id)s
        where p.community_id = %(community_id)s and p.person_id = %(person_id)s
        """,
        {"community_id": community_id, "person_id": person_id, "ticket_id": ticket_id},
    )
    return found or 0


async def mark_read(tx: Transaction, ticket_id: int, *, seen_time: int) -> bool:
    """The actor has seen the thread up to `seen_time`, the newest element that their page shows.

    The journal says `ticket_read` when there was something new; false if not. Raises NotFound.
    """
    await require_ticket(tx.connection, tx.community_id, ticket_id)
    was_unread = bool(await unread_among(tx.connection, tx.community_id, tx.actor_id, [ticket_id]))
    await tx.connection.execute(
        """
        insert into read_marks (community_id, person_id, ticket_id, seen_time)
        values (%(community_id)s, %(person_id)s, %(ticket_id)s, %(seen_time)s)
        on conflict (community_id, person_id, ticket_id)
        do update set seen_time = greatest(read_marks.seen_time, excluded.seen_time),
                      is_unread = false
        where read_marks.is_unread or read_marks.seen_time < excluded.seen_time
        """,
        _parameters(tx) | {"ticket_id": ticket_id, "seen_time": seen_time},
    )
    if was_unread:
        await record(tx, EventName.TICKET_READ, ticket_id=ticket_id)
    return was_unread


async def mark_unread(tx: Transaction, ticket_id: int) -> None:
    """Put it back as new for the actor, until they open it again. Raises NotFound."""
    await require_ticket(tx.connection, tx.community_id, ticket_id)
    await tx.connection.execute(
        """
        insert into read_marks (community_id, person_id, ticket_id, seen_time, is_unread)
        values (%(community_id)s, %(person_id)s, %(ticket_id)s, %(now)s, true)
        on conflict (community_id, person_id, ticket_id) do update set is_unread = true
        """,
        _parameters(tx) | {"ticket_id": ticket_id},
    )


async def mark_all_read(tx: Transaction) -> None:
    """Whatever happened until now is read for the actor; their rows go, one takes their place."""
    await tx.connection.execute(
        """
        insert into read_watermarks (community_id, person_id, time)
        values (%(community_id)s, %(person_id)s, %(now)s)
        on conflict (community_id, person_id)
        do update set time = greatest(read_watermarks.time, excluded.time)
        """,
        _parameters(tx),
    )
    await tx.connection.execute(
        """
        delete from read_marks
        where community_id = %(community_id)s
          and person_id = %(person_id)s
          and (is_unread or seen_time <= %(now)s)
        """,
        _parameters(tx),
    )


def _parameters(tx: Transaction) -> dict[str, object]:
    return {"community_id": tx.community_id, "person_id": tx.actor_id, "now": tx.now}

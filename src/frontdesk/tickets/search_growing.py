"""Letting tickets be found by what was just written, without a look at what is there.

The hashes are those of `search_texts`, made where the texts are written, so that they go to the
database once.
"""

from collections.abc import Sequence

from frontdesk.database.transaction import Transaction
from frontdesk.tickets.search_index import index_tickets, put_behind
from frontdesk.tickets.search_texts import head_parts, thread_parts
from frontdesk.tickets.search_vector import Cut, cut, search_vector
from frontdesk.tickets.state import TicketState


async def index_new_ticket(
    tx: Transaction,
    ticket_id: int,
    *,
    title: str | None,
    people: str,
    message: str | None,
    text_hash: int,
) -> None:
    """`people` and `text_hash` are PEOPLE_OF_TICKET and HASH_OF_HEAD; it has no thread yet."""
    fresh = cut(tx.community_id, head_parts(ticket_id, title, people, message))
    await tx.connection.execute(
        """
        insert into ticket_search
               (community_id, ticket_id, creation_time, last_activity, category_id, status, source,
                head, pairs, words)
        select community_id, ticket_id, creation_time, last_activity, category_id, status, source,
               %(head)s, %(pairs)s::int2[], %(words)s
        from tickets
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        """,
        {
            "community_id": tx.community_id,
            "ticket_id": ticket_id,
            "head": text_hash,
            "pairs": list(fresh.pairs),
            "words": search_vector(fresh),
        },
    )


async def index_reply(
    tx: Transaction, ticket: TicketState, *, message: str, people: str, text_hash: int
) -> None:
    """A new reply of a locked ticket, before `finish_change`; `people` and `text_hash` are
    PEOPLE_OF_REPLY and HASH_OF_REPLY."""
    added = cut(tx.community_id, thread_parts([message], [people], []))
    await _put_behind(tx, ticket, added, replies=[text_hash])


async def index_note(tx: Transaction, ticket: TicketState, *, message: str, text_hash: int) -> None:
    """A new note of a locked ticket, before `finish_change`; `text_hash` is HASH_OF_NOTE."""
    added = cut(tx.community_id, thread_parts([], [], [message]))
    await _put_behind(tx, ticket, added, notes=[text_hash])


async def _put_behind(
    tx: Transaction,
    ticket: TicketState,
    added: Cut,
    *,
    replies: Sequence[int] = (),
    notes: Sequence[int] = (),
) -> None:
    there = await put_behind(
        tx.connection,
        tx.community_id,
        ticket.ticket_id,
        added,
        replies=replies,
        notes=notes,
        last_activity=ticket.pending.get("last_activity"),
        status=ticket.pending.get("status"),
    )
    if not there:
        await index_tickets(tx.connection, tx.community_id, [ticket.ticket_id])

"""Draft replies, which the API writes and a teammate sends or throws away."""

from dataclasses import dataclass

from frontdesk.database.transaction import Transaction
from frontdesk.errors import StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.text import Written
from frontdesk.people.authors import Author
from frontdesk.tickets.noting import recount_attachments
from frontdesk.tickets.replies import Reply, require_reply
from frontdesk.tickets.replying import NewReply, count_sent
from frontdesk.tickets.state import TicketState, finish_change, lock_ticket, set_columns


@dataclass(frozen=True, kw_only=True)
class Sending:
    """`message` None: as it stands in the draft; the rest as in `replying.NewReply`."""

    message: Written | None = None
    completes: bool = False
    keeps_status: bool = False


async def send_draft(tx: Transaction, ticket_id: int, reply_id: int, sending: Sending) -> None:
    """The draft becomes a reply by whoever acts, written now; its files stay with it.

    Raises NotFound, and StateConflict for a reply that is no draft (any more).
    """
    ticket = await lock_ticket(tx, ticket_id)
    draft = await _require_draft(tx, ticket_id, reply_id)
    message = sending.message or Written(draft.message, draft.html_message)
    await tx.connection.execute(
        """
        update replies
        set is_draft = false, is_by_team = true, author_id = %(author_id)s,
            creation_time = %(now)s, message = %(text)s, html_message = %(html)s
        where community_id = %(community_id)s and reply_id = %(reply_id)s
        """,
        {
            "community_id": tx.community_id,
            "reply_id": reply_id,
            "author_id": tx.actor_id,
            "now": tx.now,
            "text": message.text,
            "html": message.html,
        },
    )
    await record(tx, EventName.REPLY_CREATED, ticket_id=ticket_id, subject_id=reply_id)
    await _recount_drafts(tx, ticket)
    new = NewReply(message=message, completes=sending.completes, keeps_status=sending.keeps_status)
    await count_sent(tx, ticket, new, Author(person_id=tx.actor_id, is_by_team=True))
    await finish_change(tx, ticket)


async def discard_draft(tx: Transaction, ticket_id: int, reply_id: int) -> None:
    """The journal keeps what the draft said. Raises NotFound and StateConflict, also for a draft
    that has sub-replies."""
    ticket = await lock_ticket(tx, ticket_id)
    draft = await _require_draft(tx, ticket_id, reply_id)
    await _require_no_answers(tx, reply_id)
    await tx.connection.execute(
        "delete from attachments where community_id = %s and reply_id = %s",
        [tx.community_id, reply_id],
    )
    await tx.connection.execute(
        "delete from reply_tags where community_id = %s and reply_id = %s",
        [tx.community_id, reply_id],
    )
    await tx.connection.execute(
        "delete from replies where community_id = %s and reply_id = %s",
        [tx.community_id, reply_id],
    )
    await record(
        tx,
        EventName.DRAFT_DELETED,
        ticket_id=ticket_id,
        subject_id=reply_id,
        previous=draft.message,
    )
    await _recount_drafts(tx, ticket)
    await recount_attachments(tx, ticket)
    await finish_change(tx, ticket)


async def _require_draft(tx: Transaction, ticket_id: int, reply_id: int) -> Reply:
    reply = await require_reply(tx.connection, tx.community_id, ticket_id, reply_id)
    if not reply.is_draft:
        raise StateConflict("this draft was sent meanwhile")
    return reply


async def _require_no_answers(tx: Transaction, reply_id: int) -> None:
    answered: bool = await tx.connection.value(
        """
        select exists (
            select
            from replies
            where community_id = %(community_id)s and parent_reply_id = %(reply_id)s
        )
        """,
        {"community_id": tx.community_id, "reply_id": reply_id},
    )
    if answered:
        raise StateConflict("this draft has replies of its own: it cannot be thrown away")


async def _recount_drafts(tx: Transaction, ticket: TicketState) -> None:
    has_draft: bool = await tx.connection.value(
        """
        select t.imported_draft or exists (
            select
            from replies r
            where r.community_id = t.community_id and r.ticket_id = t.ticket_id and r.is_draft
        )
        from tickets t
        where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
        """,
        {"community_id": tx.community_id, "ticket_id": ticket.ticket_id},
    )
    set_columns(ticket, has_draft=has_draft)

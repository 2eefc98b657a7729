"""What a ticket is just now, locked so that it stays so until the transaction ends, and how a
change of it is written: once, however many parts of an action had a say."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg import sql

from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.response_times.rules import EXPIRING
from frontdesk.tickets.amending import SEEN_ALONE, amend_document
from frontdesk.tickets.assembling import replace_document, store_documents
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.expiring import EXPIRY, OFFICE_HOURS, keep_office_hours
from frontdesk.tickets.search_index import index_tickets


@dataclass(frozen=True, kw_only=True)
class TicketState:
    """As it was when it was locked; `pending` are columns that `finish_change` will write, `shown`
    members of the document that follow from other tables."""

    ticket_id: int
    title: str | None
    author_id: UUID
    assignee_id: UUID | None
    category_id: int | None
    cc: list[str]
    status: TicketStatus
    creation_time: int
    last_activity: int
    expiry_time: int | None
    reply_count: int
    has_attachments: bool
    document: bytes
    pending: dict[str, Any] = field(default_factory=dict)  # Any: whatever psycopg adapts
    shown: dict[str, Any] = field(default_factory=dict)  # Any: whatever msgspec encodes


async def lock_ticket(tx: Transaction, ticket_id: int) -> TicketState:
    """Every change of a ticket begins here, so that changes of one ticket come one by one.

    Raises NotFound.
    """
    state = await tx.connection.row(
        TicketState,
        """
        select t.ticket_id, t.title, t.author_id, t.assignee_id, t.category_id, t.cc, t.status,
               t.creation_time, t.last_activity, t.expiry_time, t.reply_count, t.has_attachments,
               d.document
        from tickets t
        join ticket_documents d on d.community_id = t.community_id and d.ticket_id = t.ticket_id
        where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
        for update  -- of the document, too: else it could be read as it was before the wait
        """,
        {"community_id": tx.community_id, "ticket_id": ticket_id},
    )
    if state is None:
        raise NotFound(f"no ticket has the id {ticket_id}")
    return state


def set_columns(ticket: TicketState, **columns: Any) -> None:
    """Have `finish_change` write these columns of `tickets`."""
    ticket.pending.update(columns)


def show(ticket: TicketState, **members: Any) -> None:
    """Have `finish_change` put these members into the document, named as there."""
    ticket.shown.update(members)


async def finish_change(
    tx: Transaction, ticket: TicketState, *, texts_stay: bool = False, retells: bool = False
) -> None:
    """Every change of a ticket ends here: when it expires, its document and the words by which it
    is found follow from the rest.

    `texts_stay`: title, message, replies, notes and the people named in it are as they were, or
    the caller sees to the words itself. `retells`: what the document says of other tables has
    changed otherwise than by `show`."""
    if ticket.pending:
        await _write(tx, ticket)
    await _keep_document(tx, ticket, retells=retells)
    if not texts_stay:
        await index_tickets(tx.connection, tx.community_id, [ticket.ticket_id])


async def _keep_document(tx: Transaction, ticket: TicketState, *, retells: bool) -> None:
    """From all tables only where that must be: it takes three times as long."""
    columns = {name: value for name, value in ticket.pending.items() if name != "assignee_id"}
    retells = retells or not columns.keys() <= SEEN_ALONE
    if retells or ("assignee_id" in ticket.pending and "lockedBy" not in ticket.shown):
        await store_documents(tx.connection, tx.community_id, [ticket.ticket_id])
        return
    document = amend_document(ticket.document, columns, ticket.shown)
    if document != ticket.document:
        await replace_document(tx.connection, tx.community_id, ticket.ticket_id, document)


async def _write(tx: Transaction, ticket: TicketState) -> None:
    columns = dict(ticket.pending)
    places: list[sql.Composable] = [
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in columns
    ]
    expires_anew = not columns.keys().isdisjoint(("status", "last_activity", "category_id"))
    if expires_anew:
        places.append(sql.SQL("expiry_time = ") + sql.SQL(EXPIRY))
    statement = sql.SQL("update tickets set {} where {} returning expiry_time, {}").format(
        sql.SQL(", ").join(places),
        sql.SQL("community_id = %(community_id)s and ticket_id = %(ticket_id)s"),
        sql.SQL(OFFICE_HOURS),
    )
    activity = columns.get("last_activity", ticket.last_activity)
    cursor = await tx.connection.execute(
        statement,
        columns
        | {
            "community_id": tx.community_id,
            "ticket_id": ticket.ticket_id,
            "expiring": list(EXPIRING),
            "new_status": columns.get("status", ticket.status),
            "new_activity": activity,
            "new_category": columns.get("category_id", ticket.category_id),
        },
    )
    row: tuple[Any, ...] | None = await cursor.fetchone()  # Any: the columns' types differ
    if expires_anew and row is not None and None not in row:
        await keep_office_hours(tx, ticket.ticket_id, activity, *row)

"""What a ticket is just now, locked so that it stays so until the transaction ends, and how a
change of it is written: once, however many parts of an action had a say."""

from dataclasses import dataclass, field
from typing import Any, Final, LiteralString
from uuid import UUID

from psycopg import sql

from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.tickets.assembling import store_documents
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.search_index import index_tickets


@dataclass(frozen=True, kw_only=True)
class TicketState:
    """As it was when it was locked; `pending` are columns that `finish_change` will write."""

    ticket_id: int
    title: str | None
    author_id: UUID
    assignee_id: UUID | None
    category_id: int | None
    status: TicketStatus
    creation_time: int
    last_activity: int
    expiry_time: int | None
    reply_count: int
    has_attachments: bool
    pending: dict[str, Any] = field(default_factory=dict)  # Any: whatever psycopg adapts


async def lock_ticket(tx: Transaction, ticket_id: int) -> TicketState:
    """Every change of a ticket begins here, so that changes of one ticket come one by one.

    Raises NotFound.
    """
    state = await tx.connection.row(
        TicketState,
        """
        select ticket_id, title, author_id, assignee_id, category_id, status, creation_time,
               last_activity, expiry_time, reply_count, has_attachments
        from tickets
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        for update
        """,
        {"community_id": tx.community_id, "ticket_id": ticket_id},
    )
    if state is None:
        raise NotFound(f"no ticket has the id {ticket_id}")
    return state


def set_columns(ticket: TicketState, **columns: Any) -> None:
    """Have `finish_change` write these columns of `tickets`."""
    ticket.pending.update(columns)


async def finish_change(tx: Transaction, ticket: TicketState) -> None:
    """Every change of a ticket ends here: when it expires, its document and the words by which it
    is found follow from the rest."""
    if ticket.pending:
        await _write(tx, ticket)
    await store_documents(tx.connection, tx.community_id, [ticket.ticket_id])
    await index_tickets(tx.connection, tx.community_id, [ticket.ticket_id])


_EXPIRY: Final[LiteralString] = """
, expiry_time = case
        when %(new_status)s = 'completed' then null
        else %(new_activity)s + (
            select response_time from communities where community_id = %(community_id)s
        )
    end
"""


async def _write(tx: Transaction, ticket: TicketState) -> None:
    columns = ticket.pending
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in columns
    )
    expires_anew = not columns.keys().isdisjoint(("status", "last_activity"))
    statement = sql.SQL("update tickets set {}{} where {}").format(
        assignments,
        sql.SQL(_EXPIRY if expires_anew else ""),
        sql.SQL("community_id = %(community_id)s and ticket_id = %(ticket_id)s"),
    )
    parameters = columns | {
        "community_id": tx.community_id,
        "ticket_id": ticket.ticket_id,
        "new_status": columns.get("status", ticket.status),
        "new_activity": columns.get("last_activity", ticket.last_activity),
    }
    await tx.connection.execute(statement, parameters)

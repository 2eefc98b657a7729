"""What a ticket is just now, locked so that it stays so until the transaction ends."""

from dataclasses import dataclass
from typing import Any, Final, LiteralString
from uuid import UUID

from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.tickets.assembling import store_documents
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.search_index import index_tickets


@dataclass(frozen=True, kw_only=True)
class TicketState:
    ticket_id: int
    title: str | None
    author_id: UUID
    assignee_id: UUID | None
    category_id: int | None
    status: TicketStatus
    creation_time: int
    last_activity: int
    expiry_time: int | None
    document: bytes


async def lock_ticket(tx: Transaction, ticket_id: int) -> TicketState:
    """Every change of a ticket begins here, so that changes of one ticket come one by one.

    Raises NotFound.
    """
    state = await tx.connection.row(
        TicketState,
        """
        select ticket_id, title, author_id, assignee_id, category_id, status, creation_time,
               last_activity, expiry_time, document
        from tickets
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        for update
        """,
        {"community_id": tx.community_id, "ticket_id": ticket_id},
    )
    if state is None:
        raise NotFound(f"no ticket has the id {ticket_id}")
    return state


_UPDATE: Final[LiteralString] = """
update tickets
set {assignments}
where community_id = %(community_id)s and ticket_id = %(ticket_id)s
"""


async def update_ticket(
    tx: Transaction, ticket_id: int, assignments: LiteralString, **values: Any
) -> None:
    """Set columns of a locked ticket."""
    # Only literals are ever assignments; values travel as parameters.
    statement: LiteralString = _UPDATE.replace("{assignments}", assignments)
    parameters = {"community_id": tx.community_id, "ticket_id": ticket_id, **values}
    await tx.connection.execute(statement, parameters)


async def finish_change(tx: Transaction, ticket_id: int) -> None:
    """Every change of a ticket ends here: when it expires, its document and the words by which it
    is found follow from the rest."""
    await tx.connection.execute(
        """
        update tickets t
        set expiry_time = case
                when t.status = 'completed' then null
                else t.last_activity + c.response_time
            end
        from communities c
        where t.community_id = %(community_id)s
          and t.ticket_id = %(ticket_id)s
          and c.community_id = t.community_id
        """,
        {"community_id": tx.community_id, "ticket_id": ticket_id},
    )
    await store_documents(tx.connection, tx.community_id, [ticket_id])
    await index_tickets(tx.connection, tx.community_id, [ticket_id])

"""What `If-Match` is compared with: the objects that have an `ETag`, locked (`api.call.Guard`)."""

from collections.abc import Mapping

from frontdesk.database.transaction import Transaction
from frontdesk.tickets.document import as_of
from frontdesk.tickets.state import lock_ticket


async def ticket(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """The ticket as Get Ticket would answer it now."""
    state = await lock_ticket(tx, path["ticketId"])
    return as_of(tx.now, state.document, state.expiry_time)

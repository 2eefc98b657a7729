"""What `If-Match` is compared with: the objects that have an `ETag`, locked (`api.call.Guard`)."""

from collections.abc import Mapping

from frontdesk.database.transaction import Transaction
from frontdesk.tickets.document import as_of
from frontdesk.tickets.notes import Note, require_note
from frontdesk.tickets.state import lock_ticket


async def ticket(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """The ticket as Get Ticket would answer it now."""
    state = await lock_ticket(tx, path["ticketId"])
    return as_of(state.document, state.expiry_time, tx.now)


async def note(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """Notes change under the lock of their ticket."""
    await lock_ticket(tx, path["ticketId"])
    found = await require_note(tx.connection, tx.community_id, path["ticketId"], path["noteId"])
    return note_state(found)


def note_state(note: Note) -> bytes:
    """Every change of a note counts its version up."""
    return f"note {note.note_id} {note.version}".encode()

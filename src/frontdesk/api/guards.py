"""What `If-Match` is compared with: the objects that have an `ETag`, locked (`api.call.Guard`)."""

from collections.abc import Mapping

from frontdesk.api.envelope import encode
from frontdesk.communities.turns import take_turn
from frontdesk.custom_fields.field import hold_all_fields, lock_field
from frontdesk.database.transaction import Transaction
from frontdesk.tickets.lookup import get_document
from frontdesk.tickets.notes import Note, require_note
from frontdesk.tickets.state import lock_ticket
from frontdesk.webhooks.webhook import Webhook, lock_webhook
from frontdesk.wire.custom_fields import custom_field_answer


async def ticket(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """The ticket as Get Ticket would answer it now."""
    await lock_ticket(tx, path["ticketId"])
    return await get_document(tx.connection, tx.community_id, path["ticketId"], now=tx.now)


async def ticket_and_fields(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """The ticket, for who goes on to hold a custom field: fields are locked before tickets."""
    await hold_all_fields(tx.connection, tx.community_id)
    return await ticket(tx, path)


async def custom_field(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """The field as Get Custom Field would answer it now."""
    await take_turn(tx)  # as whoever goes on to change the field, before it is locked
    return encode(custom_field_answer(await lock_field(tx.connection, tx.community_id, path["id"])))


async def note(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """Notes change under the lock of their ticket."""
    await lock_ticket(tx, path["ticketId"])
    found = await require_note(tx.connection, tx.community_id, path["ticketId"], path["noteId"])
    return note_state(found)


def note_state(note: Note) -> bytes:
    """Every change of a note counts its version up."""
    return f"note {note.note_id} {note.version}".encode()


async def webhook(tx: Transaction, path: Mapping[str, int]) -> bytes:
    """The webhook as people set it up; deliveries do not change it."""
    await take_turn(tx)  # as whoever goes on to delete it, before it is locked
    return webhook_state(await lock_webhook(tx.connection, tx.community_id, path["webhookId"]))


def webhook_state(webhook: Webhook) -> bytes:
    return f"webhook {webhook.webhook_id} {webhook.version}".encode()

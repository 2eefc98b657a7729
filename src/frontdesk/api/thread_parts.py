"""What tickets, replies and notes have in common: their files."""

from collections.abc import Sequence

from frontdesk.api.call import Call
from frontdesk.attachments.attaching import NewAttachment, resolve_attachments
from frontdesk.database.transaction import Transaction
from frontdesk.wire.attachments import AttachmentInput, read_attachments


async def attachments_of(
    call: Call, tx: Transaction, given: Sequence[AttachmentInput] | None
) -> list[NewAttachment]:
    """Raises InvalidMember, naming the attachment, for an address or a file that is none."""
    return await resolve_attachments(
        tx, read_attachments(given), public_address=call.parts.files.public_address
    )

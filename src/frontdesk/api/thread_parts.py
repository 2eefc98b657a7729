"""What tickets, replies and notes have in common: who wrote them, and their files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from frontdesk.api.call import Call
from frontdesk.attachments.attaching import AttachedFile, NewAttachment, resolve_attachments
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.people.person import get_people
from frontdesk.tickets.assembling import user_of
from frontdesk.tickets.document import Attachment, User
from frontdesk.wire.attachments import AttachmentInput, read_attachments


async def users_by_id(
    connection: Connection, community_id: int, ids: Iterable[UUID]
) -> dict[UUID, User]:
    people = await get_people(connection, community_id, ids)
    return {person_id: user_of(person) for person_id, person in people.items()}


async def attachments_of(
    call: Call, tx: Transaction, given: Sequence[AttachmentInput] | None
) -> list[NewAttachment]:
    """Raises InvalidMember, naming the attachment, for an address or a file that is none."""
    return await resolve_attachments(
        tx, read_attachments(given), public_address=call.parts.files.public_address
    )


def files_by_owner(files: Iterable[AttachedFile]) -> defaultdict[int, list[Attachment]]:
    """The files of each reply or note by its id, in their order; none: an empty list."""
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    for file in files:
        found[file.owner_id].append(
            Attachment(is_content_part=file.is_content_part, name=file.name, url=file.url)
        )
    return found

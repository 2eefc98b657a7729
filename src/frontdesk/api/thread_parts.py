"""What replies and notes have in common: who wrote them, and their files."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from frontdesk.attachments.attaching import AttachedFile
from frontdesk.database.pool import Connection
from frontdesk.people.person import get_people
from frontdesk.tickets.assembling import user_of
from frontdesk.tickets.document import Attachment, User


async def users_by_id(
    connection: Connection, community_id: int, ids: Iterable[UUID]
) -> dict[UUID, User]:
    people = await get_people(connection, community_id, ids)
    return {person_id: user_of(person) for person_id, person in people.items()}


def files_by_owner(files: Iterable[AttachedFile]) -> defaultdict[int, list[Attachment]]:
    """The files of each reply or note by its id, in their order; none: an empty list."""
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    for file in files:
        found[file.owner_id].append(
            Attachment(is_content_part=file.is_content_part, name=file.name, url=file.url)
        )
    return found

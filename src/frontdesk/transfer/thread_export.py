"""Documents with their threads added, for many tickets at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from msgspec.json import Encoder

from frontdesk.attachments.attaching import AttachedFile, files_of_notes, files_of_replies
from frontdesk.database.pool import Connection
from frontdesk.people.person import get_people
from frontdesk.tickets.assembling import user_of
from frontdesk.tickets.document import Attachment, User
from frontdesk.tickets.notes import Note, notes_of_tickets
from frontdesk.tickets.replies import Reply, replies_of_tickets
from frontdesk.wire.notes import describe_note
from frontdesk.wire.replies import describe_reply

Part = TypeVar("Part", Reply, Note)

_encode = Encoder().encode


async def add_threads(
    connection: Connection, community_id: int, documents: Mapping[int, bytes]
) -> list[bytes]:
    """The documents, by the ids of their tickets, each with `replies` and `notes` at its end."""
    ids = list(documents)
    replies = await replies_of_tickets(connection, community_id, ids)
    notes = await notes_of_tickets(connection, community_id, ids)
    users = await _people_of(connection, community_id, replies, notes)
    described_replies = await _describe_replies(connection, community_id, replies, users)
    described_notes = await _describe_notes(connection, community_id, notes, users)
    return [
        b'%b,"replies":[%b],"notes":[%b]}'
        % (
            document.removesuffix(b"}"),
            b",".join(described_replies[ticket_id]),
            b",".join(described_notes[ticket_id]),
        )
        for ticket_id, document in documents.items()
    ]


async def _people_of(
    connection: Connection, community_id: int, replies: Iterable[Reply], notes: Iterable[Note]
) -> dict[UUID, User]:
    wanted = {reply.author_id for reply in replies}
    for note in notes:
        wanted |= {note.author_id, *note.mentioned_ids}
    people = await get_people(connection, community_id, wanted)
    return {person_id: user_of(person) for person_id, person in people.items()}


async def _describe_replies(
    connection: Connection, community_id: int, replies: Sequence[Reply], users: Mapping[UUID, User]
) -> defaultdict[int, list[bytes]]:
    tickets = {reply.ticket_id for reply in replies}
    files = _by_owner(await files_of_replies(connection, community_id, tickets))
    described: defaultdict[int, list[bytes]] = defaultdict(list)
    for reply in replies:
        shown = describe_reply(reply, users[reply.author_id], files[reply.reply_id])
        described[reply.ticket_id].append(_encode(shown))
    return described


async def _describe_notes(
    connection: Connection, community_id: int, notes: Sequence[Note], users: Mapping[UUID, User]
) -> defaultdict[int, list[bytes]]:
    tickets = {note.ticket_id for note in notes}
    files = _by_owner(await files_of_notes(connection, community_id, tickets))
    described: defaultdict[int, list[bytes]] = defaultdict(list)
    for note in notes:
        mentioned = [users[person_id] for person_id in note.mentioned_ids]
        shown = describe_note(note, users[note.author_id], mentioned, files[note.note_id])
        described[note.ticket_id].append(_encode(shown))
    return described


def _by_owner(files: Iterable[AttachedFile]) -> defaultdict[int, list[Attachment]]:
    found: defaultdict[int, list[Attachment]] = defaultdict(list)
    for file in files:
        found[file.owner_id].append(
            Attachment(is_content_part=file.is_content_part, name=file.name, url=file.url)
        )
    return found

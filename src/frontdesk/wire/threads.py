"""Replies and notes as the public JSON has them, read together with their people and files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from frontdesk.attachments.attaching import AttachedFile, files_of_notes, files_of_replies
from frontdesk.database.pool import Connection
from frontdesk.people.person import get_people
from frontdesk.tickets import notes as stored_notes
from frontdesk.tickets import replies as stored_replies
from frontdesk.tickets.assembling import user_of
from frontdesk.tickets.document import Attachment, User
from frontdesk.wire.notes import Note, describe_note
from frontdesk.wire.replies import Reply, describe_reply


async def describe_replies(
    connection: Connection, community_id: int, replies: Sequence[stored_replies.Reply]
) -> list[Reply]:
    files = files_by_owner(
        await files_of_replies(connection, community_id, {reply.ticket_id for reply in replies})
    )
    users = await users_by_id(connection, community_id, {reply.author_id for reply in replies})
    return [
        describe_reply(reply, users[reply.author_id], files[reply.reply_id]) for reply in replies
    ]


async def describe_notes(
    connection: Connection, community_id: int, notes: Sequence[stored_notes.Note]
) -> list[Note]:
    files = files_by_owner(
        await files_of_notes(connection, community_id, {note.ticket_id for note in notes})
    )
    people = {note.author_id for note in notes} | {
        person_id for note in notes for person_id in note.mentioned_ids
    }
    users = await users_by_id(connection, community_id, people)
    return [
        describe_note(
            note,
            users[note.author_id],
            [users[person_id] for person_id in note.mentioned_ids],
            files[note.note_id],
        )
        for note in notes
    ]


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

"""Notes over the API."""

from collections.abc import Sequence

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, encode, success
from frontdesk.api.guards import note_state
from frontdesk.api.thread_parts import attachments_of, files_by_owner, users_by_id
from frontdesk.attachments.attaching import files_of_notes
from frontdesk.database.pool import Connection
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import noting
from frontdesk.tickets.listing import require_ticket
from frontdesk.tickets.notes import Note, list_notes, require_note
from frontdesk.wire import notes as wire
from frontdesk.wire.paging import Page


async def create_note(call: Call) -> HttpAnswer:
    """Adds a note, which only the team sees."""
    body: wire.CreateNote = call.body
    async with call.writing() as tx:
        attachments = await attachments_of(call, tx, body.attachments)
        note_id = await noting.add_note(tx, call.path["ticketId"], body.new_note(attachments))
        return await _answer_note(call, tx.connection, note_id)


async def get_note(call: Call) -> HttpAnswer:
    """One note."""
    async with call.reading() as connection:
        return await _answer_note(call, connection, call.path["noteId"])


async def list_ticket_notes(call: Call) -> HttpAnswer:
    """The ticket's notes, oldest first."""
    page: Page = call.query
    ticket_id = call.path["ticketId"]
    async with call.reading() as connection:
        await require_ticket(connection, call.community_id, ticket_id)
        notes = await list_notes(
            connection, call.community_id, ticket_id, skip=page.skip, take=page.limit()
        )
        return success(await _describe_notes(connection, call.community_id, notes))


async def update_note(call: Call) -> HttpAnswer:
    """Changes a note; what is left out stays, mentions are found anew."""
    body: wire.UpdateNote = call.body
    ticket_id, note_id = call.path["ticketId"], call.path["noteId"]
    async with call.writing() as tx:
        attachments = await attachments_of(call, tx, body.attachments)
        await noting.update_note(
            tx,
            ticket_id,
            note_id,
            message=body.message_written(),
            attachments=None if body.attachments is None else attachments,
        )
        return await _answer_note(call, tx.connection, note_id)


async def delete_note(call: Call) -> HttpAnswer:
    """Deletes a note. The ticket's last activity goes back to what is newest then."""
    async with call.writing() as tx:
        await noting.delete_note(tx, call.path["ticketId"], call.path["noteId"])
    return DONE


async def _answer_note(call: Call, connection: Connection, note_id: int) -> HttpAnswer:
    note = await require_note(connection, call.community_id, call.path["ticketId"], note_id)
    [described] = await _describe_notes(connection, call.community_id, [note])
    return call.tagged(encode(described), state=note_state(note))


async def _describe_notes(
    connection: Connection, community_id: int, notes: Sequence[Note]
) -> list[wire.Note]:
    files = files_by_owner(
        await files_of_notes(connection, community_id, {note.ticket_id for note in notes})
    )
    named = {person_id for note in notes for person_id in (note.author_id, *note.mentioned_ids)}
    users = await users_by_id(connection, community_id, named)
    return [
        wire.describe_note(
            note,
            users[note.author_id],
            [users[person_id] for person_id in note.mentioned_ids],
            files[note.note_id],
        )
        for note in notes
    ]

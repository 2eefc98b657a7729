"""Notes over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, encode, success
from frontdesk.api.guards import note_state
from frontdesk.api.thread_parts import attachments_of
from frontdesk.database.pool import Connection
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import noting
from frontdesk.tickets.lookup import require_ticket
from frontdesk.tickets.notes import list_notes, require_note
from frontdesk.wire import notes as wire
from frontdesk.wire.paging import Page
from frontdesk.wire.threads import describe_notes


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
        return success(await describe_notes(connection, call.community_id, notes))


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
    [described] = await describe_notes(connection, call.community_id, [note])
    return call.tagged(encode(described), state=note_state(note))

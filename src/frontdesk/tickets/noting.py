"""Writing notes, which only the team sees.

A new note moves the ticket's last activity; changing one does not; deleting one moves it back to
what is newest then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.attachments.attaching import NewAttachment, attach, detach_from_note
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.text import Written
from frontdesk.people.authors import Author, require_author
from frontdesk.people.mentions import find_mentioned
from frontdesk.tickets.notes import require_note
from frontdesk.tickets.search_growing import index_note
from frontdesk.tickets.search_texts import HASH_OF_NOTE
from frontdesk.tickets.state import TicketState, finish_change, lock_ticket, set_columns


@dataclass(frozen=True, kw_only=True)
class NewNote:
    """`author_email` None: whoever acts."""

    message: Written
    author_email: str | None = None
    attachments: Sequence[NewAttachment] = ()


async def add_note(tx: Transaction, ticket_id: int, new: NewNote) -> int:
    """The id of the new note. Raises NotFound, and InvalidMember for an author who is not of the
    team."""
    ticket = await lock_ticket(tx, ticket_id)
    author = await require_author(tx, new.author_email, client_id=None)
    tx = tx.acting_as(author.person_id)
    note_id, text_hash = await _insert(tx, ticket_id, new, author)
    await attach(tx, ticket_id, new.attachments, note_id=note_id)
    mentioned = await _write_mentions(tx, note_id, new.message)
    await record(
        tx,
        EventName.NOTE_CREATED,
        ticket_id=ticket_id,
        subject_id=note_id,
        mentioned_ids=mentioned,
    )
    set_columns(
        ticket,
        last_activity=max(ticket.last_activity, tx.now),
        has_attachments=ticket.has_attachments or bool(new.attachments),
    )
    await index_note(tx, ticket, message=new.message.text, text_hash=text_hash)
    await finish_change(tx, ticket, texts_stay=True)
    return note_id


async def _insert(tx: Transaction, ticket_id: int, new: NewNote, author: Author) -> tuple[int, int]:
    """The note's id, and the hash of its text."""
    cursor = await tx.connection.execute(
        _INSERT,
        {
            "community_id": tx.community_id,
            "ticket_id": ticket_id,
            "author_id": author.person_id,
            "now": tx.now,
            "text": new.message.text,
            "html": new.message.html,
        },
    )
    row = await cursor.fetchone()
    assert row is not None, "it has just been inserted"
    return row[0], row[1]


_INSERT: Final[LiteralString] = """
insert into notes as n (community_id, ticket_id, author_id, creation_time, message, html_message)
values (%(community_id)s, %(ticket_id)s, %(author_id)s, %(now)s, %(text)s, %(html)s)
returning n.note_id, {hash_of_note}
""".replace("{hash_of_note}", HASH_OF_NOTE)


async def _write_mentions(tx: Transaction, note_id: int, message: Written) -> list[UUID]:
    mentioned = await find_mentioned(tx, message.text)
    parameters = {"community_id": tx.community_id, "note_id": note_id, "people": mentioned}
    await tx.connection.execute(
        "delete from note_mentions where community_id = %(community_id)s and note_id = %(note_id)s",
        parameters,
    )
    await tx.connection.execute(
        """
        insert into note_mentions (community_id, note_id, position, person_id)
        select %(community_id)s, %(note_id)s, position, person_id
        from unnest(%(people)s::uuid[]) with ordinality as given (person_id, position)
        """,
        parameters,
    )
    return mentioned


async def update_note(
    tx: Transaction,
    ticket_id: int,
    note_id: int,
    *,
    message: Written | None,
    attachments: Sequence[NewAttachment] | None,
) -> None:
    """Change what is given (None: stays). Raises NotFound."""
    ticket = await lock_ticket(tx, ticket_id)
    note = await require_note(tx.connection, tx.community_id, ticket_id, note_id)
    written = Written(note.message, note.html_message)
    if attachments is None and message in (None, written):
        return
    await _write_note(tx, note_id, message or written)
    await _write_mentions(tx, note_id, message or written)
    if attachments is not None:
        await detach_from_note(tx, note_id)
        await attach(tx, ticket_id, attachments, note_id=note_id)
        await recount_attachments(tx, ticket)
    await record(
        tx,
        EventName.NOTE_UPDATED,
        ticket_id=ticket_id,
        subject_id=note_id,
        previous=note.message,
    )
    await finish_change(tx, ticket)


async def _write_note(tx: Transaction, note_id: int, message: Written) -> None:
    await tx.connection.execute(
        """
        update notes
        set message = %(text)s, html_message = %(html)s, version = version + 1
        where community_id = %(community_id)s and note_id = %(note_id)s
        """,
        {
            "community_id": tx.community_id,
            "note_id": note_id,
            "text": message.text,
            "html": message.html,
        },
    )


async def delete_note(tx: Transaction, ticket_id: int, note_id: int) -> None:
    """Raises NotFound. The journal keeps what the note said."""
    ticket = await lock_ticket(tx, ticket_id)
    note = await require_note(tx.connection, tx.community_id, ticket_id, note_id)
    await tx.connection.execute(
        "delete from notes where community_id = %s and note_id = %s", [tx.community_id, note_id]
    )
    await record(
        tx,
        EventName.NOTE_DELETED,
        ticket_id=ticket_id,
        subject_id=note_id,
        previous=note.message,
        note=note,
    )
    await recount_attachments(tx, ticket)
    await _find_last_activity(tx, ticket)
    await finish_change(tx, ticket)


async def recount_attachments(tx: Transaction, ticket: TicketState) -> None:
    """The part of an action that took files from a locked ticket."""
    has_attachments: bool = await tx.connection.value(
        """
        select t.imported_attachments or exists (
            select
            from attachments a
            where a.community_id = t.community_id and a.ticket_id = t.ticket_id
        )
        from tickets t
        where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
        """,
        {"community_id": tx.community_id, "ticket_id": ticket.ticket_id},
    )
    set_columns(ticket, has_attachments=has_attachments)


async def _find_last_activity(tx: Transaction, ticket: TicketState) -> None:
    last_activity: int = await tx.connection.value(
        """
        select greatest(
            t.creation_time,
            t.imported_last_activity,
            (select max(r.creation_time)
             from replies r
             where r.community_id = t.community_id
               and r.ticket_id = t.ticket_id
               and not r.is_draft),
            (select max(n.creation_time)
             from notes n
             where n.community_id = t.community_id and n.ticket_id = t.ticket_id)
        )
        from tickets t
        where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
        """,
        {"community_id": tx.community_id, "ticket_id": ticket.ticket_id},
    )
    set_columns(ticket, last_activity=last_activity)

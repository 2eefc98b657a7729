"""What stands in the thread already and is changed there: drafts that the API left, and notes."""

from collections.abc import Awaitable, Callable

from frontdesk.database.transaction import Transaction
from frontdesk.errors import StateConflict
from frontdesk.inbox.problems import say_problem
from frontdesk.inbox.ticket_door import require_seen
from frontdesk.inbox.ticket_sending import Writing
from frontdesk.inbox.ticket_update import Outcome, answer_change
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.kit.text import read_message
from frontdesk.tickets import drafts, noting
from frontdesk.tickets.replies import require_reply


async def send_draft(visit: Visit) -> HttpAnswer:
    """Sends a draft of the thread, with the text as the teammate left it."""
    ticket_id, reply_id = visit.path_id("ticketId"), visit.path_id("draftId")
    form = await visit.form(Writing)
    writing = form.data or Writing()
    text = writing.message

    async def act(tx: Transaction) -> None:
        await require_seen(visit, tx.connection, ticket_id)
        draft = await require_reply(tx.connection, tx.community_id, ticket_id, reply_id)
        is_changed = bool(text) and text != draft.message.strip()
        sending = drafts.Sending(
            message=read_message(text, is_html=False) if is_changed else None,
            completes=writing.then == "complete",
            keeps_status=writing.then == "keep",
        )
        await drafts.send_draft(tx, ticket_id, reply_id, sending)

    return await _do(visit, ticket_id, act, visit.gettext("Reply sent."), f"#reply-{reply_id}")


async def discard_draft(visit: Visit) -> HttpAnswer:
    """Throws a draft of the thread away."""
    ticket_id, reply_id = visit.path_id("ticketId"), visit.path_id("draftId")

    async def act(tx: Transaction) -> None:
        await require_seen(visit, tx.connection, ticket_id)
        await drafts.discard_draft(tx, ticket_id, reply_id)

    return await _do(visit, ticket_id, act, visit.gettext("Draft thrown away."))


async def change_note(visit: Visit) -> HttpAnswer:
    """Writes a note anew; mentions are found again."""
    ticket_id, note_id = visit.path_id("ticketId"), visit.path_id("noteId")
    text = ((await visit.form(Writing)).data or Writing()).message

    async def act(tx: Transaction) -> None:
        await require_seen(visit, tx.connection, ticket_id)
        message = read_message(text, is_html=False)
        await noting.update_note(tx, ticket_id, note_id, message=message, attachments=None)

    if not text:
        bad = Outcome(toast=visit.gettext("Write something first."), is_bad=True, status=422)
        return await answer_change(visit, ticket_id, bad, always_side=False)
    return await _do(visit, ticket_id, act, visit.gettext("Note changed."), f"#note-{note_id}")


async def delete_note(visit: Visit) -> HttpAnswer:
    ticket_id, note_id = visit.path_id("ticketId"), visit.path_id("noteId")

    async def act(tx: Transaction) -> None:
        await require_seen(visit, tx.connection, ticket_id)
        await noting.delete_note(tx, ticket_id, note_id)

    return await _do(visit, ticket_id, act, visit.gettext("Note deleted."))


async def _do(
    visit: Visit,
    ticket_id: int,
    act: Callable[[Transaction], Awaitable[None]],
    said: str,
    anchor: str = "",
) -> HttpAnswer:
    try:
        await visit.persist(act)
    except StateConflict as error:
        outcome = Outcome(
            toast=say_problem(str(error), visit.gettext), is_bad=True, status=error.status
        )
    else:
        outcome = Outcome(toast=said, anchor=anchor)
    return await answer_change(visit, ticket_id, outcome)

"""Letters in HTML: each a document of its own, shown in a sandboxed frame.

Nothing in it can run, send or restyle: its own policy forbids all but our style and, when the
reader asked for them, pictures. The page around may measure it, as it may not run scripts.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from msgspec import Struct

from frontdesk.attachments.thread_files import files_of_thread
from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.inbox.letters import letter_body
from frontdesk.inbox.ticket_door import OpenTicket, open_ticket, require_seen
from frontdesk.inbox.ticket_files import pictures_of
from frontdesk.inbox.ticket_pictures import remember_sender
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets.notes import require_note
from frontdesk.tickets.replies import require_reply

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'{pictures}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
_PICTURES: Final = " https: http:"


@dataclass(frozen=True)
class _Letter:
    html: str
    reply_id: int | None = None
    note_id: int | None = None


async def show(visit: Visit) -> HttpAnswer:
    """The HTML of a message, a reply or a note; with `pictures=1` also what lies elsewhere."""
    async with visit.reading() as connection:
        ticket = await open_ticket(visit, connection, visit.path_id("ticketId"))
        letter = await _find_letter(visit, connection, ticket)
        files = await files_of_thread(
            connection,
            visit.community.community_id,
            ticket.ticket_id,
            reply_ids=[] if letter.reply_id is None else [letter.reply_id],
            note_ids=[] if letter.note_id is None else [letter.note_id],
        )
    pictures = visit.query_value("pictures") == "1"
    own = pictures_of(visit, ticket.ticket_id, files)
    return visit.page(
        "ticket/letter.html",
        headers={
            "Content-Security-Policy": _POLICY.format(pictures=_PICTURES if pictures else ""),
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "no-referrer",
        },
        body=letter_body(letter.html, pictures=pictures, own=own),
    )


async def _find_letter(visit: Visit, connection: Connection, ticket: OpenTicket) -> _Letter:
    """Raises NotFound."""
    kind, _, number = visit.path["letter"].partition("-")
    if kind == "message" and not number:
        return _Letter(ticket.ticket.html_message or "")
    if kind not in ("reply", "note") or not (number.isascii() and number.isdigit()):
        raise NotFound("there is no such letter")
    element_id = int(number[:18])
    place = (connection, visit.community.community_id, ticket.ticket_id, element_id)
    if kind == "reply":
        return _Letter((await require_reply(*place)).html_message, reply_id=element_id)
    return _Letter((await require_note(*place)).html_message, note_id=element_id)


class PictureChoice(Struct):
    sender: UUID
    letter: str = ""
    wanted: bool = False


async def choose_pictures(visit: Visit) -> HttpAnswer:
    """From now on, pictures of this sender are shown at once, or no longer."""
    ticket_id = visit.path_id("ticketId")
    async with visit.reading() as connection:
        await require_seen(visit, connection, ticket_id)
    form = await visit.form(PictureChoice)
    if form.data is not None:
        remember_sender(visit, form.data.sender, wanted=form.data.wanted)
    answer = visit.redirect(f"/tickets/{ticket_id}")
    if visit.request.is_htmx:
        return HttpAnswer(HTTPStatus.NO_CONTENT, answer.content_type, b"")
    return answer

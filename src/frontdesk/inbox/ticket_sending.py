"""Sending what was written: replies and notes. No text is ever lost on the way."""

from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta, Struct

from frontdesk.attachments.files import find_files
from frontdesk.canned_answers.changing import count_use
from frontdesk.compositions.composition import CompositionKind
from frontdesk.compositions.saving import LONGEST_TEXT, discard_composition
from frontdesk.database.transaction import Transaction
from frontdesk.events.names import EventName
from frontdesk.inbox.forms import Form, Verbatim
from frontdesk.inbox.ticket_answering import Answered, find_answered
from frontdesk.inbox.ticket_composer import Composer
from frontdesk.inbox.ticket_door import require_seen
from frontdesk.inbox.ticket_files import ChosenFile, attachments_of, choose_files, keep_sent_files
from frontdesk.inbox.ticket_log import LogLine, say_changes
from frontdesk.inbox.ticket_update import Outcome, answer_change
from frontdesk.inbox.visit import Visit
from frontdesk.kit.email_address import is_email_address
from frontdesk.kit.http import HttpAnswer
from frontdesk.kit.text import read_message
from frontdesk.tickets import noting, replying
from frontdesk.tickets.meanwhile import Change, changes_since
from frontdesk.tickets.state import lock_ticket

Id = Annotated[int, Meta(ge=1, le=2**63 - 1)]


class Writing(Struct, rename="camel", kw_only=True):
    """What a composer sends. `seen` is the last event that its page knew of."""

    text: Verbatim = ""
    then: Literal["send", "complete", "keep"] = "send"
    seen: Annotated[int, Meta(ge=0, le=2**63 - 1)] = 0
    revision: Annotated[int, Meta(ge=0, le=2**31)] = 0
    cc: str = ""
    file_id: list[UUID] = []
    answer_id: list[Id] = []
    parent_reply_id: Id | None = None

    @property
    def message(self) -> str:
        return self.text.strip("\n").rstrip()


async def send_reply(visit: Visit) -> HttpAnswer:
    """Answers the ticket, unless somebody else did something to it that the writer has not seen."""
    ticket_id = visit.path_id("ticketId")
    form, files = await _read(visit)
    writing, addresses = form.data, _read_cc(visit, form)
    if writing is None or form.errors:
        return await _show_again(visit, ticket_id, "reply", form, files)
    meanwhile: Sequence[LogLine] = ()
    with form.catching():
        try:
            reply_id = await visit.persist(_reply(visit, ticket_id, writing, files, cc=addresses))
        except _Outdated as outdated:
            meanwhile = await _say_meanwhile(visit, outdated.changes)
        else:
            return await _sent(visit, ticket_id, "reply", writing, f"#reply-{reply_id}", addresses)
    return await _show_again(visit, ticket_id, "reply", form, files, meanwhile=meanwhile)


def _reply(
    visit: Visit, ticket_id: int, writing: Writing, files: Sequence[UUID], *, cc: Sequence[str]
) -> Callable[[Transaction], Awaitable[int]]:
    """The action; it raises _Outdated."""

    async def act(tx: Transaction) -> int:
        await require_seen(visit, tx.connection, ticket_id)
        await _stop_if_outdated(tx, ticket_id, writing.seen)
        new = replying.NewReply(
            message=read_message(writing.message, is_html=False),
            attachments=await attachments_of(visit, tx, files),
            parent_reply_id=writing.parent_reply_id,
            completes=writing.then == "complete",
            keeps_status=writing.then == "keep",
            cc=cc,
        )
        reply_id = await replying.reply(tx, ticket_id, new)
        for answer_id in dict.fromkeys(writing.answer_id):
            await count_use(tx, answer_id)
        await discard_composition(tx, ticket_id, CompositionKind.REPLY, revision=writing.revision)
        return reply_id

    return act


async def send_note(visit: Visit) -> HttpAnswer:
    """Writes a note, which only the team sees."""
    ticket_id = visit.path_id("ticketId")
    form, files = await _read(visit)
    writing = form.data
    if writing is None or form.errors:
        return await _show_again(visit, ticket_id, "note", form, files)

    async def act(tx: Transaction) -> int:
        await require_seen(visit, tx.connection, ticket_id)
        new = noting.NewNote(
            message=read_message(writing.message, is_html=False),
            attachments=await attachments_of(visit, tx, files),
        )
        note_id = await noting.add_note(tx, ticket_id, new)
        await discard_composition(tx, ticket_id, CompositionKind.NOTE, revision=writing.revision)
        return note_id

    note_id = None
    with form.catching():
        note_id = await visit.persist(act)
    if note_id is None:
        return await _show_again(visit, ticket_id, "note", form, files)
    return await _sent(visit, ticket_id, "note", writing, f"#note-{note_id}", [])


async def _read(visit: Visit) -> tuple[Form[Writing], list[UUID]]:
    form = await visit.form(Writing)
    files = await keep_files(visit, form.data)
    if form.data is not None and not form.data.message:
        form.fault("text", visit.gettext("Write something first."))
    if form.data is not None and len(form.data.message) > LONGEST_TEXT:
        form.fault("text", visit.gettext("This is too long to be sent."))
    return form, files


async def keep_files(visit: Visit, writing: Writing | None) -> list[UUID]:
    """Those that went up before, and those that came with the form."""
    sent = await keep_sent_files(visit)
    chosen = list(dict.fromkeys(writing.file_id)) if writing else []
    return [*chosen, *(file.file_id for file in sent)]


def _read_cc(visit: Visit, form: Form[Writing]) -> list[str]:
    given = form.data.cc if form.data else ""
    addresses = list(dict.fromkeys(given.replace(";", ",").replace(",", " ").split()))
    for address in addresses:
        if not is_email_address(address):
            form.fault("cc", visit.gettext("%(text)s is no e-mail address.", text=address))
    return addresses


_NOTEWORTHY: Final = frozenset(
    {
        EventName.REPLY_CREATED,
        EventName.DRAFT_CREATED,
        EventName.NOTE_CREATED,
        EventName.TICKET_STATUS_CHANGED,
        EventName.TICKET_ASSIGNED_TO_USER,
        EventName.TICKET_MARKED_AS_SPAM,
        EventName.TICKET_DELETED,
    }
)


class _Outdated(Exception):
    """Others did something that the writer has not seen."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__()
        self.changes = changes


async def _stop_if_outdated(tx: Transaction, ticket_id: int, seen: int) -> None:
    """Raises _Outdated for what may make the writer think again. From here on nobody else changes
    the ticket; a page that does not say what it has seen is not asked."""
    await lock_ticket(tx, ticket_id)
    changes = await changes_since(
        tx.connection, tx.community_id, ticket_id, seen, besides=tx.actor_id
    )
    noteworthy = [each for each in changes if each.name in _NOTEWORTHY]
    if seen and noteworthy:
        raise _Outdated(noteworthy)


async def _say_meanwhile(visit: Visit, changes: Sequence[Change]) -> Sequence[LogLine]:
    async with visit.reading() as connection:
        return await say_changes(visit, connection, changes)


async def _show_again(
    visit: Visit,
    ticket_id: int,
    kind: str,
    form: Form[Writing],
    file_ids: Sequence[UUID],
    *,
    meanwhile: Sequence[LogLine] = (),
) -> HttpAnswer:
    """The form as it was sent, with what is wrong; nothing was sent."""
    composer = Composer(
        kind=kind,
        text=form.given["text"],
        revision=form.data.revision if form.data else 0,
        cc=form.given["cc"],
        files=await show_chosen(visit, file_ids),
        errors=form.errors,
        meanwhile=meanwhile,
        then=form.data.then if form.data else "send",
        answered=await _answered(visit, ticket_id, form.data),
        answer_ids=form.data.answer_id if form.data else (),
    )
    status = HTTPStatus.CONFLICT if meanwhile else form.status
    outcome = Outcome(composer=composer, status=status)
    return await answer_change(visit, ticket_id, outcome, always_side=False)


async def _answered(visit: Visit, ticket_id: int, writing: Writing | None) -> Answered | None:
    async with visit.reading() as connection:
        reply_id = writing.parent_reply_id if writing else None
        return await find_answered(visit, connection, ticket_id, reply_id)


async def show_chosen(visit: Visit, file_ids: Sequence[UUID]) -> Sequence[ChosenFile]:
    async with visit.reading() as connection:
        found = await find_files(connection, visit.community.community_id, file_ids)
    return choose_files(visit, found.values())


async def _sent(
    visit: Visit,
    ticket_id: int,
    kind: str,
    writing: Writing,
    anchor: str,
    cc: Sequence[str],
) -> HttpAnswer:
    said = {
        "send": visit.gettext("Reply sent."),
        "complete": visit.gettext("Reply sent, ticket completed."),
        "keep": visit.gettext("Reply sent."),
    }[writing.then]
    fresh = Composer(kind=kind, revision=writing.revision, cc=", ".join(cc))
    outcome = Outcome(
        toast=said if kind == "reply" else visit.gettext("Note added."),
        composer=fresh,
        anchor=anchor,
    )
    return await answer_change(visit, ticket_id, outcome)

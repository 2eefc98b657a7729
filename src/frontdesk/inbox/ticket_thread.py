"""The thread as a page shows it: messages, replies, notes, and quiet lines between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from markupsafe import Markup

from frontdesk.attachments.thread_files import ThreadFile, files_of_thread
from frontdesk.database.pool import Connection
from frontdesk.inbox.letters import as_paragraphs, has_pictures, plain_text
from frontdesk.inbox.ticket_door import OpenTicket
from frontdesk.inbox.ticket_files import ShownFile, pictures_of, show_files
from frontdesk.inbox.ticket_log import LINES, LogLine, say_changes
from frontdesk.inbox.ticket_pictures import shows_pictures_of
from frontdesk.inbox.visit import Visit
from frontdesk.people.person import Person, get_people
from frontdesk.tickets.notes import Note, notes_by_ids
from frontdesk.tickets.replies import Reply, replies_by_ids
from frontdesk.tickets.thread import Element, ElementKind, changes_between, read_part

PART: Final = 30
WHOLE: Final = 5_000
"""More elements than this are never shown at once."""
_MOST_LINES_UNFOLDED: Final = 3


@dataclass(kw_only=True)
class Say:
    """One message of the thread. `kind`: message, reply, draft or note; `letter` is the address of
    its HTML, where that says more than the text; `answers` what it is a sub-reply to."""

    key: str
    kind: str
    element_id: int
    author: Person | None
    time: int
    text: str
    body: Markup
    is_by_team: bool
    letter: str | None = None
    has_pictures: bool = False
    shows_pictures: bool = False
    files: Sequence[ShownFile] = ()
    cc: Sequence[str] = ()
    tags: Sequence[str] = ()
    level: int = 0
    answers: int | None = None
    is_hidden: bool = False
    is_mine: bool = False
    is_new: bool = False
    version: int = 1
    under: list["Say"] = field(default_factory=list)

    def is_by(self, person_id: UUID) -> bool:
        return self.author is not None and self.author.person_id == person_id


@dataclass(kw_only=True)
class LogGroup:
    """Lines with no message between them; very many are folded."""

    time: int
    lines: list[LogLine]
    kind: str = "log"

    @property
    def is_folded(self) -> bool:
        return len(self.lines) > _MOST_LINES_UNFOLDED


Item = Say | LogGroup


@dataclass(frozen=True, kw_only=True)
class Thread:
    """`first` is the message that began it; None in a part that does not begin there. `earlier`
    names the element before which there are others."""

    first: Say | None
    items: Sequence[Item]
    earlier: str | None
    newest: int


async def read_thread(
    visit: Visit,
    connection: Connection,
    ticket: OpenTicket,
    *,
    before: Element | None = None,
    whole: bool = False,
) -> Thread:
    """The newest part of the thread, or the one before an element."""
    community_id, ticket_id = visit.community.community_id, ticket.ticket_id
    part = await read_part(
        connection, community_id, ticket_id, before=before, take=WHOLE if whole else PART
    )
    says = await say_elements(visit, connection, ticket, part.elements)
    start = part.elements[0].time if part.has_earlier else None
    changes = await changes_between(
        connection,
        community_id,
        ticket_id,
        LINES,
        start=start,
        end=before.time if before else None,
    )
    first = says.pop("message") if before is None else None
    says.pop("message", None)
    newest = max([ticket.last_activity, *(each.time for each in part.elements)])
    return Thread(
        first=first,
        items=weave(nest(list(says.values())), await say_changes(visit, connection, changes)),
        earlier=element_name(part.elements[0]) if part.has_earlier else None,
        newest=newest,
    )


def element_name(element: Element) -> str:
    return f"{element.time}-{element.kind}-{element.element_id}"


def read_element_name(text: str) -> Element | None:
    """None for what names no element."""
    time, _, rest = text.partition("-")
    kind, _, number = rest.partition("-")
    if not (_is_number(time) and _is_number(number)) or kind not in list(ElementKind):
        return None
    return Element(time=int(time), kind=ElementKind(kind), element_id=int(number))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


async def say_elements(
    visit: Visit, connection: Connection, ticket: OpenTicket, elements: Sequence[Element]
) -> dict[str, Say]:
    """These replies and notes by their keys, in their order, and the message before them."""
    community_id, ticket_id = visit.community.community_id, ticket.ticket_id
    reply_ids = [each.element_id for each in elements if each.kind == ElementKind.REPLY]
    note_ids = [each.element_id for each in elements if each.kind == ElementKind.NOTE]
    replies = await replies_by_ids(connection, community_id, ticket_id, reply_ids)
    notes = await notes_by_ids(connection, community_id, ticket_id, note_ids)
    files = await files_of_thread(
        connection, community_id, ticket_id, reply_ids=reply_ids, note_ids=note_ids
    )
    named = {ticket.ticket.author.id, *(reply.author_id for reply in replies)}
    named |= {person_id for note in notes for person_id in (note.author_id, *note.mentioned_ids)}
    people = await get_people(connection, community_id, named)
    speaker = _Speaker(visit=visit, ticket=ticket, people=people, files=files)
    says = [speaker.message(), *map(speaker.reply, replies), *map(speaker.note, notes)]
    says.sort(key=lambda say: (say.kind != "message", say.time, say.kind == "reply"))
    return {say.key: say for say in says}


@dataclass(kw_only=True)
class _Speaker:
    visit: Visit
    ticket: OpenTicket
    people: Mapping[UUID, Person]
    files: Sequence[ThreadFile]

    def __post_init__(self) -> None:
        ticket_id = self.ticket.ticket_id
        self._shown = show_files(self.visit, ticket_id, self.files)
        self._own = pictures_of(self.visit, ticket_id, self.files)

    def message(self) -> Say:
        ticket = self.ticket.ticket
        author = self.people.get(ticket.author.id)
        say = Say(
            key="message",
            kind="message",
            element_id=0,
            author=author,
            time=self.ticket.creation_time,
            text=ticket.message or "",
            body=as_paragraphs(ticket.message or ""),
            is_by_team=author is not None and author.status == "team",
            files=self._shown.get(("message", 0), ()),
        )
        return self._with_letter(say, ticket.html_message)

    def reply(self, reply: Reply) -> Say:
        say = Say(
            key=f"reply-{reply.reply_id}",
            kind="draft" if reply.is_draft else "reply",
            element_id=reply.reply_id,
            author=self.people.get(reply.author_id),
            time=reply.creation_time,
            text=reply.message,
            body=as_paragraphs(reply.message),
            is_by_team=reply.is_by_team,
            files=self._shown.get(("reply", reply.reply_id), ()),
            cc=reply.cc_emails,
            tags=reply.tags,
            level=reply.level,
            answers=reply.parent_reply_id,
            is_hidden=reply.is_hidden,
            is_mine=reply.author_id == self.visit.teammate.person_id,
        )
        return self._with_letter(say, reply.html_message)

    def note(self, note: Note) -> Say:
        mentioned = [self.people[each] for each in note.mentioned_ids if each in self.people]
        names = [name for each in mentioned for name in (each.name, each.email) if name]
        say = Say(
            key=f"note-{note.note_id}",
            kind="note",
            element_id=note.note_id,
            author=self.people.get(note.author_id),
            time=note.creation_time,
            text=note.message,
            body=as_paragraphs(note.message, mentioned=names),
            is_by_team=True,
            files=self._shown.get(("note", note.note_id), ()),
            is_mine=note.author_id == self.visit.teammate.person_id,
            version=note.version,
        )
        return self._with_letter(say, note.html_message)

    def _with_letter(self, say: Say, html: str | None) -> Say:
        plain = plain_text(say.text, html)
        if plain is not None and plain != say.text:
            say.body = as_paragraphs(plain)
        if html is not None and plain is None:
            say.has_pictures = has_pictures(html, self._own)
            say.shows_pictures = say.has_pictures and shows_pictures_of(self.visit, say)
            say.letter = self.visit.link(
                f"/tickets/{self.ticket.ticket_id}/letters/{say.key}",
                pictures="1" if say.shows_pictures else None,
            )
        return say


def nest(says: Sequence[Say]) -> list[Say]:
    """Sub-replies below what they answer, where that is in the same part."""
    by_id = {say.element_id: say for say in says if say.kind in ("reply", "draft")}
    top: list[Say] = []
    for say in says:
        above = by_id.get(say.answers) if say.answers is not None else None
        (top if above is None else above.under).append(say)
    return top


def weave(says: Sequence[Say], lines: Sequence[LogLine]) -> list[Item]:
    """Messages and lines by their times; at the same time what was written comes first."""
    found: list[Say | LogLine] = sorted((*says, *lines), key=lambda each: each.time)
    items: list[Item] = []
    for each in found:
        if isinstance(each, Say):
            items.append(each)
        elif items and isinstance(items[-1], LogGroup):
            items[-1].lines.append(each)
        else:
            items.append(LogGroup(time=each.time, lines=[each]))
    return items


def mark_new(items: Sequence[Item], *, since: int, me: UUID) -> None:
    """Mark the first message that somebody else wrote after the visitor last looked."""
    for item in items:
        if isinstance(item, Say) and item.time > since and not item.is_by(me):
            item.is_new = True
            return

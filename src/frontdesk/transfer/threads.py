"""A ticket together with its thread, the form of `export --threads`: what the API answers for the
ticket, for its replies and for its notes, in one object."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from frontdesk.kit.clock import parse_ticks
from frontdesk.tickets.document import Ticket, User
from frontdesk.wire.notes import Note
from frontdesk.wire.replies import Reply


class ThreadedTicket(Ticket, kw_only=True, frozen=True):
    """Without both members it is a ticket whose thread stayed where it came from."""

    replies: list[Reply] | UnsetType = UNSET
    notes: list[Note] | UnsetType = UNSET


class LeftBehind(NamedTuple):
    """What a ticket says of parts of its thread that do not come with it."""

    replies: int
    last_activity: int | None
    attachments: bool
    draft: bool


def replies_of(ticket: Ticket) -> Sequence[Reply]:
    return (isinstance(ticket, ThreadedTicket) and ticket.replies) or ()


def notes_of(ticket: Ticket) -> Sequence[Note]:
    return (isinstance(ticket, ThreadedTicket) and ticket.notes) or ()


def has_thread(ticket: Ticket) -> bool:
    return bool(replies_of(ticket) or notes_of(ticket))


def without_thread(ticket: Ticket) -> Ticket:
    """The ticket as List Tickets shows it."""
    if isinstance(ticket, ThreadedTicket) and not (ticket.replies is ticket.notes is UNSET):
        return replace(ticket, replies=UNSET, notes=UNSET)
    return ticket


def people_of(ticket: Ticket) -> Iterator[User]:
    yield ticket.author
    if ticket.locked_by is not None:
        yield ticket.locked_by
    for reply in replies_of(ticket):
        yield reply.author
    for note in notes_of(ticket):
        yield note.author
        yield from note.mentioned_users


def tags_of(ticket: Ticket) -> Iterator[str]:
    yield from ticket.tags
    for reply in replies_of(ticket):
        yield from reply.tags


def left_behind(ticket: Ticket, last_activity: int) -> LeftBehind:
    flags = ticket.properties
    if not has_thread(ticket):
        lost_files = flags.has_attachments and not ticket.attachments
        return LeftBehind(ticket.reply_count, last_activity, lost_files, flags.has_draft)
    replies = replies_of(ticket)
    sent = [each for each in replies if not each.properties.is_draft]
    times = [parse_ticks(reply.creation_time) for reply in sent]
    times += [parse_ticks(note.creation_time) for note in notes_of(ticket)]
    return LeftBehind(
        replies=max(0, ticket.reply_count - len(sent)),
        # Null if the newest part of the thread explains it.
        last_activity=None if last_activity == max(times, default=None) else last_activity,
        attachments=flags.has_attachments and not has_files(ticket),
        draft=flags.has_draft and len(sent) == len(replies),
    )


def has_files(ticket: Ticket) -> bool:
    """Itself or anywhere in its thread."""
    return (
        bool(ticket.attachments)
        or any(reply.attachments for reply in replies_of(ticket))
        or any(note.attachments for note in notes_of(ticket))
    )

"""The rows that a ticket in the API's form becomes, in the column order of `staging`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from frontdesk.communities.community import Community
from frontdesk.kit.clock import parse_ticks
from frontdesk.kit.text import lookup_key
from frontdesk.response_times.rules import ResponseRules
from frontdesk.tickets.document import Attachment, Ticket, TicketProperties, User, encode_document
from frontdesk.transfer.copy_format import (
    bigint,
    boolean,
    common_text,
    common_uuid,
    sized,
    text,
)
from frontdesk.transfer.threads import left_behind, without_thread

Rows = Iterator[bytes]

# The count of fields, then each field's length and value, down to the first that may be null.
_ticket_start = Struct(">hiqiqiqiqiiiii16s").pack
_document_start = Struct(">hiqiq").pack
_message_start = Struct(">hiqiq").pack
_tag_row = Struct(">hiqiqiiiq").pack
_value_start = Struct(">hiqiqiqii").pack
_attachment_start = Struct(">hiqiqii").pack
_two_times = Struct(">iqiq").pack
_person_start = Struct(">hiqi16siq").pack


class TimedTicket(NamedTuple):
    """A ticket with its times as ticks: four tables want them."""

    ticket: Ticket
    creation_time: int
    last_activity: int


def timed(ticket: Ticket) -> TimedTicket:
    return TimedTicket(
        ticket,
        parse_ticks(ticket.creation_time),
        parse_ticks(ticket.last_thread_element_creation_time),
    )


def tickets(loaded: Iterable[TimedTicket], community: Community, rules: ResponseRules) -> Rows:
    for ticket, creation_time, last_activity in loaded:
        left = left_behind(ticket, last_activity)
        start = _ticket_start(
            29,
            8,
            community.community_id,
            8,
            ticket.id,
            8,
            creation_time,
            8,
            last_activity,
            4,
            ticket.reply_count,
            4,
            left.replies,
            16,
            ticket.author.id.bytes,
        )
        category_id = ticket.category.id if ticket.category else None
        yield b"".join(
            (
                start,
                bigint(left.last_activity),
                common_uuid(ticket.locked_by.id if ticket.locked_by else None),
                bigint(category_id),
                bigint(rules.expiry(ticket.status.value, last_activity, category_id)),
                common_text(ticket.status),
                common_text(ticket.source),
                common_text(ticket.detailed_source),
                common_text(ticket.source_name),
                common_text(ticket.sentiment),
                _flags(ticket.properties),
                boolean(left.attachments),
                boolean(left.draft),
                text(ticket.title),
                text(ticket.original_link),
            )
        )


@lru_cache(maxsize=1024)
def _flags(flags: TicketProperties) -> bytes:
    return b"".join(
        map(
            boolean,
            (
                flags.is_anonymized,
                flags.is_muted,
                flags.has_attachments,
                flags.has_draft,
                flags.is_assigned_to_bot,
                flags.is_deleted,
                flags.is_hidden,
                flags.is_spam,
                flags.is_sensitive,
            ),
        )
    )


def documents(
    loaded: Iterable[Ticket], community: Community, as_known_here: Callable[[Ticket], Ticket]
) -> Rows:
    """`as_known_here` gives the ticket that the document shows: with the names that its people and
    its category have in this community."""
    for ticket in loaded:
        start = _document_start(3, 8, community.community_id, 8, ticket.id)
        yield start + sized(encode_document(as_known_here(without_thread(ticket))))


def messages(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        start = _message_start(4, 8, community.community_id, 8, ticket.id)
        yield start + text(ticket.message) + text(ticket.html_message)


def ticket_tags(
    loaded: Iterable[TimedTicket], community: Community, tag_ids: Mapping[str, int]
) -> Rows:
    for each in loaded:
        ticket = each.ticket
        place = _place(each) if ticket.tags else b""
        for position, name in enumerate(ticket.tags):
            start = _tag_row(
                7, 8, community.community_id, 8, ticket.id, 4, position, 8, tag_ids[name]
            )
            yield start + place


def custom_values(loaded: Iterable[TimedTicket], community: Community) -> Rows:
    for each in loaded:
        ticket = each.ticket
        place = _place(each) if ticket.custom_fields else b""
        for position, value in enumerate(ticket.custom_fields):
            start = _value_start(
                8, 8, community.community_id, 8, ticket.id, 8, value.id, 4, position
            )
            yield start + text(value.value) + place


def _place(timed: TimedTicket) -> bytes:
    """Where in a list the ticket has its place."""
    ticket, creation_time, last_activity = timed
    return common_text(ticket.status) + _two_times(8, last_activity, 8, creation_time)


def attachments(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        for position, file in enumerate(ticket.attachments):
            yield attachment(community, ticket.id, position, file)


def attachment(
    community: Community,
    ticket_id: int,
    position: int,
    file: Attachment,
    *,
    reply_id: int | None = None,
    note_id: int | None = None,
) -> bytes:
    """Of the reply, of the note, or else of the ticket's first message."""
    return b"".join(
        (
            _attachment_start(8, 8, community.community_id, 8, ticket_id, 4, position),
            bigint(reply_id),
            bigint(note_id),
            text(file.name),
            text(file.url),
            boolean(file.is_content_part),
        )
    )


def people(made: Iterable[User], community: Community, *, now: int) -> Rows:
    for user in made:
        start = _person_start(9, 8, community.community_id, 16, user.id.bytes, 8, now)
        yield b"".join(
            (
                start,
                text(user.name),
                text(user.email),
                text(lookup_key(user.email)),
                text(user.image),
                common_text(user.status),
                boolean(user.is_bot),
            )
        )

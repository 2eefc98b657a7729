"""The rows of the replies and notes that come with tickets, in the column order of `staging`."""

from collections.abc import Iterable, Mapping
from struct import Struct

from frontdesk.communities.community import Community
from frontdesk.kit.clock import parse_ticks
from frontdesk.tickets.document import Ticket
from frontdesk.transfer.copy_format import bigint, boolean, text, text_array
from frontdesk.transfer.rows import Rows, attachment
from frontdesk.transfer.threads import notes_of, replies_of

_reply_start = Struct(">hiqiqiqi16siqii").pack
_reply_tag_row = Struct(">hiqiqiiiq").pack
_note_start = Struct(">hiqiqiqi16siq").pack
_mention_row = Struct(">hiqiqiii16s").pack


def replies(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        for reply in replies_of(ticket):
            start = _reply_start(
                14,
                8,
                community.community_id,
                8,
                reply.id,
                8,
                ticket.id,
                16,
                reply.author.id.bytes,
                8,
                parse_ticks(reply.creation_time),
                4,
                reply.level,
            )
            yield b"".join(
                (
                    start,
                    bigint(reply.parent_reply_id),
                    text(reply.message),
                    text(reply.html_message),
                    boolean(reply.properties.is_by_team),
                    boolean(reply.properties.is_draft),
                    boolean(reply.properties.is_hidden),
                    text_array(reply.cc_emails),
                    text_array(reply.to_emails),
                )
            )


def reply_tags(loaded: Iterable[Ticket], community: Community, tag_ids: Mapping[str, int]) -> Rows:
    for ticket in loaded:
        for reply in replies_of(ticket):
            for position, name in enumerate(reply.tags):
                yield _reply_tag_row(
                    4, 8, community.community_id, 8, reply.id, 4, position, 8, tag_ids[name]
                )


def notes(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        for note in notes_of(ticket):
            start = _note_start(
                7,
                8,
                community.community_id,
                8,
                note.id,
                8,
                ticket.id,
                16,
                note.author.id.bytes,
                8,
                parse_ticks(note.creation_time),
            )
            yield start + text(note.message) + text(note.html_message)


def mentions(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        for note in notes_of(ticket):
            for position, user in enumerate(note.mentioned_users):
                yield _mention_row(
                    4, 8, community.community_id, 8, note.id, 4, position, 16, user.id.bytes
                )


def attachments(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        for reply in replies_of(ticket):
            for position, file in enumerate(reply.attachments):
                yield attachment(community, ticket.id, position, file, reply_id=reply.id)
        for note in notes_of(ticket):
            for position, file in enumerate(note.attachments):
                yield attachment(community, ticket.id, position, file, note_id=note.id)

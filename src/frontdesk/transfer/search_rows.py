"""The words by which a loaded ticket is found, in the column order of `staging`."""

from collections.abc import Iterable, Mapping
from struct import Struct
from uuid import UUID

from frontdesk.communities.community import Community
from frontdesk.tickets.document import Ticket, User
from frontdesk.tickets.search_texts import head_parts, thread_parts
from frontdesk.tickets.search_vector import Part
from frontdesk.transfer.copy_format import bigint, common_text
from frontdesk.transfer.rows import Rows, TimedTicket
from frontdesk.transfer.threads import notes_of, replies_of
from frontdesk.wire.replies import Reply

_search_start = Struct(">hiqiqiqiq").pack


def search(loaded: Iterable[TimedTicket], community: Community, words: Iterable[bytes]) -> Rows:
    """`words` are the tickets' `word_columns`, in their order."""
    for (ticket, creation_time, last_activity), columns in zip(loaded, words, strict=True):
        start = _search_start(
            9, 8, community.community_id, 8, ticket.id, 8, creation_time, 8, last_activity
        )
        yield b"".join(
            (
                start,
                bigint(ticket.category.id if ticket.category else None),
                common_text(ticket.status),
                common_text(ticket.source),
                columns,
            )
        )


def parts_of(ticket: Ticket, people: Mapping[UUID, User]) -> list[Part]:
    """What is cut into words; `people` as they are known in this community."""
    author = people[ticket.author.id]
    head = head_parts(ticket.id, ticket.title, _named(author), ticket.message)
    replies, notes = replies_of(ticket), notes_of(ticket)
    if not replies and not notes:
        return head
    thread = thread_parts(
        [reply.message for reply in replies],
        [_people_of_reply(reply, people) for reply in replies],
        [note.message for note in notes],
    )
    return head + thread


def _people_of_reply(reply: Reply, people: Mapping[UUID, User]) -> str:
    named = "" if reply.properties.is_by_team else _named(people[reply.author.id])
    return " ".join([*reply.to_emails, *reply.cc_emails, named])


def _named(person: User) -> str:
    return f"{person.name or ''} {person.email or ''}"

"""Answering tickets.

A sent reply counts, moves the ticket's last activity and, unless told not to, its status: one by
the team takes an open ticket to pending, one by the client takes the ticket back to open. A draft
changes nothing but `hasDraft` (contract 3.22).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.attachments.attaching import NewAttachment, attach
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.text import Written
from frontdesk.people.authors import Author, require_author
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.replies import require_reply
from frontdesk.tickets.search_growing import index_reply
from frontdesk.tickets.search_texts import HASH_OF_REPLY, PEOPLE_OF_REPLY
from frontdesk.tickets.state import TicketState, finish_change, lock_ticket, set_columns
from frontdesk.tickets.triage import change_status


@dataclass(frozen=True, kw_only=True)
class NewReply:
    """`author_email` None: whoever acts. `completes`: the ticket is completed with it.
    `keeps_status`: the ticket's status stays as it is. `cc`: who gets a copy of this reply by the
    team and of those that follow; None: who got one before."""

    message: Written
    author_email: str | None = None
    attachments: Sequence[NewAttachment] = ()
    parent_reply_id: int | None = None
    is_draft: bool = False
    completes: bool = False
    keeps_status: bool = False
    cc: Sequence[str] | None = None


async def reply(tx: Transaction, ticket_id: int, new: NewReply) -> int:
    """The id of the new reply. Raises NotFound, and InvalidMember for an author or a parent that
    cannot be."""
    ticket = await lock_ticket(tx, ticket_id)
    author = await require_author(tx, new.author_email, client_id=ticket.author_id)
    tx = tx.acting_as(author.person_id)
    level = await _level_below(tx, ticket_id, new.parent_reply_id)
    added = await _insert(tx, ticket, new, author, level=level)
    await attach(tx, ticket_id, new.attachments, reply_id=added.reply_id)
    if new.attachments:
        set_columns(ticket, has_attachments=True)
    name = EventName.DRAFT_CREATED if new.is_draft else EventName.REPLY_CREATED
    await record(tx, name, ticket_id=ticket_id, subject_id=added.reply_id)
    if new.cc is not None and author.is_by_team and list(new.cc) != ticket.cc:
        set_columns(ticket, cc=list(new.cc))
    if new.is_draft:
        set_columns(ticket, has_draft=True)
    else:
        await count_sent(tx, ticket, new, author)
    await _finish(tx, ticket, new, added)
    return added.reply_id


@dataclass(frozen=True, kw_only=True)
class _Added:
    reply_id: int
    people: str
    text_hash: int


async def _finish(tx: Transaction, ticket: TicketState, new: NewReply, added: _Added) -> None:
    if "cc" in ticket.pending:  # by which the ticket is found, too
        await finish_change(tx, ticket)
        return
    await index_reply(
        tx,
        ticket,
        message=new.message.text,
        people=added.people,
        text_hash=added.text_hash,
    )
    await finish_change(tx, ticket, texts_stay=True)


async def _level_below(tx: Transaction, ticket_id: int, parent_id: int | None) -> int:
    if parent_id is None:
        return 0
    level: int | None = await tx.connection.value(
        """
        select level
        from replies
        where community_id = %(community_id)s
          and ticket_id = %(ticket_id)s
          and reply_id = %(parent_id)s
        """,
        {"community_id": tx.community_id, "ticket_id": ticket_id, "parent_id": parent_id},
    )
    if level is None:
        raise InvalidMember("parentReplyId", f"ticket {ticket_id} has no reply {parent_id}")
    return level + 1


async def _insert(
    tx: Transaction, ticket: TicketState, new: NewReply, author: Author, *, level: int
) -> _Added:
    """A reply by the team goes to the ticket's author, with those in copy who were so before."""
    added = await tx.connection.row(
        _Added,
        _INSERT,
        {
            "community_id": tx.community_id,
            "ticket_id": ticket.ticket_id,
            "parent_reply_id": new.parent_reply_id,
            "level": level,
            "author_id": author.person_id,
            "now": tx.now,
            "text": new.message.text,
            "html": new.message.html,
            "is_by_team": author.is_by_team,
            "is_draft": new.is_draft,
            "cc": ticket.cc if new.cc is None else list(new.cc),
            "client_id": ticket.author_id,
        },
    )
    assert added is not None, "the ticket is locked"
    return added


_INSERT: Final[LiteralString] = """
insert into replies as r
       (community_id, ticket_id, parent_reply_id, level, author_id, creation_time, message,
        html_message, is_by_team, is_draft, cc_emails, to_emails)
select %(community_id)s, %(ticket_id)s, %(parent_reply_id)s, %(level)s, %(author_id)s, %(now)s,
       %(text)s, %(html)s, %(is_by_team)s, %(is_draft)s,
       case when %(is_by_team)s then %(cc)s::text[] else '{}' end,
       case when %(is_by_team)s and p.email is not null then array[p.email] else '{}' end
from people p
where p.community_id = %(community_id)s and p.person_id = %(client_id)s
returning r.reply_id, {people} as people, {hash} as text_hash
""".replace("{people}", PEOPLE_OF_REPLY).replace("{hash}", HASH_OF_REPLY)


async def count_sent(tx: Transaction, ticket: TicketState, new: NewReply, author: Author) -> None:
    """The part of an action that sends a reply to a locked ticket."""
    set_columns(
        ticket,
        reply_count=ticket.reply_count + 1,
        last_activity=max(ticket.last_activity, tx.now),
    )
    status = _status_after(ticket.status, new, author)
    if status is not None:
        await change_status(tx, ticket, status)


def _status_after(status: TicketStatus, new: NewReply, author: Author) -> TicketStatus | None:
    if new.completes:
        return TicketStatus.COMPLETED
    if new.keeps_status:
        return None
    if author.is_by_team:
        return TicketStatus.PENDING if status == TicketStatus.OPEN else None
    return TicketStatus.OPEN


async def replace_reply_tags(
    tx: Transaction, ticket_id: int, reply_id: int, names: list[str]
) -> None:
    """Give the reply these tags and no others. Raises NotFound and InvalidMember."""
    await lock_ticket(tx, ticket_id)
    current = await require_reply(tx.connection, tx.community_id, ticket_id, reply_id)
    tags = await ensure_tags(tx.connection, tx.community_id, names)
    if current.tags == list(tags):
        return
    parameters = {
        "community_id": tx.community_id,
        "reply_id": reply_id,
        "tags": list(tags.values()),
    }
    await tx.connection.execute(
        "delete from reply_tags where community_id = %(community_id)s and reply_id = %(reply_id)s",
        parameters,
    )
    await tx.connection.execute(
        """
        insert into reply_tags (community_id, reply_id, position, tag_id)
        select %(community_id)s, %(reply_id)s, position, tag_id
        from unnest(%(tags)s::bigint[]) with ordinality as given (tag_id, position)
        """,
        parameters,
    )
    await record(
        tx,
        EventName.REPLY_TAGS_CHANGED,
        ticket_id=ticket_id,
        subject_id=reply_id,
        previous=current.tags,
        tags=list(tags),
    )

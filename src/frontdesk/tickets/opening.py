"""Opening tickets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.attachments.attaching import NewAttachment, attach
from frontdesk.categories.category import require_choosable
from frontdesk.custom_fields.ticket_values import StoredValue, insert_values
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.text import Written
from frontdesk.people.assignees import require_assignable
from frontdesk.response_times.rules import EXPIRING
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tickets.assembling import store_documents
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus
from frontdesk.tickets.expiring import EXPIRY, OFFICE_HOURS, keep_office_hours
from frontdesk.tickets.search_growing import index_new_ticket
from frontdesk.tickets.search_texts import HASH_OF_HEAD, PEOPLE_OF_TICKET
from frontdesk.tickets.triage import record_status, write_tags


@dataclass(frozen=True, kw_only=True)
class NewTicket:
    """A ticket to be; `message` None: there is only a title."""

    author_id: UUID
    title: str | None
    message: Written | None
    attachments: Sequence[NewAttachment] = ()
    assignee_id: UUID | None = None
    category_id: int | None = None
    cc: Sequence[str] = ()
    custom_values: Sequence[StoredValue] = ()
    sentiment: Sentiment = Sentiment.QUESTION
    source: TicketSource = TicketSource.WEB
    detailed_source: str = "web_website"
    source_name: str | None = None
    original_link: str | None = None
    tags: Sequence[str] = field(default_factory=list)


async def open_ticket(tx: Transaction, new: NewTicket) -> int:
    """The id of the new ticket, which is open, and its author the one who acts.

    A category that archives completes it at once. Raises InvalidMember for an assignee, category
    or tag that cannot be.
    """
    tx = tx.acting_as(new.author_id)
    is_bot = False
    if new.assignee_id is not None:
        assignee = await require_assignable(tx.connection, tx.community_id, new.assignee_id)
        is_bot = assignee.is_bot
    archives = await _choose_category(tx, new.category_id)
    tags = await ensure_tags(tx.connection, tx.community_id, list(new.tags), member="tags")
    status = TicketStatus.COMPLETED if archives else TicketStatus.OPEN
    opened = await _insert(tx, new, status, is_bot=is_bot)
    ticket_id = opened.ticket_id
    await attach(tx, ticket_id, new.attachments)
    if tags:
        await write_tags(tx, ticket_id, list(tags.values()))
    await insert_values(tx.connection, tx.community_id, ticket_id, new.custom_values)
    await record(tx, EventName.TICKET_CREATED, ticket_id=ticket_id)
    if archives:
        await record_status(tx, ticket_id, status, previous=TicketStatus.OPEN)
    await store_documents(tx.connection, tx.community_id, [ticket_id])
    await index_new_ticket(
        tx,
        ticket_id,
        title=new.title,
        people=opened.people,
        message=new.message.text if new.message else None,
        text_hash=opened.text_hash,
    )
    return ticket_id


async def _choose_category(tx: Transaction, category_id: int | None) -> bool:
    """Whether the category archives what enters it."""
    if category_id is None:
        return False
    category = await require_choosable(
        tx.connection, tx.community_id, category_id, member="categoryId"
    )
    return category.auto_archive


@dataclass(frozen=True, kw_only=True)
class _Opened:
    ticket_id: int
    expiry_time: int | None
    office_hours: bytes | None
    people: str
    text_hash: int


# An import may have brought the id that comes next: then nothing is returned.
_INSERT: Final[LiteralString] = (
    """
with added as (
    insert into tickets
           (community_id, title, author_id, assignee_id, category_id, status, source,
            detailed_source, source_name, original_link, sentiment, cc, creation_time,
            last_activity, expiry_time, reply_count, has_attachments, is_assigned_to_bot)
    values (%(community_id)s, %(title)s, %(author_id)s, %(assignee_id)s, %(new_category)s,
            %(new_status)s, %(source)s, %(detailed_source)s, %(source_name)s, %(original_link)s,
            %(sentiment)s, %(cc)s, %(new_activity)s, %(new_activity)s, {expiry},
            0, %(has_attachments)s, %(is_bot)s)
    on conflict (community_id, ticket_id) do nothing
    returning community_id, ticket_id, title, author_id, cc, expiry_time
), told as (
    insert into ticket_messages (community_id, ticket_id, message, html_message)
    select community_id, ticket_id, %(text)s, %(html)s
    from added
    returning message
)
select t.ticket_id, t.expiry_time, {office_hours} as office_hours, {people} as people,
       {hash} as text_hash
from added t
cross join told m
join people p on p.community_id = t.community_id and p.person_id = t.author_id
""".replace("{expiry}", EXPIRY)
    .replace("{office_hours}", OFFICE_HOURS)
    .replace("{people}", PEOPLE_OF_TICKET)
    .replace("{hash}", HASH_OF_HEAD)
)


async def _insert(
    tx: Transaction, new: NewTicket, status: TicketStatus, *, is_bot: bool
) -> _Opened:
    parameters = vars(new) | {
        "community_id": tx.community_id,
        "new_status": status.value,
        "new_activity": tx.now,
        "new_category": new.category_id,
        "expiring": list(EXPIRING),
        "is_bot": is_bot,
        "cc": list(new.cc),
        "has_attachments": bool(new.attachments),
        "text": new.message.text if new.message else None,
        "html": new.message.html if new.message else None,
    }
    opened: _Opened | None = None
    while opened is None:
        opened = await tx.connection.row(_Opened, _INSERT, parameters)
    if opened.expiry_time is not None and opened.office_hours is not None:
        await keep_office_hours(
            tx, opened.ticket_id, tx.now, opened.expiry_time, opened.office_hours
        )
    return opened

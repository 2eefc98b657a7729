"""Opening tickets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString
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
from frontdesk.tickets.search_index import index_tickets
from frontdesk.tickets.triage import insert_tags, record_status


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
        is_bot = await require_assignable(tx.connection, tx.community_id, new.assignee_id)
    archives = await _choose_category(tx, new.category_id)
    tags = await ensure_tags(tx.connection, tx.community_id, list(new.tags), member="tags")
    status = TicketStatus.COMPLETED if archives else TicketStatus.OPEN
    ticket_id = await _insert(tx, new, status, is_bot=is_bot)
    await attach(tx, ticket_id, new.attachments)
    await insert_tags(tx, ticket_id, list(tags.values()))
    await insert_values(tx.connection, tx.community_id, ticket_id, new.custom_values)
    await record(tx, EventName.TICKET_CREATED, ticket_id=ticket_id)
    if archives:
        await record_status(tx, ticket_id, status, previous=TicketStatus.OPEN)
    await store_documents(tx.connection, tx.community_id, [ticket_id])
    await index_tickets(tx.connection, tx.community_id, [ticket_id])
    return ticket_id


async def _choose_category(tx: Transaction, category_id: int | None) -> bool:
    """Whether the category archives what enters it."""
    if category_id is None:
        return False
    category = await require_choosable(
        tx.connection, tx.community_id, category_id, member="categoryId"
    )
    return category.auto_archive


# An import may have brought the id that comes next: then nothing is returned.
_INSERT: Final[LiteralString] = """
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
    returning community_id, ticket_id, expiry_time
), told as (
    insert into ticket_messages (community_id, ticket_id, message, html_message)
    select community_id, ticket_id, %(text)s, %(html)s
    from added
)
select ticket_id, expiry_time, {office_hours}
from added
""".replace("{expiry}", EXPIRY).replace("{office_hours}", OFFICE_HOURS)


async def _insert(tx: Transaction, new: NewTicket, status: TicketStatus, *, is_bot: bool) -> int:
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
    row: tuple[Any, ...] | None = None  # Any: the columns' types differ
    while row is None:
        cursor = await tx.connection.execute(_INSERT, parameters)
        row = await cursor.fetchone()
    ticket_id: int = row[0]
    if None not in row:
        await keep_office_hours(tx, ticket_id, tx.now, *row[1:])
    return ticket_id

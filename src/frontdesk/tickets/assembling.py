"""Documents made from the tables: of new tickets, after changes that `amending` cannot follow, and
to check the stored ones.

This is the only way from rows to a document, but for bulk loading, which has all of it at hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection, Parameters
from frontdesk.kit.clock import format_ticks
from frontdesk.people.enums import UserStatus
from frontdesk.people.person import Person
from frontdesk.tickets.document import (
    Attachment,
    CategoryReference,
    CustomFieldValue,
    Ticket,
    TicketProperties,
    User,
    encode_document,
)
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus


@dataclass(frozen=True, kw_only=True)
class _TicketRow:
    """Lists of parts come as one array for each column."""

    ticket_id: int
    title: str | None
    message: str | None
    html_message: str | None
    author_id: UUID
    author_name: str | None
    author_image: str | None
    author_email: str | None
    author_status: str
    author_is_bot: bool
    assignee_id: UUID | None
    assignee_name: str | None
    assignee_image: str | None
    assignee_email: str | None
    assignee_status: str | None
    assignee_is_bot: bool | None
    category_id: int | None
    category_name: str | None
    category_is_muted: bool | None
    status: TicketStatus
    source: TicketSource
    detailed_source: str
    source_name: str | None
    sentiment: Sentiment
    original_link: str | None
    creation_time: int
    last_activity: int
    reply_count: int
    is_anonymized: bool
    is_muted: bool
    has_attachments: bool
    has_draft: bool
    is_assigned_to_bot: bool
    is_deleted: bool
    is_hidden: bool
    is_spam: bool
    is_sensitive: bool
    tags: list[str]
    field_ids: list[int] | None
    field_values: list[str] | None
    file_names: list[str | None] | None
    file_urls: list[str] | None
    file_parts: list[bool] | None


# One statement: a change of one ticket waits for as few answers as can be.
_TICKETS: Final[LiteralString] = """
select t.ticket_id, t.title, m.message, m.html_message,
       t.author_id, a.name as author_name, a.image as author_image, a.email as author_email,
       a.status as author_status, a.is_bot as author_is_bot,
       t.assignee_id, l.name as assignee_name, l.image as assignee_image,
       l.email as assignee_email, l.status as assignee_status, l.is_bot as assignee_is_bot,
       t.category_id, c.name as category_name, c.is_muted as category_is_muted,
       t.status, t.source, t.detailed_source, t.source_name, t.sentiment, t.original_link,
       t.creation_time, t.last_activity, t.reply_count, t.is_anonymized, t.is_muted,
       t.has_attachments, t.has_draft, t.is_assigned_to_bot, t.is_deleted, t.is_hidden, t.is_spam,
       t.is_sensitive, g.tags, v.field_ids, v.field_values, f.file_names, f.file_urls, f.file_parts
from tickets t
join ticket_messages m  on m.community_id = t.community_id and m.ticket_id = t.ticket_id
join people a           on a.community_id = t.community_id and a.person_id = t.author_id
left join people l      on l.community_id = t.community_id and l.person_id = t.assignee_id
left join categories c  on c.community_id = t.community_id and c.category_id = t.category_id
cross join lateral (
    select array(
        select g.name
        from ticket_tags tt
        join tags g on g.community_id = tt.community_id and g.tag_id = tt.tag_id
        where tt.community_id = t.community_id and tt.ticket_id = t.ticket_id
        order by tt.position
    ) as tags
) g
cross join lateral (
    select array_agg(v.field_id order by f.field_order, v.field_id, v.position) as field_ids,
           array_agg(v.value order by f.field_order, v.field_id, v.position) as field_values
    from ticket_custom_values v
    join custom_fields f on f.community_id = v.community_id and f.field_id = v.field_id
    where v.community_id = t.community_id and v.ticket_id = t.ticket_id
) v
cross join lateral (
    select array_agg(f.name order by f.position) as file_names,
           array_agg(f.url order by f.position) as file_urls,
           array_agg(f.is_content_part order by f.position) as file_parts
    from attachments f
    where f.community_id = t.community_id and f.ticket_id = t.ticket_id
      and f.reply_id is null and f.note_id is null
) f
where t.community_id = %(community_id)s and {which}
"""
_SEVERAL: Final = _TICKETS.replace(
    "{which}", "t.ticket_id = any(%(ids)s::bigint[]) order by t.ticket_id"
)
# PostgreSQL plans a list of ids anew each time, ten times as long as it then takes to run; for a
# single id it soon keeps the plan.
_ONE: Final = _TICKETS.replace("{which}", "t.ticket_id = %(id)s")


async def assemble_documents(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> dict[int, bytes]:
    """The document of each of these tickets, from what the tables say now."""
    ids = list(ticket_ids)
    query = _ONE if len(ids) == 1 else _SEVERAL
    parameters: Parameters = {"community_id": community_id, "id": ids[0] if ids else 0, "ids": ids}
    tickets = await connection.rows(_TicketRow, query, parameters)
    return {row.ticket_id: encode_document(_ticket(row)) for row in tickets}


async def store_documents(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> None:
    """Write the documents of these tickets anew, from what the tables say now."""
    documents = await assemble_documents(connection, community_id, ticket_ids)
    await connection.execute(
        """
        insert into ticket_documents (community_id, ticket_id, document)
        select %(community_id)s, ticket_id, document::json
        from unnest(%(ids)s::bigint[], %(documents)s::text[]) as fresh (ticket_id, document)
        on conflict (community_id, ticket_id) do update set document = excluded.document
        """,
        {
            "community_id": community_id,
            "ids": list(documents),
            "documents": [document.decode() for document in documents.values()],
        },
    )


async def replace_document(
    connection: Connection, community_id: int, ticket_id: int, document: bytes
) -> None:
    """Write a document that has one already."""
    await connection.execute(
        """
        update ticket_documents
        set document = %(document)s
        where community_id = %(community_id)s and ticket_id = %(ticket_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "document": document.decode()},
    )


def user_of(person: Person) -> User:
    return User(
        id=person.person_id,
        name=person.name,
        image=person.image,
        email=person.email,
        status=UserStatus(person.status),
        is_bot=person.is_bot,
    )


def _ticket(row: _TicketRow) -> Ticket:
    return Ticket(
        id=row.ticket_id,
        title=row.title,
        message=row.message,
        html_message=row.html_message,
        attachments=_attachments(row),
        author=_author(row),
        category=_category(row),
        creation_time=format_ticks(row.creation_time),
        custom_fields=[
            CustomFieldValue(id=field_id, value=value)
            for field_id, value in zip(row.field_ids or (), row.field_values or (), strict=True)
        ],
        last_thread_element_creation_time=format_ticks(row.last_activity),
        locked_by=_assignee(row),
        original_link=row.original_link,
        properties=_properties(row),
        reply_count=row.reply_count,
        sentiment=row.sentiment,
        source=row.source,
        detailed_source=row.detailed_source,
        source_name=row.source_name,
        status=row.status,
        tags=row.tags,
    )


def _attachments(row: _TicketRow) -> list[Attachment]:
    columns = (row.file_names or (), row.file_urls or (), row.file_parts or ())
    return [
        Attachment(is_content_part=is_part, name=name, url=url)
        for name, url, is_part in zip(*columns, strict=True)
    ]


def _author(row: _TicketRow) -> User:
    return User(
        id=row.author_id,
        name=row.author_name,
        image=row.author_image,
        email=row.author_email,
        status=UserStatus(row.author_status),
        is_bot=row.author_is_bot,
    )


def _assignee(row: _TicketRow) -> User | None:
    if row.assignee_id is None or row.assignee_status is None:
        return None
    return User(
        id=row.assignee_id,
        name=row.assignee_name,
        image=row.assignee_image,
        email=row.assignee_email,
        status=UserStatus(row.assignee_status),
        is_bot=bool(row.assignee_is_bot),
    )


def _category(row: _TicketRow) -> CategoryReference | None:
    if row.category_id is None or row.category_name is None:
        return None
    return CategoryReference(id=row.category_id, name=row.category_name)


def _properties(row: _TicketRow) -> TicketProperties:
    return TicketProperties(
        is_anonymized=row.is_anonymized,
        is_muted=row.is_muted or bool(row.category_is_muted),
        has_attachments=row.has_attachments,
        has_draft=row.has_draft,
        is_assigned_to_bot=row.is_assigned_to_bot,
        is_deleted=row.is_deleted,
        is_expired=False,
        is_hidden=row.is_hidden,
        is_locked=row.assignee_id is not None,
        is_spam=row.is_spam,
        is_sensitive=row.is_sensitive,
    )

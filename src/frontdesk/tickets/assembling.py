"""Documents made from the tables: after every change of a ticket, and to check the stored ones.

This is the only way from rows to a document, but for bulk loading, which has all of it at hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, LiteralString, TypeVar
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.kit.clock import format_ticks
from frontdesk.people.enums import UserStatus
from frontdesk.people.person import Person, get_people
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
    ticket_id: int
    title: str | None
    message: str | None
    html_message: str | None
    author_id: UUID
    assignee_id: UUID | None
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


@dataclass(frozen=True, kw_only=True)
class _Text:
    """Something of a ticket that is one text: a tag's name."""

    ticket_id: int
    text: str


@dataclass(frozen=True, kw_only=True)
class _Value:
    ticket_id: int
    field_id: int
    value: str


@dataclass(frozen=True, kw_only=True)
class _File:
    ticket_id: int
    name: str | None
    url: str
    is_content_part: bool


Part = TypeVar("Part", _Text, _Value, _File)

_TICKETS: Final[LiteralString] = """
select t.ticket_id, t.title, m.message, m.html_message, t.author_id, t.assignee_id, t.category_id,
       c.name as category_name, c.is_muted as category_is_muted,
       t.status, t.source, t.detailed_source, t.source_name, t.sentiment, t.original_link,
       t.creation_time, t.last_activity, t.reply_count, t.is_anonymized, t.is_muted,
       t.has_attachments, t.has_draft, t.is_assigned_to_bot, t.is_deleted, t.is_hidden, t.is_spam,
       t.is_sensitive
from tickets t
join ticket_messages m  on m.community_id = t.community_id and m.ticket_id = t.ticket_id
left join categories c  on c.community_id = t.community_id and c.category_id = t.category_id
where t.community_id = %(community_id)s and t.ticket_id = any(%(ids)s)
order by t.ticket_id
"""

_TAGS: Final[LiteralString] = """
select tt.ticket_id, g.name as text
from ticket_tags tt
join tags g on g.community_id = tt.community_id and g.tag_id = tt.tag_id
where tt.community_id = %(community_id)s and tt.ticket_id = any(%(ids)s)
order by tt.ticket_id, tt.position
"""

_VALUES: Final[LiteralString] = """
select v.ticket_id, v.field_id, v.value
from ticket_custom_values v
join custom_fields f on f.community_id = v.community_id and f.field_id = v.field_id
where v.community_id = %(community_id)s and v.ticket_id = any(%(ids)s)
order by v.ticket_id, f.field_order, v.field_id, v.position
"""

_FILES: Final[LiteralString] = """
select ticket_id, name, url, is_content_part
from attachments
where community_id = %(community_id)s and ticket_id = any(%(ids)s)
  and reply_id is null and note_id is null
order by ticket_id, position
"""


async def assemble_documents(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> dict[int, bytes]:
    """The document of each of these tickets, from what the tables say now; five statements."""
    parameters = {"community_id": community_id, "ids": list(ticket_ids)}
    tickets = await connection.rows(_TicketRow, _TICKETS, parameters)
    parts = _Parts(
        people=await _people_of(connection, community_id, tickets),
        tags=_by_ticket(await connection.rows(_Text, _TAGS, parameters)),
        values=_by_ticket(await connection.rows(_Value, _VALUES, parameters)),
        files=_by_ticket(await connection.rows(_File, _FILES, parameters)),
    )
    return {row.ticket_id: encode_document(_ticket(row, parts)) for row in tickets}


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


async def _people_of(
    connection: Connection, community_id: int, tickets: list[_TicketRow]
) -> dict[UUID, User]:
    wanted = {row.author_id for row in tickets}
    wanted |= {row.assignee_id for row in tickets if row.assignee_id is not None}
    people = await get_people(connection, community_id, wanted)
    return {person_id: user_of(person) for person_id, person in people.items()}


def user_of(person: Person) -> User:
    return User(
        id=person.person_id,
        name=person.name,
        image=person.image,
        email=person.email,
        status=UserStatus(person.status),
        is_bot=person.is_bot,
    )


def _by_ticket(parts: list[Part]) -> Mapping[int, list[Part]]:
    grouped: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        grouped[part.ticket_id].append(part)
    return grouped


@dataclass(frozen=True, kw_only=True)
class _Parts:
    people: Mapping[UUID, User]
    tags: Mapping[int, list[_Text]]
    values: Mapping[int, list[_Value]]
    files: Mapping[int, list[_File]]


def _ticket(row: _TicketRow, parts: _Parts) -> Ticket:
    ticket_id = row.ticket_id
    return Ticket(
        id=ticket_id,
        title=row.title,
        message=row.message,
        html_message=row.html_message,
        attachments=[
            Attachment(is_content_part=file.is_content_part, name=file.name, url=file.url)
            for file in parts.files.get(ticket_id, ())
        ],
        author=parts.people[row.author_id],
        category=_category(row),
        creation_time=format_ticks(row.creation_time),
        custom_fields=[
            CustomFieldValue(id=value.field_id, value=value.value)
            for value in parts.values.get(ticket_id, ())
        ],
        last_thread_element_creation_time=format_ticks(row.last_activity),
        locked_by=None if row.assignee_id is None else parts.people[row.assignee_id],
        original_link=row.original_link,
        properties=_properties(row),
        reply_count=row.reply_count,
        sentiment=row.sentiment,
        source=row.source,
        detailed_source=row.detailed_source,
        source_name=row.source_name,
        status=row.status,
        tags=[tag.text for tag in parts.tags.get(ticket_id, ())],
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

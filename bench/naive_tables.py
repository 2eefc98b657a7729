"""The tables of the naive desk, and filling them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, LiteralString

import msgspec
import psycopg
from psycopg import sql

from frontdesk.kit.clock import parse_ticks
from frontdesk.tickets.document import Ticket, User

Row = tuple[Any, ...]  # Any: the columns' types differ

SCHEMA: Final[LiteralString] = """
create table people (
    id uuid primary key, name text, image text, email text, status text, is_bot boolean
);
create table categories (id bigint primary key, name text);
create table tickets (
    id bigint primary key,
    title text,
    message text,
    html_message text,
    author_id uuid references people,
    assignee_id uuid references people,
    category_id bigint references categories,
    status text,
    source text,
    detailed_source text,
    source_name text,
    sentiment text,
    original_link text,
    reply_count integer,
    properties jsonb,
    created_at bigint,
    updated_at bigint
);
create index on tickets (author_id);
create index on tickets (assignee_id);
create index on tickets (category_id);
create index on tickets (status);
create index on tickets (created_at);
create index on tickets (updated_at);
create table tags (ticket_id bigint references tickets, position integer, name text);
create index on tags (ticket_id);
create index on tags (name);
create table custom_values (
    ticket_id bigint references tickets, position integer, field_id bigint, value text
);
create index on custom_values (ticket_id);
create index on custom_values (field_id);
create table attachments (
    ticket_id bigint references tickets, position integer, name text, url text,
    is_content_part boolean
);
create index on attachments (ticket_id);
"""

_BATCH: Final = 5000


def load_tickets(connection: psycopg.Connection, path: Path) -> None:
    """From a file with one Ticket a line."""
    parts = {"tags": _tags, "custom_values": _custom_values, "attachments": _attachments}
    people, categories = set[object](), set[object]()
    for tickets in _batches(path):
        users = [user for each in tickets for user in (each.author, each.locked_by) if user]
        _copy(connection, "people", _unseen(people, (_person(user) for user in users)))
        named = [each.category for each in tickets if each.category]
        _copy(
            connection, "categories", _unseen(categories, ((each.id, each.name) for each in named))
        )
        _copy(connection, "tickets", map(_ticket, tickets))
        for table, rows in parts.items():
            _copy(connection, table, (row for ticket in tickets for row in rows(ticket)))


def _batches(path: Path) -> Iterator[list[Ticket]]:
    with path.open("rb") as file:
        while lines := list(islice(file, _BATCH)):
            yield [msgspec.json.decode(line, type=Ticket) for line in lines]


def _unseen(seen: set[object], rows: Iterable[Row]) -> Iterator[Row]:
    """By the first column."""
    for row in rows:
        if row[0] not in seen:
            seen.add(row[0])
            yield row


def _copy(connection: psycopg.Connection, table: str, rows: Iterable[Row]) -> None:
    statement = sql.SQL("copy {} from stdin").format(sql.Identifier(table))
    with connection.cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _person(user: User) -> Row:
    return user.id, user.name, user.image, user.email, user.status.value, user.is_bot


def _ticket(ticket: Ticket) -> Row:
    return (
        ticket.id,
        ticket.title,
        ticket.message,
        ticket.html_message,
        ticket.author.id,
        ticket.locked_by and ticket.locked_by.id,
        ticket.category and ticket.category.id,
        ticket.status.value,
        ticket.source.value,
        ticket.detailed_source,
        ticket.source_name,
        ticket.sentiment.value,
        ticket.original_link,
        ticket.reply_count,
        msgspec.json.encode(ticket.properties).decode(),
        parse_ticks(ticket.creation_time),
        parse_ticks(ticket.last_thread_element_creation_time),
    )


def _tags(ticket: Ticket) -> Iterator[Row]:
    for position, name in enumerate(ticket.tags):
        yield ticket.id, position, name


def _custom_values(ticket: Ticket) -> Iterator[Row]:
    for position, each in enumerate(ticket.custom_fields):
        yield ticket.id, position, each.id, each.value


def _attachments(ticket: Ticket) -> Iterator[Row]:
    for position, each in enumerate(ticket.attachments):
        yield ticket.id, position, each.name, each.url, each.is_content_part

"""The list call of the naive desk."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, dict_row

from frontdesk.kit.clock import format_ticks
from frontdesk.tickets.document import (
    Attachment,
    CategoryReference,
    CustomFieldValue,
    Ticket,
    TicketProperties,
    User,
)

Row = dict[str, Any]  # Any: the columns' types differ


class FieldFilter(msgspec.Struct, frozen=True):
    key: int
    value: str


class Filter(msgspec.Struct, frozen=True, rename="camel"):
    """As the body of List Tickets, as far as scenarios ask; always by last activity, newest
    first."""

    take: int = 50
    skip: int = 0
    status: str | None = None
    category_id: int | None = None
    custom_fields: list[FieldFilter] = []
    ticket_ids: list[int] = []
    order_by: str | None = None


_TICKETS: Final[LiteralString] = """
select t.*,
       a.name as author_name, a.image as author_image, a.email as author_email,
       a.status as author_status, a.is_bot as author_is_bot,
       l.name as assignee_name, l.image as assignee_image, l.email as assignee_email,
       l.status as assignee_status, l.is_bot as assignee_is_bot,
       c.name as category_name
from tickets t
join people a on a.id = t.author_id
left join people l on l.id = t.assignee_id
left join categories c on c.id = t.category_id
where {conditions}
order by t.updated_at desc, t.id desc
limit %(take)s offset %(skip)s
"""
_COUNT: Final[LiteralString] = "select count(*) as total from tickets t where {conditions}"
_TAGS: Final[LiteralString] = "select * from tags where ticket_id = any(%(ids)s) order by position"
_VALUES: Final[LiteralString] = (
    "select * from custom_values where ticket_id = any(%(ids)s) order by position"
)
_FILES: Final[LiteralString] = (
    "select * from attachments where ticket_id = any(%(ids)s) order by position"
)


async def list_tickets(
    connection: AsyncConnection[TupleRow], wanted: Filter
) -> tuple[int, list[Ticket]]:
    """How many there are, and those of the page."""
    conditions, parameters = _conditions(wanted)
    counted = await _rows(connection, _COUNT.replace("{conditions}", conditions), parameters)
    page = parameters | {"take": wanted.take, "skip": wanted.skip}
    rows = await _rows(connection, _TICKETS.replace("{conditions}", conditions), page)
    ids = {"ids": [row["id"] for row in rows]}
    tags, values, files = [
        _by_ticket(await _rows(connection, query, ids)) for query in (_TAGS, _VALUES, _FILES)
    ]
    tickets = [_ticket(row, tags[row["id"]], values[row["id"]], files[row["id"]]) for row in rows]
    return counted[0]["total"], tickets


def _conditions(wanted: Filter) -> tuple[LiteralString, Row]:
    conditions: list[LiteralString] = ["true"]
    parameters: Row = {}
    if wanted.status is not None:
        conditions.append("t.status = %(status)s")
        parameters["status"] = wanted.status
    if wanted.category_id is not None:
        conditions.append("t.category_id = %(category_id)s")
        parameters["category_id"] = wanted.category_id
    if wanted.ticket_ids:
        conditions.append("t.id = any(%(wanted_ids)s)")
        parameters["wanted_ids"] = wanted.ticket_ids
    for field in wanted.custom_fields:  # scenarios have at most one
        conditions.append(
            "exists (select from custom_values v where v.ticket_id = t.id"
            " and v.field_id = %(field_id)s and v.value = %(value)s)"
        )
        parameters |= {"field_id": field.key, "value": field.value}
    return " and ".join(conditions), parameters


async def _rows(
    connection: AsyncConnection[TupleRow], query: LiteralString, parameters: Row
) -> list[Row]:
    cursor = connection.cursor(row_factory=dict_row)
    return await (await cursor.execute(query, parameters)).fetchall()


def _by_ticket(rows: Sequence[Row]) -> defaultdict[int, list[Row]]:
    found = defaultdict[int, list[Row]](list)
    for row in rows:
        found[row["ticket_id"]].append(row)
    return found


def _ticket(row: Row, tags: list[Row], values: list[Row], files: list[Row]) -> Ticket:
    return Ticket(
        id=row["id"],
        title=row["title"],
        message=row["message"],
        html_message=row["html_message"],
        attachments=[
            Attachment(is_content_part=f["is_content_part"], name=f["name"], url=f["url"])
            for f in files
        ],
        author=_user(row, "author"),
        category=row["category_id"]
        and CategoryReference(id=row["category_id"], name=row["category_name"]),
        creation_time=format_ticks(row["created_at"]),
        custom_fields=[CustomFieldValue(id=v["field_id"], value=v["value"]) for v in values],
        last_thread_element_creation_time=format_ticks(row["updated_at"]),
        locked_by=row["assignee_id"] and _user(row, "assignee"),
        original_link=row["original_link"],
        properties=msgspec.convert(row["properties"], TicketProperties),
        reply_count=row["reply_count"],
        sentiment=row["sentiment"],
        source=row["source"],
        detailed_source=row["detailed_source"],
        source_name=row["source_name"],
        status=row["status"],
        tags=[tag["name"] for tag in tags],
    )


def _user(row: Row, who: str) -> User:
    return User(
        id=row[f"{who}_id"],
        name=row[f"{who}_name"],
        image=row[f"{who}_image"],
        email=row[f"{who}_email"],
        status=row[f"{who}_status"],
        is_bot=row[f"{who}_is_bot"],
    )

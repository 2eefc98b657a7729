"""Replies as they are read: in the order of the thread, oldest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Reply:
    reply_id: int
    ticket_id: int
    parent_reply_id: int | None
    level: int
    author_id: UUID
    creation_time: int
    message: str
    html_message: str
    is_by_team: bool
    is_draft: bool
    is_hidden: bool
    cc_emails: list[str]
    to_emails: list[str]
    tags: list[str]


_SELECT: Final[LiteralString] = """
select r.reply_id, r.ticket_id, r.parent_reply_id, r.level, r.author_id, r.creation_time,
       r.message, r.html_message, r.is_by_team, r.is_draft, r.is_hidden, r.cc_emails, r.to_emails,
       array(
           select g.name
           from reply_tags rt
           join tags g on g.community_id = rt.community_id and g.tag_id = rt.tag_id
           where rt.community_id = r.community_id and rt.reply_id = r.reply_id
           order by rt.position
       ) as tags
from replies r
"""


async def list_replies(
    connection: Connection, community_id: int, ticket_id: int, *, skip: int, take: int
) -> list[Reply]:
    """A page of the ticket's replies, drafts included."""
    return await connection.rows(
        Reply,
        _SELECT
        + """
        where r.community_id = %(community_id)s and r.ticket_id = %(ticket_id)s
        order by r.creation_time, r.reply_id
        limit %(take)s offset %(skip)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "skip": skip, "take": take},
    )


async def replies_by_ids(
    connection: Connection, community_id: int, ticket_id: int, reply_ids: Sequence[int]
) -> list[Reply]:
    """Those of these replies that the ticket has, oldest first."""
    return await connection.rows(
        Reply,
        _SELECT
        + """
        where r.community_id = %(community_id)s
          and r.ticket_id = %(ticket_id)s
          and r.reply_id = any(%(ids)s::bigint[])
        order by r.creation_time, r.reply_id
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "ids": list(reply_ids)},
    )


async def replies_of_tickets(
    connection: Connection, community_id: int, ticket_ids: list[int]
) -> list[Reply]:
    """Drafts included, each ticket's in the order of its thread."""
    return await connection.rows(
        Reply,
        _SELECT
        + """
        where r.community_id = %(community_id)s and r.ticket_id = any(%(ids)s)
        order by r.ticket_id, r.creation_time, r.reply_id
        """,
        {"community_id": community_id, "ids": ticket_ids},
    )


async def require_reply(
    connection: Connection, community_id: int, ticket_id: int, reply_id: int
) -> Reply:
    """Raises NotFound unless the ticket has that reply."""
    reply = await connection.row(
        Reply,
        _SELECT
        + """
        where r.community_id = %(community_id)s
          and r.ticket_id = %(ticket_id)s
          and r.reply_id = %(reply_id)s
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "reply_id": reply_id},
    )
    if reply is None:
        raise NotFound(f"ticket {ticket_id} has no reply {reply_id}")
    return reply


async def replies_by_id(
    connection: Connection, community_id: int, reply_ids: Collection[int]
) -> list[Reply]:
    return await connection.rows(
        Reply,
        _SELECT + "where r.community_id = %(community_id)s and r.reply_id = any(%(reply_ids)s)",
        {"community_id": community_id, "reply_ids": list(reply_ids)},
    )

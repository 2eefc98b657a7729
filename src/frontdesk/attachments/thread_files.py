"""The files of a thread with what is known of their bytes, and the way to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from frontdesk.attachments.files import StoredFile
from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class ThreadFile:
    """Of a reply, of a note, or (neither) of the first message. Without `file_id` the bytes lie at
    `url`, elsewhere, and nothing more is known of them."""

    reply_id: int | None
    note_id: int | None
    name: str | None
    url: str
    is_content_part: bool
    file_id: UUID | None
    size: int | None
    media_type: str | None


async def files_of_thread(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    *,
    reply_ids: Sequence[int],
    note_ids: Sequence[int],
) -> list[ThreadFile]:
    """Those of the first message, of these replies and of these notes, each in their order."""
    return await connection.rows(
        ThreadFile,
        """
        select a.reply_id, a.note_id, a.name, a.url, a.is_content_part, a.file_id, f.size,
               f.media_type
        from attachments a
        left join files f on f.community_id = a.community_id and f.file_id = a.file_id
        where a.community_id = %(community_id)s
          and a.ticket_id = %(ticket_id)s
          and (
              a.reply_id is null and a.note_id is null
              or a.reply_id = any(%(reply_ids)s::bigint[])
              or a.note_id = any(%(note_ids)s::bigint[])
          )
        order by a.position, a.attachment_id
        """,
        {
            "community_id": community_id,
            "ticket_id": ticket_id,
            "reply_ids": list(reply_ids),
            "note_ids": list(note_ids),
        },
    )


async def require_file_of_ticket(
    connection: Connection, community_id: int, ticket_id: int, file_id: UUID
) -> StoredFile:
    """Raises NotFound for a file that the ticket's thread does not have."""
    file = await connection.row(
        StoredFile,
        """
        select f.file_id, f.digest, f.size, f.media_type, f.name
        from files f
        where f.community_id = %(community_id)s
          and f.file_id = %(file_id)s
          and exists (
              select
              from attachments a
              where a.community_id = f.community_id
                and a.ticket_id = %(ticket_id)s
                and a.file_id = f.file_id
          )
        """,
        {"community_id": community_id, "ticket_id": ticket_id, "file_id": file_id},
    )
    if file is None:
        raise NotFound(f"ticket {ticket_id} has no file {file_id}")
    return file

"""Files of a ticket's first message, of a reply or of a note."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from frontdesk.attachments.files import StoredFile, find_files
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember


@dataclass(frozen=True, kw_only=True)
class NewAttachment:
    """`file_id` names an uploaded file; without it the bytes lie at `url`, elsewhere."""

    url: str
    name: str | None
    file_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """`owner_id` is the reply or the note that has it."""

    owner_id: int
    name: str | None
    url: str
    is_content_part: bool


@dataclass(frozen=True, kw_only=True)
class WantedAttachment:
    """What somebody asks to attach: an address elsewhere, or an uploaded file."""

    name: str | None
    url: str | None = None
    file_id: UUID | None = None


async def resolve_attachments(
    tx: Transaction, wanted: Sequence[WantedAttachment], *, public_address: str
) -> list[NewAttachment]:
    """The same with an address each: a file gets the one below `public_address` that stays valid,
    and its own name if none is given.

    Raises InvalidMember for a file that this community does not have.
    """
    ids = {one.file_id for one in wanted if one.file_id is not None}
    files = await find_files(tx.connection, tx.community_id, ids)
    return [
        _resolve(one, files, f"attachments[{index}]", public_address)
        for index, one in enumerate(wanted)
    ]


def _resolve(
    wanted: WantedAttachment, files: Mapping[UUID, StoredFile], member: str, public_address: str
) -> NewAttachment:
    if wanted.file_id is None:
        assert wanted.url is not None, "one of the two is given"
        return NewAttachment(url=wanted.url, name=wanted.name)
    file = files.get(wanted.file_id)
    if file is None:
        raise InvalidMember(f"{member}.fileId", f"no file has the id {wanted.file_id}")
    return NewAttachment(
        url=file_address(public_address, file.file_id),
        name=wanted.name or file.name,
        file_id=file.file_id,
    )


def file_address(public_address: str, file_id: UUID) -> str:
    """Where a file is for good, for those who have a token."""
    return f"{public_address}/attachments/{file_id}"


async def attach(
    tx: Transaction,
    ticket_id: int,
    files: Sequence[NewAttachment],
    *,
    reply_id: int | None = None,
    note_id: int | None = None,
) -> None:
    """Add files in this order to the reply, to the note, or else to the ticket's first message."""
    for position, file in enumerate(files):
        await tx.connection.execute(
            """
            insert into attachments
                   (community_id, ticket_id, reply_id, note_id, position, name, url, file_id)
            values (%(community_id)s, %(ticket_id)s, %(reply_id)s, %(note_id)s, %(position)s,
                    %(name)s, %(url)s, %(file_id)s)
            """,
            vars(file)
            | {
                "community_id": tx.community_id,
                "ticket_id": ticket_id,
                "reply_id": reply_id,
                "note_id": note_id,
                "position": position,
            },
        )


async def files_of_replies(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> list[AttachedFile]:
    """Of all replies of these tickets: files are indexed by the ticket alone."""
    return await connection.rows(
        AttachedFile,
        """
        select reply_id as owner_id, name, url, is_content_part
        from attachments
        where community_id = %(community_id)s and ticket_id = any(%(ids)s) and reply_id is not null
        order by reply_id, position
        """,
        {"community_id": community_id, "ids": list(ticket_ids)},
    )


async def files_of_notes(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> list[AttachedFile]:
    """Of all notes of these tickets."""
    return await connection.rows(
        AttachedFile,
        """
        select note_id as owner_id, name, url, is_content_part
        from attachments
        where community_id = %(community_id)s and ticket_id = any(%(ids)s) and note_id is not null
        order by note_id, position
        """,
        {"community_id": community_id, "ids": list(ticket_ids)},
    )


async def detach_from_note(tx: Transaction, note_id: int) -> None:
    await tx.connection.execute(
        "delete from attachments where community_id = %s and note_id = %s",
        [tx.community_id, note_id],
    )

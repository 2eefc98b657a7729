"""Uploaded files: what a community knows of them. The bytes are in the file store."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from frontdesk.attachments.drafts import Draft
from frontdesk.attachments.store import FileStore
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.events.journal import record
from frontdesk.events.names import EventName


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """`digest` is the SHA-256 of the bytes, `media_type` what they were found to be."""

    file_id: UUID
    digest: bytes
    size: int
    media_type: str
    name: str


async def keep_bytes(store: FileStore, draft: Draft, *, name: str) -> StoredFile:
    """The file that `add_files` may then enter: its bytes are durable, its id is new."""
    await draft.finish()
    await store.keep(draft)
    return StoredFile(
        file_id=uuid4(),
        digest=draft.digest,
        size=draft.size,
        media_type=draft.media_type,
        name=name,
    )


async def add_files(tx: Transaction, files: Sequence[StoredFile]) -> None:
    """Enter files whose bytes the store has."""
    for file in files:
        await tx.connection.execute(
            """
            insert into files
                   (community_id, file_id, digest, size, media_type, name, creation_time)
            values (%(community_id)s, %(file_id)s, %(digest)s, %(size)s, %(media_type)s, %(name)s,
                    %(now)s)
            """,
            vars(file) | {"community_id": tx.community_id, "now": tx.now},
        )
        await record(
            tx,
            EventName.FILE_UPLOADED,
            subject_id=file.file_id,
            file_name=file.name,
            size=file.size,
            type=file.media_type,
        )


async def find_files(
    connection: Connection, community_id: int, file_ids: Collection[UUID]
) -> dict[UUID, StoredFile]:
    """Those of the ids that this community has, by id."""
    if not file_ids:
        return {}
    files = await connection.rows(
        StoredFile,
        """
        select file_id, digest, size, media_type, name
        from files
        where community_id = %(community_id)s and file_id = any(%(ids)s)
        """,
        {"community_id": community_id, "ids": list(file_ids)},
    )
    return {file.file_id: file for file in files}


async def get_file(connection: Connection, community_id: int, file_id: UUID) -> StoredFile:
    """Raises NotFound."""
    files = await find_files(connection, community_id, [file_id])
    if file_id not in files:
        raise NotFound(f"no file has the id {file_id}")
    return files[file_id]

"""Bytes that no file names are set aside, found again if needed after all, and deleted later."""

import os
from pathlib import Path

import pytest

from frontdesk.attachments.drafts import new_draft
from frontdesk.attachments.files import add_files, keep_bytes
from frontdesk.attachments.store import FolderStore
from frontdesk.attachments.unnamed import clear_unnamed_bytes
from frontdesk.database.pool import Database
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import DAY, HOUR, system_clock
from tests.desk import NOON, Desk


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


async def keep(store: FolderStore, content: bytes, *, desk: Desk | None = None) -> bytes:
    """The digest; with `desk`: of a file that it has."""
    with new_draft(store.drafts) as draft:
        await draft.write(content)
        file = await keep_bytes(store, draft, name="a.txt")
    if desk is not None:
        community = desk.community
        async with desk.database.writing(community.community_id) as connection:
            tx = Transaction(
                connection=connection,
                community_id=community.community_id,
                actor_id=community.api_user_id,
                now=NOON,
            )
            await add_files(tx, [file])
    return file.digest


async def clear(database: Database, store: FolderStore, now: int) -> int:
    async with database.reading(None) as connection:
        return await clear_unnamed_bytes(connection, store, now=now)


async def content(store: FolderStore, digest: bytes, size: int) -> bytes:
    return b"".join([chunk async for chunk in (await store.open(digest, 0, size)).chunks])


async def digests(store: FolderStore) -> set[bytes]:
    return {digest async for digest in store.digests()}


async def test_only_old_bytes_without_a_file_go(
    database: Database, acme: Desk, store: FolderStore
) -> None:
    named = await keep(store, b"named", desk=acme)
    unnamed = await keep(store, b"unnamed")
    now = system_clock()
    assert await clear(database, store, now + HOUR) == 0
    assert await digests(store) == {named, unnamed}
    assert await clear(database, store, now + 2 * DAY) == 1
    assert await digests(store) == {named}


async def test_bytes_that_are_entered_after_all_are_found_again(
    database: Database, store: FolderStore
) -> None:
    digest = await keep(store, b"late")
    assert await clear(database, store, system_clock() + 2 * DAY) == 1
    assert await content(store, digest, 4) == b"late"
    assert await digests(store) == {digest}


async def test_what_was_set_aside_is_brought_back_or_deleted_a_week_later(
    database: Database, acme: Desk, store: FolderStore
) -> None:
    kept, lost = await keep(store, b"kept"), await keep(store, b"lost")
    assert await clear(database, store, system_clock() + 2 * DAY) == 2
    await keep(store, b"kept", desk=acme)
    os.remove(next(path for path in store.drafts.parent.glob(f"{kept.hex()[:2]}/*")))
    await clear(database, store, system_clock() + 9 * DAY)
    assert await digests(store) == {kept}
    with pytest.raises(FileNotFoundError):
        await store.open(lost, 0, 4)

"""Uploads that are cut off half-way, and ones that are huge: on a server of their own."""

import asyncio
import resource
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Final

import pytest
from httpx2 import RemoteProtocolError

from frontdesk.api import attachments
from frontdesk.app import create_app
from frontdesk.attachments.store import FolderStore, open_file_store
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.kit.byte_stream import ByteStream
from tests.api.test_attachments import FORM, TEXT, count_files, part, pieces, upload, uploaded
from tests.desk import Desk, FakeClock, open_desk
from tests.serving import serve_app

MIB: Final = 1024 * 1024
HUGE: Final = 200 * MIB


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, max_file_bytes=HUGE, public_url="https://desk.example/api/")


@pytest.fixture
async def desk(
    settings: Settings, database: Database, address: DatabaseAddress, clock: FakeClock
) -> AsyncIterator[Desk]:
    async with serve_app(create_app(settings, address, clock=clock)) as url:
        opened: AbstractAsyncContextManager[Desk] = open_desk(database, address, url, "initech")
        async with opened as desk:
            yield desk


async def kept(settings: Settings) -> list[bytes]:
    return [digest async for digest in open_file_store(settings).digests()]


def drafts(settings: Settings) -> list[Path]:
    return list(open_file_store(settings).drafts.glob("*"))


async def test_a_crash_before_the_row_leaves_bytes_that_no_row_names(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(attachments, "add_files", crash)
        assert (await upload(desk, ("a.txt", TEXT))).status_code == 500
    assert await count_files(desk) == 0
    [digest] = await kept(settings)

    file = await uploaded(desk)
    assert await kept(settings) == [digest]
    assert (await desk.client.get(f"/attachments/{file['id']}")).content == TEXT


async def test_an_upload_that_breaks_off_leaves_nothing(desk: Desk, settings: Settings) -> None:
    async def broken_off() -> AsyncIterator[bytes]:
        yield part("file", bytes(MIB), end=b"")
        raise ConnectionAbortedError

    with pytest.raises((ConnectionAbortedError, RemoteProtocolError)):
        await desk.client.post("/attachments", content=broken_off(), headers=FORM)
    while drafts(settings):  # noqa: ASYNC110 # nothing tells us
        await asyncio.sleep(0.01)  # the server learns of it when it reads on
    assert await kept(settings) == []
    assert await count_files(desk) == 0


async def test_a_refused_upload_leaves_nothing(desk: Desk, settings: Settings) -> None:
    assert (await upload(desk, ("a.txt", TEXT), ("empty", b""))).status_code == 400
    assert (drafts(settings), await kept(settings), await count_files(desk)) == ([], [], 0)


async def test_memory_stays_flat_however_large_the_file(desk: Desk) -> None:
    before = peak_memory()
    head, tail = part("file", b"|").split(b"|")
    body = pieces([head, *[bytes(MIB)] * (HUGE // MIB), tail])
    answer = await desk.client.post("/attachments", content=body, headers=FORM)
    [file] = answer.json()["data"]
    assert file["size"] == HUGE
    assert file["url"] == f"https://desk.example/api/attachments/{file['id']}"
    received = 0
    async with desk.client.stream("GET", f"/attachments/{file['id']}") as download:
        async for chunk in download.aiter_raw():
            received += len(chunk)
    assert received == HUGE
    assert peak_memory() - before < 64 * MIB


async def test_a_download_that_breaks_off_is_read_no_further(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [file] = (await upload(desk, ("a.bin", bytes(100 * MIB)))).json()["data"]
    read = 0
    ended = asyncio.Event()
    open_whole = FolderStore.open

    async def open_counted(store: FolderStore, digest: bytes, start: int, end: int) -> ByteStream:
        whole = await open_whole(store, digest, start, end)

        async def counted() -> AsyncGenerator[bytes, None]:
            nonlocal read
            try:
                async for chunk in whole.chunks:
                    read += len(chunk)
                    yield chunk
            finally:
                ended.set()

        return ByteStream(whole.length, counted())

    monkeypatch.setattr(FolderStore, "open", open_counted)
    async with desk.client.stream("GET", f"/attachments/{file['id']}") as download:
        async for _ in download.aiter_raw():
            break
    await asyncio.wait_for(ended.wait(), timeout=10)
    assert read < 50 * MIB
    assert "request_failed" not in "".join(capsys.readouterr())


def peak_memory() -> int:
    """Most bytes that this process, server and client in one, ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

"""The file store, in a folder and in a bucket: the same promises."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from stat import S_IMODE
from typing import Any, Final
from uuid import uuid4

import httpx2
import pytest
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from frontdesk.attachments.drafts import Draft, drop_stale_drafts, new_draft
from frontdesk.attachments.store import FileStore, key_of, open_file_store
from frontdesk.config import Settings
from frontdesk.errors import OperatorError, Unavailable

CONTENT: Final = bytes(range(256)) * 4096


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def bucket_settings(folder: Path, endpoint: str, bucket: str) -> Settings:
    return Settings(
        data_dir=folder,
        s3_bucket=bucket,
        s3_endpoint=endpoint,
        s3_region="eu-north-1",
        s3_access_key=SecretStr("key"),
        s3_secret_key=SecretStr("secret"),
    )


def create_bucket(endpoint: str, bucket: str) -> None:
    assert httpx2.put(f"{endpoint}/{bucket}").status_code == 200


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "folder":
        return open_file_store(Settings(data_dir=tmp_path))
    endpoint = request.getfixturevalue("s3_endpoint")
    bucket = f"desk-{uuid4()}"
    create_bucket(endpoint, bucket)
    return open_file_store(bucket_settings(tmp_path, endpoint, bucket))


async def keep(store: FileStore, content: bytes = CONTENT) -> bytes:
    with new_draft(store.drafts) as draft:
        await write(draft, content)
        await store.keep(draft)
        return draft.digest


async def write(draft: Draft, content: bytes) -> None:
    for start in range(0, len(content), 100_000):
        await draft.write(content[start : start + 100_000])
    await draft.finish()


async def read(store: FileStore, digest: bytes, start: int, end: int) -> bytes:
    body = await store.open(digest, start, end)
    assert len(body) == end - start
    return b"".join([chunk async for chunk in body.chunks])


async def all_of(digests: AsyncIterator[bytes]) -> list[bytes]:
    return [digest async for digest in digests]


async def test_what_is_kept_comes_back_whole_and_in_parts(store: FileStore) -> None:
    digest = await keep(store)
    assert await read(store, digest, 0, len(CONTENT)) == CONTENT
    assert await read(store, digest, 1000, 1001) == CONTENT[1000:1001]
    assert await read(store, digest, 300_000, 900_000) == CONTENT[300_000:900_000]


async def test_the_same_bytes_are_kept_once(store: FileStore) -> None:
    digests = await asyncio.gather(*(keep(store) for _ in range(20)))
    other = await keep(store, b"other")
    assert sorted(await all_of(store.digests())) == sorted({*digests, other})
    assert list(store.drafts.iterdir()) == []


async def test_a_draft_that_is_given_up_leaves_nothing(store: FileStore) -> None:
    with new_draft(store.drafts) as draft:
        await write(draft, CONTENT)
    assert list(store.drafts.iterdir()) == []
    assert await all_of(store.digests()) == []


async def test_bytes_that_are_gone_are_a_fault(store: FileStore) -> None:
    await keep(store)
    with pytest.raises(FileNotFoundError):
        await store.open(bytes(32), 0, 1)


async def test_files_in_a_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    store = open_file_store(Settings(data_dir=tmp_path))
    digest = await keep(store)
    path = tmp_path / "files" / key_of(digest)
    assert path.read_bytes() == CONTENT
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_damaged_file_is_mended_by_the_next_upload(tmp_path: Path) -> None:
    store = open_file_store(Settings(data_dir=tmp_path))
    digest = await keep(store)
    (tmp_path / "files" / key_of(digest)).write_bytes(b"damaged")
    await keep(store)
    assert await read(store, digest, 0, len(CONTENT)) == CONTENT


async def test_a_store_out_of_reach_is_unavailable(tmp_path: Path) -> None:
    store = open_file_store(bucket_settings(tmp_path, "http://127.0.0.1:1", "desk"))
    with pytest.raises(Unavailable, match="file store"):
        await asyncio.wait_for(keep(store), timeout=30)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"s3_endpoint": "http://127.0.0.1:1"}, "FRONTDESK_S3_ENDPOINT"),
        ({"s3_bucket": "desk", "s3_access_key": "key"}, "FRONTDESK_S3_ACCESS_KEY"),
    ],
)
def test_half_of_a_bucket_stops_the_start(given: dict[str, Any], said: str) -> None:
    with pytest.raises(OperatorError, match=said):
        open_file_store(Settings(**given))


def test_drafts_of_a_killed_process_are_dropped_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    drop_stale_drafts(tmp_path)
    drop_stale_drafts(tmp_path / "absent")
    assert list(tmp_path.iterdir()) == [new]

"""Where the bytes of uploaded files lie: once each, under their SHA-256.

In the data folder, or in an S3-compatible store. Whatever is kept here is durable before anybody
is told; a row of `files` is written later. So a crash in between leaves at most bytes that no row
names, and never a row without its bytes.
"""

import asyncio
import os
import re
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from frontdesk.attachments.drafts import Draft
from frontdesk.config import Settings
from frontdesk.errors import OperatorError, Unavailable
from frontdesk.kit.byte_stream import ByteStream
from frontdesk.kit.clock import SECOND

if TYPE_CHECKING:
    from obstore import GetResult
    from obstore.store import ObjectStore

_KEY: Final = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")
_CHUNK_BYTES: Final = 256 * 1024
_ASIDE: Final = "unnamed/"


class KeptBytes(NamedTuple):
    """`time` is when they were stored or moved, in ticks."""

    digest: bytes
    time: int


class FileStore(ABC):
    """`drafts` is the folder for files on their way in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.drafts = folder / "drafts"

    @property
    @abstractmethod
    def _objects(self) -> "ObjectStore": ...

    @abstractmethod
    async def keep(self, draft: Draft) -> None:
        """Store a finished draft; durable on return. The same bytes again change nothing."""

    async def open(self, digest: bytes, start: int, end: int) -> ByteStream:
        """The bytes from `start` up to `end`. Raises Unavailable, and FileNotFoundError when they
        should be here and are not."""
        with _unavailable_when_failing():
            try:
                found = await self._get(digest, start, end)
            except FileNotFoundError:
                await self.bring_back(digest)
                found = await self._get(digest, start, end)
        return ByteStream(end - start, _as_bytes(found))

    async def _get(self, digest: bytes, start: int, end: int) -> "GetResult":
        return await obstore.get_async(
            self._objects, key_of(digest), options={"range": (start, end)}
        )

    async def digests(self) -> AsyncIterator[bytes]:
        """All that is kept, for comparing with the rows of `files`."""
        async for kept in self.kept():
            yield kept.digest

    async def kept(self, *, aside: bool = False) -> AsyncIterator["KeptBytes"]:
        """All that is kept, or all that was set aside."""
        prefix = _ASIDE if aside else ""
        with _unavailable_when_failing():
            async for batch in obstore.list(self._objects, prefix=prefix or None):
                for entry in batch:
                    if match := _KEY.fullmatch(entry["path"].removeprefix(prefix)):
                        digest = bytes.fromhex("".join(match.groups()))
                        yield KeptBytes(digest, int(entry["last_modified"].timestamp()) * SECOND)

    async def set_aside(self, digest: bytes) -> None:
        """Out of the way, from where `open` fetches it back if somebody should need it yet."""
        key = key_of(digest)
        with _unavailable_when_failing(), suppress(FileNotFoundError):
            await self._touch(key)
            await obstore.rename_async(self._objects, key, _ASIDE + key)

    async def bring_back(self, digest: bytes) -> None:
        """Raises FileNotFoundError for what was not set aside."""
        key = key_of(digest)
        with _unavailable_when_failing():
            await obstore.rename_async(self._objects, _ASIDE + key, key)

    async def delete_set_aside(self, digest: bytes) -> None:
        with _unavailable_when_failing(), suppress(FileNotFoundError):
            await obstore.delete_async(self._objects, _ASIDE + key_of(digest))

    @abstractmethod
    async def _touch(self, key: str) -> None:
        """Let its time be that of being set aside, where moving does not change it."""


class FolderStore(FileStore):
    """In a folder of this machine."""

    @cached_property
    def _objects(self) -> LocalStore:
        return LocalStore(self._folder, mkdir=True)

    async def keep(self, draft: Draft) -> None:
        await asyncio.to_thread(self._keep, draft)

    def _keep(self, draft: Draft) -> None:
        path = self._folder / key_of(draft.digest)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        # Over the same bytes if they are there: that also mends what a disk has damaged.
        draft.path.rename(path)
        _make_names_durable(path.parent, self._folder, self._folder.parent)

    async def _touch(self, key: str) -> None:
        await asyncio.to_thread(os.utime, self._folder / key)


class BucketStore(FileStore):
    """In a bucket of an S3-compatible store; only drafts touch the data folder."""

    def __init__(self, folder: Path, bucket: S3Store) -> None:
        super().__init__(folder)
        self._bucket = bucket

    @property
    def _objects(self) -> S3Store:
        return self._bucket

    async def keep(self, draft: Draft) -> None:
        key = key_of(draft.digest)
        with _unavailable_when_failing():
            if await self._size_of(key) != draft.size:
                await obstore.put_async(self._bucket, key, draft.path)

    async def _touch(self, key: str) -> None:
        """What is moved in a bucket is new there."""

    async def _size_of(self, key: str) -> int | None:
        try:
            return (await obstore.head_async(self._bucket, key))["size"]
        except FileNotFoundError:
            return None


def open_file_store(settings: Settings) -> FileStore:
    """The store that the settings ask for; nothing is touched yet.

    Raises OperatorError for half of the settings of a bucket.
    """
    folder = settings.data_dir.absolute() / "files"
    if (settings.s3_access_key is None) != (settings.s3_secret_key is None):
        raise OperatorError("FRONTDESK_S3_ACCESS_KEY: needs FRONTDESK_S3_SECRET_KEY, and that it")
    if settings.s3_bucket is None:
        if settings.s3_endpoint is not None:
            raise OperatorError("FRONTDESK_S3_ENDPOINT: needs FRONTDESK_S3_BUCKET")
        return FolderStore(folder)
    return BucketStore(folder, _bucket_of(settings, settings.s3_bucket))


def _bucket_of(settings: Settings, name: str) -> S3Store:
    given = {
        "endpoint": settings.s3_endpoint,
        "access_key_id": settings.s3_access_key and settings.s3_access_key.get_secret_value(),
        "secret_access_key": settings.s3_secret_key and settings.s3_secret_key.get_secret_value(),
    }
    return S3Store(
        name,
        region=settings.s3_region,
        virtual_hosted_style_request=False,
        client_options={
            "allow_http": (settings.s3_endpoint or "").startswith("http:"),
            "connect_timeout": "5s",
            # Until the last byte is read, which a slow client may put off.
            "timeout": "1h",
        },
        **{option: text for option, text in given.items() if text},  # type: ignore[arg-type] # all texts
    )


def key_of(digest: bytes) -> str:
    text = digest.hex()
    return f"{text[:2]}/{text[2:]}"


async def _as_bytes(found: "GetResult") -> AsyncGenerator[bytes, None]:
    async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
        yield bytes(chunk)


def _make_names_durable(*folders: Path) -> None:
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _unavailable_when_failing() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise Unavailable("the file store cannot be reached") from error

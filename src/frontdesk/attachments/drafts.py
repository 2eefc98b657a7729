"""Files on their way in: written to the disk piece by piece while they are hashed."""

import asyncio
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

from frontdesk.attachments.sniffing import HEAD_BYTES, sniff

_STALE_SECONDS: Final = 24 * 3600


class Draft:
    """One file that is being received."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.size = 0
        self._file = file
        self._hash = hashlib.sha256()
        self._head = b""

    async def write(self, chunk: bytes) -> None:
        await asyncio.to_thread(self._write, chunk)

    def _write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]

    async def finish(self) -> None:
        """Nothing more will come; afterwards the bytes survive a power cut."""
        await asyncio.to_thread(self._finish)

    def _finish(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    @property
    def digest(self) -> bytes:
        """SHA-256 of what was written."""
        return self._hash.digest()

    @property
    def media_type(self) -> str:
        """What the bytes are, whatever anybody says they are."""
        return sniff(self._head)


@contextmanager
def new_draft(folder: Path) -> Iterator[Draft]:
    """A draft in `folder`, for its owner alone; gone at the end unless it was moved away."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / token_hex(16)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield Draft(path, file)
    finally:
        path.unlink(missing_ok=True)


def drop_stale_drafts(folder: Path) -> None:
    """Delete what a killed process left behind: drafts that nobody has touched for a day."""
    for path in folder.glob("*"):
        if path.stat().st_mtime < time.time() - _STALE_SECONDS:
            path.unlink(missing_ok=True)

"""Bytes on their way, apart from ASGI: what only stores and sends them needs none of it."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass


@dataclass(frozen=True)
class ByteStream:
    """A body of known length that is never whole in memory; it can be read once."""

    length: int
    chunks: AsyncGenerator[bytes, None]

    def __len__(self) -> int:
        return self.length

"""A form with files, read as it comes."""

from collections.abc import AsyncIterator

from multipart import (  # type: ignore[import-untyped] # it has types, but no mark of them
    MultipartSegment,
    PushMultipartParser,
)


async def multipart_events(
    parser: PushMultipartParser, chunks: AsyncIterator[bytes]
) -> AsyncIterator[MultipartSegment | bytes | None]:
    """The head of each part, what it holds, and None at its end. Raises MultipartError."""
    async for chunk in chunks:
        if chunk:
            for event in parser.parse(chunk):
                yield event
    parser.close()

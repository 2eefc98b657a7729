"""Receiving files: from a stream of multipart/form-data to drafts on the disk."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from multipart import (  # type: ignore[import-untyped] # it has types, but no mark of them
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from frontdesk.attachments.drafts import Draft, new_draft
from frontdesk.errors import InvalidMember, UnsupportedMediaType
from frontdesk.kit.file_names import clean_file_name
from frontdesk.kit.http import BodyStream, too_large
from frontdesk.kit.multipart_events import multipart_events
from frontdesk.kit.strict_json import printable
from frontdesk.wire.attachments import MOST_FILES_AT_ONCE

FIELD: Final = "file"
FORM: Final = "multipart/form-data"

# Room for what is around the files: boundaries and headers.
_FRAME_BYTES: Final = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    name: str
    draft: Draft


@dataclass(kw_only=True)
class Reception:
    """Receives the files of one request into `folder`, in which their drafts live as long as
    `held`; none may have more than `most` bytes, nor may all together."""

    folder: Path
    most: int
    held: ExitStack
    files: list[ReceivedFile] = field(default_factory=list)

    async def receive(self, body: BodyStream) -> list[ReceivedFile]:
        """All files, in their order. Raises UnsupportedMediaType, BodyTooLarge, and InvalidMember
        for a broken form, another field, too many files, an empty one, or none."""
        parser = PushMultipartParser(_boundary(body))
        chunks = body.chunks(most=self.most + _FRAME_BYTES)
        with _in_callers_words():
            async for event in multipart_events(parser, chunks):
                await self._take(event)
        if not self.files:
            raise InvalidMember(FIELD, "is required")
        return self.files

    async def _take(self, event: MultipartSegment | bytes | None) -> None:
        """The parser tells of a part's headers, then of its bytes in pieces, then of its end."""
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event is not None:
            await self._write(bytes(event))
        elif self.files[-1].draft.size == 0:
            raise InvalidMember(FIELD, f"{self.files[-1].name} is empty")

    def _begin(self, segment: MultipartSegment) -> None:
        if segment.name != FIELD:
            raise InvalidMember(
                printable(segment.name or ""), f"no such field here; possible: {FIELD}"
            )
        if len(self.files) == MOST_FILES_AT_ONCE:
            raise InvalidMember(FIELD, f"at most {MOST_FILES_AT_ONCE} files at once")
        draft = self.held.enter_context(new_draft(self.folder))
        self.files.append(ReceivedFile(name=clean_file_name(segment.filename), draft=draft))

    async def _write(self, chunk: bytes) -> None:
        draft = self.files[-1].draft
        if sum(file.draft.size for file in self.files) + len(chunk) > self.most:
            raise too_large(self.most)
        await draft.write(chunk)


def fingerprint(files: Sequence[ReceivedFile]) -> bytes:
    """What makes an upload the same: the bytes and the names of its files."""
    return b"".join(file.draft.digest + file.name.encode() + b"/" for file in files)


def _boundary(body: BodyStream) -> str:
    header = body.header(b"content-type") or ""
    kind, options = parse_options_header(header)
    if kind != FORM:
        raise UnsupportedMediaType(f"the body must be {FORM}, not {header[:100] or 'untyped'}")
    boundary: str = options.get("boundary", "")
    if not 1 <= len(boundary) <= 200 or not boundary.isascii():
        raise UnsupportedMediaType(f"the body must be {FORM} with a boundary")
    return boundary


@contextmanager
def _in_callers_words() -> Iterator[None]:
    try:
        yield
    except MultipartError as error:
        raise InvalidMember("the body", f"broken {FORM}: {error}") from None

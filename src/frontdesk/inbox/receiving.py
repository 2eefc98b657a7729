"""The body of a form that was sent: its fields, and its files as drafts on the disk."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

from multipart import (  # type: ignore[import-untyped] # it has types, but no mark of them
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from frontdesk.attachments.drafts import Draft, new_draft
from frontdesk.errors import InvalidMember, UnsupportedMediaType
from frontdesk.kit.file_names import clean_file_name
from frontdesk.kit.http import BodyStream, read_whole_body, too_large
from frontdesk.kit.multipart_events import multipart_events

MOST_FILES: Final = 20
_MOST_FIELDS: Final = 2000


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """`field` is the name of the input that it was chosen in."""

    field: str
    name: str
    draft: Draft


@dataclass(frozen=True)
class Received:
    """`fields` are texts by their name, in the order in which they were sent."""

    fields: Mapping[str, list[str]] = field(default_factory=dict)
    files: list[ReceivedFile] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FormLimits:
    """`folder` is where drafts of files live; None where none are taken."""

    body_bytes: int
    file_bytes: int
    folder: Path | None


async def receive_form(body: BodyStream, limits: FormLimits, held: ExitStack) -> Received:
    """The fields and files, the latter as long as `held`.

    Raises UnsupportedMediaType, BodyTooLarge, and InvalidMember for a broken body.
    """
    kind, options = parse_options_header(body.header(b"content-type") or "")
    if kind == "multipart/form-data":
        return await _Reception(limits, held).receive(body, options.get("boundary", ""))
    content = await read_whole_body(body.scope, body.receive, most=limits.body_bytes)
    if content and kind != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType("this is not a form")
    return Received(_read_fields(content))


def _read_fields(content: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            content.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise InvalidMember("the body", "broken form") from None
    fields: dict[str, list[str]] = {}
    for name, text in pairs:
        fields.setdefault(name, []).append(text)
    return fields


class _Reception:
    def __init__(self, limits: FormLimits, held: ExitStack) -> None:
        self._limits = limits
        self._held = held
        self._fields: dict[str, list[str]] = {}
        self._files: list[ReceivedFile] = []
        self._name = ""
        self._text: bytearray | None = None
        self._texts_size = 0

    async def receive(self, body: BodyStream, boundary: str) -> Received:
        if not 1 <= len(boundary) <= 200 or not boundary.isascii():
            raise UnsupportedMediaType("this is not a form")
        most = self._limits.body_bytes
        if self._limits.folder is not None:
            most += self._limits.file_bytes
        parser = PushMultipartParser(boundary, max_segment_count=_MOST_FIELDS)
        try:
            async for event in multipart_events(parser, body.chunks(most=most)):
                await self._take(event)
        except MultipartError as error:
            raise InvalidMember("the body", f"broken form: {error}") from None
        return Received(self._fields, [file for file in self._files if file.draft.size])

    async def _take(self, event: MultipartSegment | bytes | None) -> None:
        """The parser tells of a part's headers, then of its bytes in pieces, then of its end."""
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event is None:
            self._end()
        elif self._text is not None:
            self._texts_size += len(event)
            if self._texts_size > self._limits.body_bytes:
                raise too_large(self._limits.body_bytes)
            self._text += event
        elif self._files:
            await self._write(bytes(event))

    def _begin(self, segment: MultipartSegment) -> None:
        self._name, self._text = segment.name or "", None
        if segment.filename is None:
            self._text = bytearray()
        elif self._limits.folder is None:
            raise InvalidMember(self._name, "no files here")
        elif len(self._files) == MOST_FILES:
            raise InvalidMember(self._name, f"at most {MOST_FILES} files at once")
        else:
            draft = self._held.enter_context(new_draft(self._limits.folder))
            name = clean_file_name(segment.filename)
            self._files.append(ReceivedFile(field=self._name, name=name, draft=draft))

    def _end(self) -> None:
        if self._text is not None:
            text = self._text.decode(errors="replace")
            self._fields.setdefault(self._name, []).append(text)

    async def _write(self, chunk: bytes) -> None:
        if sum(file.draft.size for file in self._files) + len(chunk) > self._limits.file_bytes:
            raise too_large(self._limits.file_bytes)
        await self._files[-1].draft.write(chunk)

"""Handing out files, whole or a part, and never in memory as a whole."""

from collections.abc import AsyncGenerator

from frontdesk.attachments.files import StoredFile
from frontdesk.attachments.showing import content_type_of, entity_tag, safe_headers
from frontdesk.attachments.store import FileStore
from frontdesk.errors import RangeNotSatisfiable
from frontdesk.kit.byte_ranges import NoSuchRange, read_range
from frontdesk.kit.byte_stream import ByteStream
from frontdesk.kit.http import Headers, HttpAnswer, get_header_list


async def answer_file(
    store: FileStore, file: StoredFile, asked: Headers, *, without_body: bool
) -> HttpAnswer:
    """`asked` are the request's headers; `without_body` is for HEAD. Raises RangeNotSatisfiable,
    and Unavailable when the store cannot be reached."""
    headers = safe_headers(file)
    content_type = content_type_of(file)
    if _is_known(get_header_list(asked, b"if-none-match"), entity_tag(file)):
        return HttpAnswer(304, content_type, b"", headers)
    if without_body:
        return HttpAnswer(200, content_type, ByteStream(file.size, _nothing()), headers)
    part = _wanted_part(file, asked)
    if part is None:
        return HttpAnswer(200, content_type, await store.open(file.digest, 0, file.size), headers)
    start, end = part
    headers = {**headers, "Content-Range": f"bytes {start}-{end - 1}/{file.size}"}
    return HttpAnswer(206, content_type, await store.open(file.digest, start, end), headers)


def _wanted_part(file: StoredFile, asked: Headers) -> tuple[int, int] | None:
    """A part of another version of the file is of no use: then the whole (RFC 9110, 13.1.5)."""
    tag = entity_tag(file)
    if (get_header_list(asked, b"if-range") or tag) != tag:
        return None
    try:
        return read_range(get_header_list(asked, b"range"), file.size)
    except NoSuchRange as problem:
        raise RangeNotSatisfiable(str(problem), size=file.size) from None


def _is_known(header: str | None, tag: str) -> bool:
    """Whether an If-None-Match names the tag; a weak one counts too (RFC 9110, 13.1.2)."""
    if header is None:
        return False
    named = [given.strip().removeprefix("W/") for given in header.split(",")]
    return tag in named or "*" in named


async def _nothing() -> AsyncGenerator[bytes, None]:
    for chunk in list[bytes]():
        yield chunk

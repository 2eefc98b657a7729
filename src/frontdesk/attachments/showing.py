"""What a browser may do with an uploaded file.

Only pictures made of pixels and plain text open in the browser; all else is saved. Types that could
run something are not even named to it.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from frontdesk.attachments.files import StoredFile
from frontdesk.attachments.sniffing import TEXT, UNKNOWN

INLINE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", TEXT})
_ACTIVE: Final = frozenset({"text/html", "image/svg+xml", "application/xml"})


def content_type_of(file: StoredFile) -> str:
    if file.media_type in _ACTIVE:
        return UNKNOWN
    return f"{TEXT}; charset=utf-8" if file.media_type == TEXT else file.media_type


def safe_headers(file: StoredFile) -> Mapping[str, str]:
    """The headers that go with the bytes, whoever asks for them."""
    return {
        "Content-Disposition": _disposition(file),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "bytes",
        "ETag": entity_tag(file),
    }


def entity_tag(file: StoredFile) -> str:
    return f'"{file.digest.hex()}"'


def _disposition(file: StoredFile) -> str:
    """RFC 6266: a plain name for old programs, the whole one for the others."""
    kind = "inline" if file.media_type in INLINE else "attachment"
    plain = "".join(
        sign if " " <= sign <= "~" and sign not in '"\\%' else "_" for sign in file.name
    )
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"

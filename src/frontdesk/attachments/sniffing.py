"""What kind of file some bytes are. Names and claims of the sender count for nothing here."""

import codecs
import re
from typing import Final

import puremagic

HEAD_BYTES: Final = 8192
"""So many first bytes decide."""

UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"

# Only these are ever answered; what else the library believes to see is unknown to us.
_KNOWN: Final = {
    kind: kind
    for kind in (
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/bmp",
        "image/heic", "image/avif",
        "application/pdf", "application/rtf", "application/gzip", "application/x-7z-compressed",
        "application/zip", "audio/mpeg", "audio/flac", "audio/ogg", "audio/wav", "audio/amr",
        "video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/x-msvideo",
    )
} | {"image/x-ms-bmp": "image/bmp", "audio/x-wav": "audio/wav"}  # fmt: skip

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_IN_ZIP: Final = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (b"word/", f"{_OFFICE}wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}spreadsheetml.sheet"),
    (b"ppt/", f"{_OFFICE}presentationml.presentation"),
)
# Where a browser that guesses would see a page (WHATWG MIME Sniffing), and a few more.
_PAGE: Final = re.compile(
    rb"<(?:!doctype|!--|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|img"
    rb"|form|meta|link|base|object|embed|video|audio|math|template|xsl)[\s/>-]",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(head: bytes) -> str:
    """The media type of a file that begins with `head`; one of a closed set."""
    if _is_text(head):
        return _kind_of_text(head)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(head)
    return _kind_of_binary(head)


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters, as far as one can see."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return _CONTROL.search(head) is None


def _kind_of_text(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    lowered = head.lower()
    if b"<svg" in lowered:
        return "image/svg+xml"
    if _PAGE.search(head):
        return "text/html"
    start = lowered.removeprefix(codecs.BOM_UTF8).lstrip()
    return "application/xml" if start.startswith(b"<?xml") else TEXT


def _kind_of_zip(head: bytes) -> str:
    return next((kind for mark, kind in _IN_ZIP if mark in head), "application/zip")


def _kind_of_binary(head: bytes) -> str:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return next(
        (_KNOWN[match.mime_type] for match in matches if match.mime_type in _KNOWN), UNKNOWN
    )

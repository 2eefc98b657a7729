"""Answers made shorter for who asks for that (RFC 9110, 12.5.3).

Measured with pages of 50 tickets, 79 KB: zstd at level 1 takes 160 µs and leaves a fifth; its level
5 takes four times as long for a tenth less. gzip at level 1 takes 610 µs and leaves a quarter.
"""

import re
import zlib
from typing import Final

import zstandard

SHORTEST: Final = 1_400
"""What fits into one packet anyway is left alone."""

_TYPES: Final = re.compile(rb"text/|application/(?:[a-z.+-]*\+)?(?:json|xml|javascript)|image/svg")
_CODINGS: Final = ("zstd", "gzip")
_ZSTD_LEVEL: Final = 1
_GZIP_LEVEL: Final = 1
_GZIP_FRAME: Final = zlib.MAX_WBITS | 16

RawHeaders = list[tuple[bytes, bytes]]


def is_compressible(headers: RawHeaders, body: bytes) -> bool:
    """Whether an answer, if asked for, comes shorter: long text that is not coded yet. One with a
    strong ETag stays as it is, since that names these very bytes."""
    if len(body) < SHORTEST:
        return False
    known = dict(headers)
    if b"content-encoding" in known or known.get(b"etag", b"W/").startswith(b'"'):
        return False
    return _TYPES.match(known.get(b"content-type", b"")) is not None


def best_coding(accepted: str | None) -> str | None:
    """Of the codings that `Accept-Encoding` takes, the one that costs least; None: none."""
    if not accepted:
        return None
    weights = {}
    for item in accepted.lower().split(","):
        name, _, weight = item.partition(";")
        weights[name.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(?:\.0*)?\s*", weight)
    other = weights.get("*", False)
    return next((coding for coding in _CODINGS if weights.get(coding, other)), None)


def compress(headers: RawHeaders, body: bytes, coding: str) -> tuple[RawHeaders, bytes]:
    """The answer in this coding."""
    short = _encode(body, coding)
    kept = [(name, text) for name, text in headers if name != b"content-length"]
    own = [(b"content-encoding", coding.encode()), (b"content-length", str(len(short)).encode())]
    return kept + own, short


def _encode(body: bytes, coding: str) -> bytes:
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(body)
    shortener = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_FRAME)
    return shortener.compress(body) + shortener.flush()

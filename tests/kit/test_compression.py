"""Which answers come shorter, and in which coding."""

import zlib

import pytest
import zstandard

from frontdesk.kit.compression import best_coding, compress, is_compressible

LONG = b'{"data":"' + b"hello " * 500 + b'"}'
JSON = (b"content-type", b"application/json")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("br, deflate", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0, gzip", "gzip"),
        ("zstd; q=0.0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("*", "zstd"),
        ("*;q=0", None),
        ("zstd;q=0, *", "gzip"),
    ],
)
def test_coding_is_one_that_is_accepted(accepted: str | None, coding: str | None) -> None:
    assert best_coding(accepted) == coding


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ([JSON], LONG, True),
        ([JSON], b"{}", False),
        ([(b"content-type", b"text/html; charset=utf-8")], LONG, True),
        ([(b"content-type", b"application/problem+json")], LONG, True),
        ([(b"content-type", b"image/png")], LONG, False),
        ([], LONG, False),
        ([JSON, (b"etag", b'"strong"')], LONG, False),
        ([JSON, (b"etag", b'W/"weak"')], LONG, True),
        ([JSON, (b"content-encoding", b"gzip")], LONG, False),
    ],
)
def test_long_text_without_a_strong_tag_is_compressible(
    headers: list[tuple[bytes, bytes]], body: bytes, expected: bool
) -> None:
    assert is_compressible(headers, body) is expected


def test_both_codings_come_back_whole() -> None:
    length = (b"content-length", str(len(LONG)).encode())
    headers, zstd = compress([JSON, length], LONG, "zstd")
    assert headers == [
        JSON,
        (b"content-encoding", b"zstd"),
        (b"content-length", str(len(zstd)).encode()),
    ]
    assert zstandard.ZstdDecompressor().decompress(zstd) == LONG
    _, gzip = compress([JSON, length], LONG, "gzip")
    assert zlib.decompress(gzip, zlib.MAX_WBITS | 16) == LONG

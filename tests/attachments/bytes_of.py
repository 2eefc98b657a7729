"""Small files of many kinds."""

import io
import zipfile
from typing import Final

PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(50)
JPEG: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(50) + b"\xff\xd9"
GIF: Final = b"GIF89a" + bytes(50)
WEBP: Final = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20)
PDF: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
HTML: Final = b"<!doctype html><script>alert(document.domain)</script>"
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def zip_of(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


OFFICE: Final = "application/vnd.openxmlformats-officedocument"

KINDS: Final = {
    "png": (PNG, "image/png"),
    "jpeg": (JPEG, "image/jpeg"),
    "gif": (GIF, "image/gif"),
    "webp": (WEBP, "image/webp"),
    "bitmap": (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00", "image/bmp"),
    "pdf": (PDF, "application/pdf"),
    "pdf of plain text": (b"%PDF-1.1\n1 0 obj", "application/pdf"),
    "text": ("Grüße\nund Küsse\t1".encode(), "text/plain"),
    "table": (b"id,name\n1,Bill\n", "text/plain"),
    "json": (b'{"a": 1}', "text/plain"),
    "text with a cut sign": (b"x" * 8191 + "ü".encode(), "text/plain"),
    "text that looks like a bitmap": (b"BM is a company", "text/plain"),
    "html": (HTML, "text/html"),
    "html after text": (b"Hello\n\n<script>alert(1)</script>", "text/html"),
    "html in capitals": (b"\xef\xbb\xbf  <HTML><BODY ONLOAD=alert(1)>", "text/html"),
    "svg": (SVG, "image/svg+xml"),
    "svg after a prologue": (b"<?xml version='1.0'?><!-- x --><SVG/>", "image/svg+xml"),
    "xml": (b"<?xml version='1.0'?><list/>", "application/xml"),
    "picture that is a script": (b"GIF89a/*..*/=1;alert(1)", "text/plain"),
    "picture with a page in it": (PNG + HTML, "image/png"),
    "zip": (zip_of("a.txt"), "application/zip"),
    "text document": (zip_of("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
    "sheet": (zip_of("[Content_Types].xml", "xl/book.xml"), f"{OFFICE}.spreadsheetml.sheet"),
    "program": (b"MZ\x90\x00" + bytes(60), "application/octet-stream"),
    "not UTF-8": (b"Gr\xfc\xdfe aus K\xf6ln", "application/octet-stream"),
    "zeros": (bytes(30), "application/octet-stream"),
}  # fmt: skip

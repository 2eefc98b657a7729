"""The API's description as a page for people."""

from typing import Any


def render_docs(document: dict[str, Any]) -> bytes:
    return b"<!doctype html>"

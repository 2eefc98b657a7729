"""The part of a file that a request asks for (RFC 9110, 14)."""

import re
from typing import Final

_SINGLE: Final = re.compile(r"bytes=(\d{1,18})?-(\d{1,18})?", re.ASCII | re.IGNORECASE)


class NoSuchRange(ValueError):
    """The range begins after the last byte."""


def read_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last of a single range; None: send the whole.

    Several ranges at once, other units and nonsense count as none, as the RFC allows. Raises
    NoSuchRange.
    """
    match = _SINGLE.fullmatch(header.strip()) if header else None
    if match is None or match.groups() == (None, None):
        return None
    first, last = match.groups()
    if first is None:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise NoSuchRange(f"the file has only {size} bytes")
    return start, end

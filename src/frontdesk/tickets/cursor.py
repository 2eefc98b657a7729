"""The place in an ordered list after which a page begins: opaque to callers, stable for ever."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import msgspec

from frontdesk.tickets.enums import TicketListOrderBy


@dataclass(frozen=True)
class Cursor:
    """The last ticket of a page (`time` in ticks by the order's own column), and the `skip` that
    the first page was asked with."""

    order: TicketListOrderBy
    time: int
    ticket_id: int
    skip: int


def write_cursor(cursor: Cursor) -> str:
    parts = (cursor.order, cursor.time, cursor.ticket_id, cursor.skip)
    return urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """Raises ValueError for a text that `write_cursor` did not make."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        parts = msgspec.json.decode(raw, type=tuple[TicketListOrderBy, int, int, int])
    except (ValueError, msgspec.MsgspecError):
        raise ValueError("is not one that this API gave") from None
    cursor = Cursor(*parts)
    if not all(-(2**63) <= number < 2**63 for number in parts[1:]) or write_cursor(cursor) != text:
        raise ValueError("is not one that this API gave")
    return cursor

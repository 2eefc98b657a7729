"""Cursors: opaque, and nothing but what we gave is taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.tickets.cursor import Cursor, read_cursor, write_cursor
from frontdesk.tickets.enums import TicketListOrderBy

numbers = st.integers(-(2**63), 2**63 - 1)
cursors = st.builds(Cursor, st.sampled_from(TicketListOrderBy), numbers, numbers, numbers)


@given(cursors)
def test_cursor_is_read_back(cursor: Cursor) -> None:
    text = write_cursor(cursor)
    assert read_cursor(text) == cursor
    assert text.replace("-", "").replace("_", "").isalnum()


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not one that this API gave"):
        read_cursor(text)


@pytest.mark.parametrize("change", ["!{}", "{}!", " {}", "{}\n", "{}=", "{}AAAA", "é{}"])
def test_changed_cursor_is_refused(change: str) -> None:
    text = write_cursor(Cursor(TicketListOrderBy.CREATION_TIME_ASC, 1, 2, 3))
    with pytest.raises(ValueError, match="not one that this API gave"):
        read_cursor(change.format(text))

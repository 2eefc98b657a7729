"""What bytes are taken for, whatever their name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.attachments.showing import INLINE
from frontdesk.attachments.sniffing import HEAD_BYTES, sniff
from tests.attachments.bytes_of import HTML, KINDS


@pytest.mark.parametrize(("content", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kinds(content: bytes, kind: str) -> None:
    assert sniff(content[:HEAD_BYTES]) == kind


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_have_a_kind_and_a_page_in_text_is_never_shown(a: bytes, b: bytes) -> None:
    assert "/" in sniff(a)
    # Either it is no text at all, or the page is seen: as text/plain it would be shown.
    assert sniff(a + HTML + b) != "text/plain"


def test_nothing_active_is_shown_in_the_browser() -> None:
    assert sorted(INLINE) == ["image/gif", "image/jpeg", "image/png", "image/webp", "text/plain"]

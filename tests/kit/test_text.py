"""Plain text and HTML: nothing that runs, and nothing that changes on its second way."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.kit.text import is_blank, lookup_key, sanitize_html, to_html, to_text

pieces = st.sampled_from(
    (
        *("<b>", "</b>", "<p>", "</p>", "<br>", "<script>", "</script>", "<style>", "<svg>"),
        *("<math>", "<mtext>", "<table>", "<td>", "<!--", "-->", "<![CDATA[", "]]>", "<template>"),
        *(
            '<a href="javascript:x">',
            '<img src="x" onerror=x>',
            "&lt;",
            "&amp;",
            "&nbsp;",
            "&#x41;",
        ),
        *("\xa0", "\r\n", "\n", "\t", "'", '"', "<", ">", "&", "a", "猫", "\u2028", " "),
    )
)
plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
snippets = st.lists(pieces | plain, max_size=12).map("".join)


@settings(max_examples=200, deadline=None, derandomize=False)
@given(plain | snippets)
def test_escaped_text_is_left_as_it_is_by_the_sanitizer(text: str) -> None:
    escaped = to_html(text)
    assert sanitize_html(escaped) == escaped


@settings(max_examples=300, deadline=None, derandomize=False)
@given(snippets)
def test_sanitized_html_is_left_as_it_is_the_second_time(source: str) -> None:
    once = sanitize_html(source)
    assert sanitize_html(once) == once


@settings(max_examples=300, deadline=None, derandomize=False)
@given(snippets)
def test_sanitized_html_holds_nothing_that_runs(source: str) -> None:
    tags = re.findall(r"<[^>]*>", sanitize_html(source).lower())
    assert not [
        tag for tag in tags if re.search(r"<(script|style|svg|math|iframe)|\son|javas", tag)
    ]


@settings(max_examples=200, deadline=None, derandomize=False)
@given(st.lists(st.text(alphabet="ab<>&\"' 猫").map(str.strip).filter(bool), max_size=4))
def test_text_comes_back_from_its_html(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert to_text(to_html(text)) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Hello</p><p>Bill</p>", "Hello\nBill"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("1 &lt; 2 &amp;&nbsp;3", "1 < 2 & 3"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("", ""),
    ],
)
def test_html_reads_as_text(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.parametrize("text", [None, "", " \t\n\xa0"])
def test_nothing_to_read_is_blank(text: str | None) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [(" Bill_Smith@Gmail.com\n", "bill_smith@gmail.com"), (" ", None), ("", None), (None, None)],
)
def test_addresses_are_compared_trimmed_and_in_lower_case(
    text: str | None, key: str | None
) -> None:
    assert lookup_key(text) == key

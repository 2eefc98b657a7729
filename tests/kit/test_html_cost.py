"""HTML that would take long to parse is told from letters, before it is parsed."""

import time
from typing import Final

import pytest

from frontdesk.kit.html_cost import is_affordable
from frontdesk.kit.text import read_message, sanitize_html

LONG: Final = 1_000_000

DEAR: Final = {
    "open tags": "<div>" * (LONG // 5),
    "open tags beside closed ones that never opened": "<div></x>" * (LONG // 9),
    "lists in lists": "<ul><li>" * (LONG // 8),
    "tables in tables": "<table><tr><td>" * (LONG // 15),
    "ampersands": "&" * LONG,
    "attributes": "<a " + " ".join(f"a{n}" for n in range(LONG // 8)) + ">",
    "attributes with slashes": "<a/" + "/".join(f"a{n}" for n in range(LONG // 8)),
    "attributes that look like one long value": '<a ="data:/' + "/a" * (LONG // 2),
    "bold reopened in each paragraph": "".join(f"<b a={n}>" for n in range(200))
    + "<p>x" * (LONG // 5),
}
ROW: Final = "<tr><td style='color: red'><p>Hello &amp; <b>you</b><br></td></tr>"
CHEAP: Final = {
    "a letter": "<p>Hello <b>you</b></p>",
    "a long table": f"<table>{ROW * (LONG // len(ROW))}</table>",
    "paragraphs that are not closed": "<p>Hello" * (LONG // 8),
    "much text": "Tom & Jerry, " * 1000,
    "a picture in the text": f"<img src='data:image/png;base64,{'ab/d' * (LONG // 4)}'>",
    "replies in replies": "<blockquote>" * 100 + "Hello" + "</blockquote>" * 100,
}


@pytest.mark.parametrize("source", DEAR.values(), ids=DEAR)
def test_dear_html_counts_as_text_and_costs_little(source: str) -> None:
    begin = time.process_time()
    safe = sanitize_html(source)
    assert time.process_time() - begin < 5
    assert safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == source


@pytest.mark.parametrize("source", CHEAP.values(), ids=CHEAP)
def test_letters_are_parsed(source: str) -> None:
    assert is_affordable(source)


def test_a_greater_sign_in_an_attribute_does_not_end_the_tag() -> None:
    written = read_message('<a href="https://e.example" title="a > b">x</a>', is_html=True)
    assert written.text == "x"

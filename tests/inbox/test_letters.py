"""What people wrote, as pages show it."""

import pytest

from frontdesk.inbox.letters import (
    as_paragraphs,
    has_pictures,
    host_of,
    letter_body,
    plain_text,
)
from frontdesk.kit.text import sanitize_html, to_html, to_text

REL = 'target="_blank" rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo\n\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ('<b> & "', "<p>&lt;b&gt; &amp; &quot;</p>"),
        ("> so\n>> and\nyes", "<blockquote><p>so<br>&gt; and</p></blockquote><p>yes</p>"),
        (
            "(see https://x.example/a?b=1&c=2).",
            f'<p>(see <a href="https://x.example/a?b=1&amp;c=2" {REL}>'
            "https://x.example/a?b=1&amp;c=2</a>).</p>",
        ),
        (
            "to a.b@x.example!",
            '<p>to <a href="mailto:a.b@x.example">a.b@x.example</a>!</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs(text: str, shown: str) -> None:
    assert as_paragraphs(text) == shown


def test_an_address_that_pretends_says_its_host() -> None:
    shown = as_paragraphs("https://bank.example@evil.example/x")
    assert shown.endswith('<small class="host">(evil.example)</small></p>')


def test_mentions_are_marked_by_whole_names() -> None:
    shown = as_paragraphs("@Ingrid Solberg and @ingrid, not @Ingrids", mentioned=["Ingrid"])
    assert shown == (
        '<p><span class="mention">@Ingrid</span> Solberg and '
        '<span class="mention">@ingrid</span>, not @Ingrids</p>'
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (None, "as it is"),
        (to_html("as it is"), "as it is"),
        ("<p>Hi,</p><p>1 &lt; 2<br>Bill</p>", "Hi,\n\n1 < 2\nBill"),
        ("<p>Hi <b>you</b></p>", None),
        ("a <img src='https://x.example/a.png'>", None),
    ],
)
def test_html_that_is_only_paragraphs_is_text(html: str | None, text: str | None) -> None:
    safe = None if html is None else sanitize_html(html)
    assert plain_text("as it is" if html is None else to_text(html), safe) == text


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            "<a href='https://evil.example/x'>www.bank.example</a>",
            f'<a href="https://evil.example/x" {REL}>www.bank.example</a> '
            '<small class="host">(evil.example)</small>',
        ),
        (
            "<a href='https://x.example/long'>https://x.example/long</a>",
            f'<a href="https://x.example/long" {REL}>https://x.example/long</a>',
        ),
        (
            "<a href='https://xn--bcher-kva.example/'>b&uuml;cher.example</a>",
            f'<a href="https://xn--bcher-kva.example/" {REL}>bücher.example</a> '
            '<small class="host">(xn--bcher-kva.example)</small>',
        ),
        ("<a href='/inbox/acme/tickets/1'>here</a>", "<a>here</a>"),
        ("<a href='javascript:alert(1)'>here</a>", "<a>here</a>"),
        ("<p onclick='x()'>a &amp; b &lt;i&gt;</p>", "<p>a &amp; b &lt;i&gt;</p>"),
        ("<style>p{}</style><script>x()</script><iframe src='//x'></iframe>a", "a"),
        ("<img src='https://x.example/p.gif' width='1' height='1'>a", "a"),
        ("<img src='https://x.example/p.gif' alt='Us'>", '<span class="picture">Us</span>'),
        ("<img src='/inbox/acme/sign-out' alt='Us'>", "Us"),
        ("<form action='https://x.example'><input></form>a", "a"),
    ],
)
def test_letters_are_harmless(html: str, shown: str) -> None:
    assert letter_body(html, pictures=False, own={}) == shown


def test_pictures_from_elsewhere_come_only_when_asked_for() -> None:
    html = "<img src='https://x.example/a.png' alt='A'><img src='https://us.example/f' alt='F'>"
    own = {"https://us.example/f": "/inbox/acme/tickets/1/files/f"}
    ours = '<img src="/inbox/acme/tickets/1/files/f" alt="F">'
    assert letter_body(html, pictures=False, own=own) == f'<span class="picture">A</span>{ours}'
    asked = letter_body(html, pictures=True, own=own)
    assert asked == f'<img src="https://x.example/a.png" alt="A" loading="lazy">{ours}'
    assert has_pictures(html, own)
    assert not has_pictures("<img src='https://us.example/f'>", own)
    assert not has_pictures("<img src='https://x.example/p.gif' width=1>", {})


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.x.example/a", "x.example"),
        ("https://a@b.example:8000/", "b.example"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("mailto:a@x.example", ""),
        ("http://[", ""),
    ],
)
def test_hosts_are_told_as_browsers_send_them(address: str, host: str) -> None:
    assert host_of(address) == host

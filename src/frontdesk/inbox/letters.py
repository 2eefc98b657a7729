"""What people wrote, as it may stand in a page.

Plain text becomes paragraphs with links. Everything else is a letter of its own: a document that
is shown in a sandboxed frame (`ticket_letters`), and that loads nothing from elsewhere unless the
reader asks for the pictures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from frontdesk.kit.text import sanitize_html, to_html

_LINK: Final = re.compile(
    r"(?P<url>https?://[^\s<>\"'`]+)|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_LINE_END: Final = re.compile(r"(?:<br>|</div>)\n?")
_PARAGRAPH_END: Final = re.compile(r"</p>\n?")
_BLOCK: Final = re.compile(r"<(?:p|div)>")
_TRAILING: Final = ".,;:!?)]}*_'\""
_REL: Final = "noopener noreferrer nofollow"
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def plain_text(text: str, html: str | None) -> str | None:
    """What was written, if it is nothing but text and its paragraphs; else None."""
    if html is None or html == to_html(text):
        return text
    broken = _PARAGRAPH_END.sub("\n\n", _LINE_END.sub("\n", html))
    bare = _BLOCK.sub("", broken)
    return None if "<" in bare else unescape(bare).replace("\xa0", " ").strip()


def as_paragraphs(text: str, *, mentioned: Iterable[str] = ()) -> Markup:
    """Plain text with its paragraphs, quotations, links, and mentions of these names."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    parts = []
    for is_quoted, group in groupby(lines, key=lambda line: line.startswith(">")):
        block = [line.removeprefix(">").removeprefix(" ") if is_quoted else line for line in group]
        paragraphs = _paragraphs(block, tuple(mentioned))
        parts.append(f"<blockquote>{paragraphs}</blockquote>" if is_quoted else paragraphs)
    return Markup("".join(parts))  # noqa: S704 # escaped piece by piece


def _paragraphs(lines: list[str], mentioned: tuple[str, ...]) -> str:
    blocks = re.split(r"\n(?:[ \t]*\n)+", "\n".join(lines).strip("\n"))
    return "".join(
        f"<p>{'<br>'.join(_line(line, mentioned) for line in block.split(chr(10)))}</p>"
        for block in blocks
        if block.strip()
    )


def _line(line: str, mentioned: tuple[str, ...]) -> str:
    parts, end = [], 0
    for match in _pattern(mentioned).finditer(line):
        parts.append(escape(line[end : match.start()]))
        found = match[0].rstrip(_TRAILING) if match["url"] else match[0]
        parts.append(_marked(found, match.lastgroup))
        end = match.start() + len(found)
    return "".join([*parts, escape(line[end:])])


def _pattern(mentioned: tuple[str, ...]) -> re.Pattern[str]:
    if not mentioned:
        return _LINK
    names = "|".join(re.escape(name) for name in sorted(mentioned, key=len, reverse=True))
    mention = rf"(?P<mention>(?<![\w.])@(?:{names})(?!\w))"
    return re.compile(f"{mention}|{_LINK.pattern}", re.IGNORECASE)


def _marked(found: str, kind: str | None) -> str:
    if kind == "mention":
        return f'<span class="mention">{escape(found)}</span>'
    return _link(found, is_email=kind == "email")


def _link(text: str, *, is_email: bool) -> str:
    if is_email:
        return f'<a href="mailto:{escape(text)}">{escape(text)}</a>'
    return f"{_opening(text)}{escape(text)}</a>{_true_host(text, text)}"


def _opening(address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="{_REL}">'


def _true_host(address: str, shown: str) -> str:
    """The host that a link leads to, unless what is shown says it already."""
    host = host_of(address)
    plain = shown.strip().lower()
    honest = host and re.match(rf"(?:https?://)?(?:www\.)?{re.escape(host)}(?![\w.@:-])", plain)
    return "" if honest or not host else f' <small class="host">({escape(host)})</small>'


def host_of(address: str) -> str:
    """The host of an address, in the letters that browsers send; empty for what has none."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


# Letters


def has_pictures(html: str, own: Mapping[str, str]) -> bool:
    """Whether the letter shows something that would be loaded from elsewhere. `own` are files of
    the thread: the addresses that letters know them by, and those for teammates."""
    return "<img" in html and any(address not in own for address in _Pictures.of(html))


def letter_body(html: str, *, pictures: bool, own: Mapping[str, str]) -> Markup:
    """The letter's HTML, safe to stand in a document: links open elsewhere and tell their host,
    pictures from elsewhere are there only if `pictures`."""
    rewriter = _Letter(pictures=pictures, own=own)
    rewriter.feed(sanitize_html(html))
    rewriter.close()
    return Markup("".join(rewriter.parts))  # noqa: S704 # sanitised, and rewritten from its tokens


class _Pictures(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @classmethod
    def of(cls, html: str) -> Iterator[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return iter(parser.addresses)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        source = given.get("src", "")
        if tag == "img" and _scheme(source) in ("http", "https") and not _is_pixel(given):
            self.addresses.append(source)


class _Letter(HTMLParser):
    """Writes sanitised HTML again, token by token."""

    def __init__(self, *, pictures: bool, own: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._pictures = pictures
        self._own = own
        self._address = ""
        self._shown: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.parts.append(self._picture(given))
        elif tag == "a":
            self._open_link(given.get("href", ""))
        else:
            texts = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
            self.parts.append(f"<{tag}{texts}>")

    def _open_link(self, address: str) -> None:
        leads = _scheme(address) in _SCHEMES
        self._address, self._shown = (address if leads else ""), []
        self.parts.append(_opening(address) if leads else "<a>")

    def _picture(self, given: Mapping[str, str]) -> str:
        source, words = given.get("src", ""), given.get("alt", "")
        if source in self._own:
            return f'<img src="{escape(self._own[source])}" alt="{escape(words)}">'
        if _scheme(source) not in ("http", "https") or _is_pixel(given):
            return escape(words)
        if not self._pictures:
            return f'<span class="picture">{escape(words)}</span>'
        sizes = "".join(
            f' {name}="{escape(given[name])}"' for name in ("width", "height") if name in given
        )
        return f'<img src="{escape(source)}" alt="{escape(words)}"{sizes} loading="lazy">'

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        if tag == "a" and self._shown is not None:
            shown = "".join(self._shown)
            if self._address.lower().startswith("http"):
                self.parts.append(_true_host(self._address, shown))
            self._shown = None

    def handle_data(self, data: str) -> None:
        self._write(escape(data, quote=False), data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};", "&")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};", "&")

    def _write(self, html: str, text: str) -> None:
        self.parts.append(html)
        if self._shown is not None:
            self._shown.append(text)


def _scheme(address: str) -> str:
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""


def _is_pixel(given: Mapping[str, str]) -> bool:
    """Such a picture is there to tell its sender that it was looked at."""
    return any(given.get(side, "").strip() in ("0", "1", "2") for side in ("width", "height"))

"""Plain text and its ways to and from HTML."""

import html
import re
from dataclasses import dataclass

import nh3

from frontdesk.kit.html_cost import is_affordable

_BREAKS = re.compile(r"<(?:br\s*/?|/p|/div|/li|/tr|/h[1-6]|/blockquote|/pre)\s*>", re.IGNORECASE)
_TAGS = re.compile(r"<(?:[^>\"]|\"[^\"]*\")*>")
_BLANK_LINES = re.compile(r"\n{3,}")
_MOST_READINGS = 5


def to_html(text: str) -> str:
    """Plain text escaped into HTML, in the very form that `sanitize_html` would leave it in."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return html.escape(lines, quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br>")


def sanitize_html(source: str) -> str:
    """HTML without anything that could run, load or restyle the page around it.

    HTML that would take long to parse counts as plain text."""
    if not is_affordable(source):
        return to_html(source)
    safe = _clean(source)
    if "<table" not in safe:
        return safe
    # The parser moves what stands wrongly in a table, and the next reading moves it on.
    for _ in range(_MOST_READINGS):
        if not is_affordable(safe):
            break
        safe, former = _clean(safe), safe
        if safe == former:
            return safe
    return to_html(to_text(safe))


def _clean(source: str) -> str:
    return nh3.clean(source, link_rel="noopener noreferrer nofollow")


def to_text(safe_html: str) -> str:
    """The readable text of HTML that `sanitize_html` gave; block ends become line breaks."""
    broken = _BREAKS.sub("\n", safe_html)
    text = html.unescape(_TAGS.sub("", broken)).replace("\xa0", " ")
    lines = (line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def is_blank(text: str | None) -> bool:
    return text is None or not text.strip()


def lookup_key(text: str | None) -> str | None:
    """The form in which e-mail addresses and custom identifiers are compared (contract 3.12)."""
    return text.strip().lower() or None if text else None


@dataclass(frozen=True)
class Written:
    """What somebody wrote: readable text, and HTML that is safe to show."""

    text: str
    html: str


def read_message(message: str, *, is_html: bool) -> Written:
    """HTML is sanitised and gives its text; plain text is escaped into HTML (contract 3.12)."""
    if is_html:
        safe = sanitize_html(message)
        return Written(to_text(safe), safe)
    return Written(message, to_html(message))

"""Entity tags: telling whether a thing is still what the caller saw (RFC 9110, 8.8.3 and 13).

A tag is strong and made from the bytes of the answer's `data`: two answers have the same tag
exactly if they are the same. Lists have weak tags, which no `If-Match` takes.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

from frontdesk.errors import InvalidMember, PreconditionFailed
from frontdesk.kit.http import Headers, get_header_list

_TAG: Final = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS: Final = re.compile(rf"[\s,]*{_TAG}(?:\s*,[\s,]*{_TAG})*[\s,]*")
_ONE_TAG: Final = re.compile(_TAG)


def entity_tag(representation: bytes) -> str:
    return f'"{urlsafe_b64encode(sha256(representation).digest()[:18]).decode()}"'


def require_match(headers: Headers, current: bytes) -> None:
    """Hold the caller to `If-Match`, where it is sent: `current` is what the thing is now, locked
    so that it stays so. Weak tags match nothing, `*` matches whatever exists.

    Raises PreconditionFailed, and InvalidMember for a malformed header.
    """
    wanted = _read_tags(headers, "If-Match")
    if wanted is not None and "*" not in wanted and entity_tag(current) not in wanted:
        raise PreconditionFailed("If-Match: the object has changed; get it again")


def is_known(headers: Headers, tag: str) -> bool:
    """Whether `If-None-Match` names the tag, weak or strong. Raises InvalidMember."""
    known = _read_tags(headers, "If-None-Match")
    strong = tag.removeprefix("W/")
    return known is not None and ("*" in known or not known.isdisjoint((strong, f"W/{strong}")))


def _read_tags(headers: Headers, name: str) -> frozenset[str] | None:
    """The tags in a header as they are written, `*` by itself; None without the header."""
    text = get_header_list(headers, name.lower().encode())
    if text is None:
        return None
    if text.strip() == "*":
        return frozenset("*")
    if _TAGS.fullmatch(text) is None:
        raise InvalidMember(name, 'expected "…" as an ETag header gave it, several, or *')
    return frozenset(_ONE_TAG.findall(text))

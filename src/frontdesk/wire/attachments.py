"""Attachments in requests: files that lie elsewhere, named by their address (contract 3.12)."""

from collections.abc import Sequence
from typing import Annotated, Final
from urllib.parse import urlsplit

from msgspec import Meta

from frontdesk.attachments.attaching import NewAttachment
from frontdesk.errors import InvalidMember
from frontdesk.tickets.document import Member

MOST_ATTACHMENTS: Final = 50


Url = Annotated[str, Meta(max_length=4096, extra_json_schema={"pattern": "^https?://"})]


class AttachmentInput(Member, kw_only=True, frozen=True):
    url: Url
    name: Annotated[str, Meta(max_length=500)] | None = None


AttachmentInputs = Annotated[list[AttachmentInput], Meta(max_length=MOST_ATTACHMENTS)]


def read_attachments(given: Sequence[AttachmentInput] | None) -> list[NewAttachment]:
    """Raises InvalidMember, naming the attachment, for an address that is not http or https."""
    return [
        NewAttachment(url=_checked_url(file.url, f"attachments[{index}].url"), name=file.name)
        for index, file in enumerate(given or ())
    ]


def _checked_url(url: str, member: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or any(character.isspace() for character in url):
        raise InvalidMember(member, "expected an http or https address")
    return url

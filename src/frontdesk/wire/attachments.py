"""Attachments in requests (contract 3.12): files that lie elsewhere, named by their address, and
uploaded ones, named by their id. And what an upload answers."""

from collections.abc import Sequence
from typing import Annotated, Final
from urllib.parse import quote, urlsplit
from uuid import UUID

from msgspec import Meta

from frontdesk.attachments.attaching import WantedAttachment, file_address
from frontdesk.attachments.files import StoredFile
from frontdesk.attachments.links import SIGNATURE, FileLink
from frontdesk.errors import InvalidMember, NotFound
from frontdesk.kit.clock import SECOND, format_ticks
from frontdesk.tickets.document import DateTime, Member

MOST_ATTACHMENTS: Final = 50
MOST_FILES_AT_ONCE: Final = 10


Url = Annotated[str, Meta(max_length=4096, extra_json_schema={"pattern": "^https?://"})]


class AttachmentInput(Member, kw_only=True, frozen=True):
    """Either `url`, an http or https address, or `fileId`, which an upload answered."""

    url: Url | None = None
    file_id: UUID | None = None
    name: Annotated[str, Meta(max_length=500)] | None = None


AttachmentInputs = Annotated[list[AttachmentInput], Meta(max_length=MOST_ATTACHMENTS)]


def read_attachments(given: Sequence[AttachmentInput] | None) -> list[WantedAttachment]:
    """Raises InvalidMember, naming the attachment, for an address that is not http or https, and
    for one that names both or neither."""
    return [_read(file, f"attachments[{index}]") for index, file in enumerate(given or ())]


def _read(file: AttachmentInput, member: str) -> WantedAttachment:
    if file.file_id is not None:
        if file.url is not None:
            raise InvalidMember(f"{member}.fileId", "give either url or fileId")
        return WantedAttachment(file_id=file.file_id, name=file.name)
    if file.url is None:
        raise InvalidMember(f"{member}.url", "is required unless there is a fileId")
    return WantedAttachment(url=_checked_url(file.url, f"{member}.url"), name=file.name)


def _checked_url(url: str, member: str) -> str:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or any(character.isspace() for character in url):
        raise InvalidMember(member, "expected an http or https address")
    return url


class UploadedFile(Member, kw_only=True, frozen=True):
    """`type` is what the bytes are, `url` the file's address for those who have a token."""

    id: UUID
    name: str
    size: int
    type: str
    url: str


def describe_file(file: StoredFile, public_address: str) -> UploadedFile:
    return UploadedFile(
        id=file.file_id,
        name=file.name,
        size=file.size,
        type=file.media_type,
        url=file_address(public_address, file.file_id),
    )


class LinkToFile(Member, kw_only=True, frozen=True):
    """`url` needs no token and works until `expirationTime`."""

    url: str
    expiration_time: DateTime


class FileLinkQuery(Member, kw_only=True, frozen=True):
    """The parameters of such a link, as they were answered."""

    community: Annotated[int, Meta(ge=1, le=2**63 - 1)]
    expires: Annotated[int, Meta(ge=0, le=2**40)]
    signature: str

    def link(self, file_id: UUID) -> FileLink:
        """Raises NotFound for a signature that none can be."""
        if not SIGNATURE.fullmatch(self.signature):
            raise NotFound("there is no such link")
        return FileLink(community_id=self.community, file_id=file_id, expires=self.expires)


def describe_link(
    link: FileLink, file: StoredFile, *, key: bytes, public_address: str
) -> LinkToFile:
    """The name in the address is only for people: what is served depends on the id."""
    query = f"community={link.community_id}&expires={link.expires}&signature={link.signature(key)}"
    return LinkToFile(
        url=f"{public_address}/files/{file.file_id}/{quote(file.name, safe='')}?{query}",
        expiration_time=format_ticks(link.expires * SECOND),
    )

"""Files of a thread: shown, opened, and uploaded while somebody writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from frontdesk.attachments.attaching import NewAttachment, WantedAttachment, resolve_attachments
from frontdesk.attachments.files import StoredFile, add_files, keep_bytes
from frontdesk.attachments.links import link_until
from frontdesk.attachments.showing import INLINE
from frontdesk.attachments.sniffing import TEXT
from frontdesk.attachments.thread_files import ThreadFile, require_file_of_ticket
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.inbox.ticket_door import require_seen
from frontdesk.inbox.visit import HTML, Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.wire.attachments import describe_link

_LINK_SECONDS: Final = 300
_KIBI: Final = 1024


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """`host` is where a file lies that is not with us. `is_picture`: shown as a small picture."""

    name: str
    address: str
    host: str | None
    kind: str | None
    size: str | None
    is_picture: bool


def show_files(
    visit: Visit, ticket_id: int, files: Iterable[ThreadFile]
) -> dict[tuple[str, int], list[ShownFile]]:
    """The files by what they belong to; what is part of a letter's text stands there already."""
    shown: dict[tuple[str, int], list[ShownFile]] = defaultdict(list)
    for file in files:
        if not file.is_content_part:
            shown[_owner(file)].append(_show(visit, ticket_id, file))
    return shown


def pictures_of(visit: Visit, ticket_id: int, files: Iterable[ThreadFile]) -> Mapping[str, str]:
    """Addresses under which letters name files of the thread, with those for teammates."""
    return {
        file.url: visit.link(f"/tickets/{ticket_id}/files/{file.file_id}")
        for file in files
        if file.file_id is not None
    }


def _owner(file: ThreadFile) -> tuple[str, int]:
    if file.reply_id is not None:
        return "reply", file.reply_id
    return ("note", file.note_id) if file.note_id is not None else ("message", 0)


def _show(visit: Visit, ticket_id: int, file: ThreadFile) -> ShownFile:
    if file.file_id is None:
        host = urlsplit(file.url).hostname
        return ShownFile(
            name=file.name or file.url,
            address=file.url,
            host=host,
            kind=None,
            size=None,
            is_picture=False,
        )
    return ShownFile(
        name=file.name or visit.gettext("File"),
        address=visit.link(f"/tickets/{ticket_id}/files/{file.file_id}"),
        host=None,
        kind=say_kind(file.media_type),
        size=say_size(visit, file.size),
        is_picture=file.media_type in INLINE and file.media_type != TEXT,
    )


def say_kind(media_type: str | None) -> str | None:
    """Such as `PDF`; nothing for what nobody knows."""
    if media_type is None or media_type == "application/octet-stream":
        return None
    if media_type in _KINDS:
        return _KINDS[media_type]
    return media_type.rpartition("/")[2].removeprefix("x-").upper()


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_KINDS: Final[Mapping[str, str]] = {
    TEXT: "TXT",
    f"{_OFFICE}wordprocessingml.document": "DOCX",
    f"{_OFFICE}spreadsheetml.sheet": "XLSX",
    f"{_OFFICE}presentationml.presentation": "PPTX",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.presentation": "ODP",
    "application/x-7z-compressed": "7Z",
}


def say_size(visit: Visit, size: int | None) -> str | None:
    if size is None:
        return None
    if size < _KIBI:
        return visit.gettext("%(number)s B", number=size)
    if size < _KIBI**2:
        return visit.gettext("%(number)s KB", number=-(-size // _KIBI))
    megabytes = f"{size / _KIBI**2:.1f}".removesuffix(".0")
    return visit.gettext("%(number)s MB", number=megabytes)


# Opening


async def open_file(visit: Visit) -> HttpAnswer:
    """On to an address of the file that works for some minutes."""
    ticket_id = visit.path_id("ticketId")
    async with visit.reading() as connection:
        await require_seen(visit, connection, ticket_id)
        file = await require_file_of_ticket(
            connection, visit.community.community_id, ticket_id, _file_id(visit.path["fileId"])
        )
    link = link_until(
        visit.community.community_id, file.file_id, now=visit.now, seconds=_LINK_SECONDS
    )
    described = describe_link(
        link, file, key=visit.parts.keys.file_link, public_address=visit.parts.base
    )
    return HttpAnswer(HTTPStatus.SEE_OTHER, HTML, b"", {"Location": described.url})


def _file_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("there is no such file") from None


# Uploading


async def upload(visit: Visit) -> HttpAnswer:
    """Keeps files for the text that is being written; answers a line for each, which carries its
    id into the form."""
    ticket_id = visit.path_id("ticketId")
    async with visit.reading() as connection:
        await require_seen(visit, connection, ticket_id)
    files = await keep_sent_files(visit)
    return visit.page(
        "ticket/_chosen_files.html",
        status=HTTPStatus.OK if files else HTTPStatus.UNPROCESSABLE_ENTITY,
        toast=None if files else visit.gettext("This file is empty."),
        files=choose_files(visit, files),
    )


async def keep_sent_files(visit: Visit) -> list[StoredFile]:
    """The files that came with the form, stored and entered."""
    store = visit.parts.store
    received = await visit.files()
    files = [await keep_bytes(store, one.draft, name=one.name) for one in received]
    if files:
        await visit.persist(lambda tx: add_files(tx, files))
    return files


@dataclass(frozen=True, kw_only=True)
class ChosenFile:
    """A file that goes out with what is being written."""

    file_id: UUID
    name: str
    kind: str | None
    size: str | None


def choose_files(visit: Visit, files: Iterable[StoredFile]) -> list[ChosenFile]:
    return [
        ChosenFile(
            file_id=file.file_id,
            name=file.name,
            kind=say_kind(file.media_type),
            size=say_size(visit, file.size),
        )
        for file in files
    ]


async def attachments_of(
    visit: Visit, tx: Transaction, file_ids: Sequence[UUID]
) -> list[NewAttachment]:
    """Raises InvalidMember for a file that this community does not have."""
    wanted = [WantedAttachment(name=None, file_id=file_id) for file_id in file_ids]
    return await resolve_attachments(tx, wanted, public_address=visit.parts.public_address)

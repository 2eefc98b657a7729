"""Create Ticket (contract 3.12)."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from frontdesk.custom_fields.values import FieldInput
from frontdesk.errors import InvalidMember
from frontdesk.kit.text import Written, is_blank, read_message
from frontdesk.tickets.document import Id, Member
from frontdesk.tickets.enums import Sentiment
from frontdesk.wire.attachments import AttachmentInputs
from frontdesk.wire.people import Address, CreatorInput, ShortText, require_address
from frontdesk.wire.texts import Tags

MOST_IN_COPY = 50


class CustomFieldInput(Member, kw_only=True, frozen=True):
    id: Id
    value: FieldInput | None


class CreateTicket(Member, kw_only=True, frozen=True):
    """`title` or `message` must not be blank; `isHtml` says that the message is HTML, which is
    sanitised."""

    creator: CreatorInput
    title: Annotated[str, Meta(max_length=1000)] | None = None
    message: str | None = None
    is_html: bool | None = None
    attachments: AttachmentInputs | None = None
    assignee_id: UUID | None = None
    category_id: Id | None = None
    cc: Annotated[list[Address], Meta(max_length=MOST_IN_COPY)] | None = None
    custom_fields: Annotated[list[CustomFieldInput], Meta(max_length=200)] | None = None
    sentiment: Sentiment | None = None
    source_name: ShortText | None = None
    tags: Tags | None = None

    def written(self) -> Written | None:
        """The message; raises InvalidMember when there is neither that nor a title."""
        message = None
        if self.message is not None and not is_blank(self.message):
            message = read_message(self.message, is_html=self.is_html is not False)
        if is_blank(self.title) and (message is None or is_blank(message.text)):
            raise InvalidMember("message", "title or message must not be blank")
        return message

    def in_copy(self) -> list[str]:
        """Addresses in copy, each once; raises InvalidMember for one that is none."""
        addresses = (
            require_address(address, member=f"cc[{index}]")
            for index, address in enumerate(self.cc or ())
        )
        return list(dict.fromkeys(addresses))

"""People in requests."""

from typing import Annotated

from msgspec import Meta

from frontdesk.errors import InvalidMember
from frontdesk.kit.email_address import FORM, is_email_address
from frontdesk.kit.strict_json import printable
from frontdesk.kit.text import is_blank
from frontdesk.people.finding import Contact
from frontdesk.tickets.document import Member

Email = Annotated[str, Meta(max_length=320)]
Address = Annotated[str, Meta(extra_json_schema={"pattern": rf"^\s*{FORM}\s*$"})]
ShortText = Annotated[str, Meta(max_length=300)]


class AuthorInput(Member, kw_only=True, frozen=True):
    """Who writes, by e-mail address."""

    email: Email | None = None

    def address(self) -> str | None:
        return None if is_blank(self.email) else self.email


class CreatorInput(Member, kw_only=True, frozen=True):
    """The client who opens a ticket; at least one of the first three is needed."""

    name: ShortText | None = None
    email: Email | None = None
    custom_identifier: ShortText | None = None
    image: Annotated[str, Meta(max_length=4096)] | None = None
    phone_number: Annotated[str, Meta(max_length=100)] | None = None

    def contact(self) -> Contact:
        """Raises InvalidMember when nothing tells who it is, or the address is none."""
        if is_blank(self.name) and is_blank(self.email) and is_blank(self.custom_identifier):
            raise InvalidMember("creator", "needs a name, an email or a customIdentifier")
        if self.email is not None and not is_blank(self.email):
            require_address(self.email, member="creator.email")
        return Contact(
            name=_text(self.name),
            email=_text(self.email),
            custom_identifier=_text(self.custom_identifier),
            image=_text(self.image),
            phone_number=_text(self.phone_number),
        )


def _text(text: str | None) -> str | None:
    return None if text is None else text.strip() or None


def require_address(text: str, *, member: str) -> str:
    """The e-mail address without blanks around it; raises InvalidMember if it is none."""
    if not is_email_address(text):
        raise InvalidMember(member, f"{printable(text)!r} is no e-mail address")
    return text.strip()

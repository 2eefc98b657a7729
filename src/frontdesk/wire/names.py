"""Names that people give to what they set up."""

from typing import Annotated

from msgspec import Meta

from frontdesk.errors import InvalidMember
from frontdesk.kit.text import is_blank

Name = Annotated[str, Meta(min_length=1, max_length=200, extra_json_schema={"pattern": r"\S"})]


def read_name(text: str, *, member: str = "name") -> str:
    """The name without spaces around it; raises InvalidMember for one that is only spaces."""
    if is_blank(text):
        raise InvalidMember(member, "must not be blank")
    return text.strip()

"""Requests that sort tickets (contract 3.17, 3.19 to 3.21, 3.28)."""

import re
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta

from frontdesk.errors import InvalidMember
from frontdesk.tickets.document import Id, Member
from frontdesk.tickets.enums import TicketStatus


class UpdateStatus(Member, kw_only=True, frozen=True):
    status: TicketStatus


_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

PersonId = Annotated[
    str, Meta(extra_json_schema={"anyOf": [{"format": "uuid"}, {"const": "null"}]})
]


class UpdateAssignee(Member, kw_only=True, frozen=True):
    """Both are required; null means nobody, and so does the text "null"."""

    assignee_id: PersonId | None
    previous_assignee_id: PersonId | None

    def assignee(self) -> UUID | None:
        return read_person_id(self.assignee_id, member="assigneeId")

    def previous_assignee(self) -> UUID | None:
        return read_person_id(self.previous_assignee_id, member="previousAssigneeId")


def read_person_id(text: str | None, *, member: str) -> UUID | None:
    """Raises InvalidMember for a text that is no GUID."""
    if text is None or text == "null":
        return None
    if not _GUID.fullmatch(text):  # UUID() itself takes braces and any digits of Unicode too
        raise InvalidMember(member, "expected a GUID or null")
    return UUID(text)


class UpdateCategory(Member, kw_only=True, frozen=True):
    id: Id | None = None

"""People: clients, vendors and the team (contract section 4, User)."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.people.enums import UserStatus


@dataclass(frozen=True, kw_only=True)
class Person:
    person_id: UUID
    name: str | None
    image: str | None
    email: str | None
    status: UserStatus
    is_bot: bool

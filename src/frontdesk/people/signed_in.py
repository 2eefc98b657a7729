"""The teammate behind a request of a browser."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.people.enums import Role


@dataclass(frozen=True)
class SignedIn:
    """`role` is the teammate's role now, not the one they signed in with; `locale` None was never
    chosen."""

    session_id: int
    person_id: UUID
    role: Role
    name: str | None
    email: str | None
    image: str | None
    locale: str | None
    time_zone: str
    theme: str
    density: str

"""Who is signed in: what a session says of its teammate."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.people.enums import Role


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A teammate with a session, and how they like things shown.

    `locale` is that of a catalogue (`en`, `nb`), or empty where the browser decides; `time_zone`
    is an IANA name; `theme` is `system`, `light` or `dark`, `density` `comfortable` or `compact`.
    """

    session_id: int
    person_id: UUID
    role: Role
    name: str | None
    email: str | None
    image: str | None
    locale: str
    time_zone: str
    theme: str
    density: str


class SessionDoor(Protocol):
    """Who holds a session's token, if it is still good at `now`."""

    async def __call__(
        self, connection: Connection, community_id: int, token: str, now: int
    ) -> SignedIn | None: ...


async def admit_nobody(
    connection: Connection, community_id: int, token: str, now: int
) -> SignedIn | None:
    """The door of an installation without sessions."""
    return None

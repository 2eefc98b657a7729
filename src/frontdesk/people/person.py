"""People: clients, vendors and the team (contract section 4, User)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.people.enums import UserStatus


@dataclass(frozen=True, kw_only=True)
class Person:
    person_id: UUID
    name: str | None
    image: str | None
    email: str | None
    status: UserStatus
    is_bot: bool


async def get_people(
    connection: Connection, community_id: int, ids: Iterable[UUID]
) -> dict[UUID, Person]:
    """The people with these ids; who is not there is left out."""
    people = await connection.rows(
        Person,
        """
        select person_id, name, image, email, status, is_bot
        from people
        where community_id = %(community_id)s and person_id = any(%(ids)s)
        """,
        {"community_id": community_id, "ids": list(ids)},
    )
    return {person.person_id: person for person in people}

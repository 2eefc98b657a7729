"""Teammates: people of the team who may sign in, with a role (contract section 4, Teammate)."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from psycopg.errors import UniqueViolation

from frontdesk.database.pool import Connection
from frontdesk.errors import StateConflict
from frontdesk.kit.text import lookup_key
from frontdesk.people.enums import Role


@dataclass(frozen=True, kw_only=True)
class Teammate:
    person_id: UUID
    name: str | None
    email: str | None
    role: Role


async def list_teammates(connection: Connection, community_id: int) -> list[Teammate]:
    return await connection.rows(
        Teammate,
        """
        select p.person_id, p.name, p.email, m.role
        from teammates m
        join people p on p.community_id = m.community_id and p.person_id = m.person_id
        where m.community_id = %(community_id)s
        order by p.name, p.person_id
        """,
        {"community_id": community_id},
    )


async def add_teammate(
    connection: Connection, community_id: int, *, name: str, email: str, role: Role, now: int
) -> Teammate:
    """Raises StateConflict when a teammate has that e-mail address already."""
    teammate = Teammate(person_id=uuid4(), name=name, email=email.strip(), role=role)
    parameters = vars(teammate) | {
        "community_id": community_id,
        "key": lookup_key(email),
        "now": now,
    }
    await connection.execute(
        """
        insert into people
               (community_id, person_id, name, email, email_key, status, creation_time)
        values (%(community_id)s, %(person_id)s, %(name)s, %(email)s, %(key)s, 'team', %(now)s)
        """,
        parameters,
    )
    try:
        await connection.execute(
            """
            insert into teammates (community_id, person_id, role, login_key)
            values (%(community_id)s, %(person_id)s, %(role)s, %(key)s)
            """,
            parameters,
        )
    except UniqueViolation:
        raise StateConflict(f"a teammate has the e-mail address {email} already") from None
    return teammate


async def remove_teammate(connection: Connection, community_id: int, *, email: str) -> bool:
    """End a teammate's role; the person stays on the tickets. False when nobody has the address."""
    cursor = await connection.execute(
        "delete from teammates where community_id = %s and login_key = %s",
        [community_id, lookup_key(email)],
    )
    return cursor.rowcount > 0

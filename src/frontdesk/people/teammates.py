"""Teammates: people of the team who may sign in, with a role (contract section 4, Teammate)."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.kit.text import lookup_key
from frontdesk.people.enums import Role


@dataclass(frozen=True, kw_only=True)
class Teammate:
    person_id: UUID
    name: str | None
    email: str | None
    role: Role


async def list_teammates(
    connection: Connection, community_id: int, *, group_id: int | None = None
) -> list[Teammate]:
    """In alphabetical order; with `group_id` only the members of that user group."""
    return await connection.rows(
        Teammate,
        """
        select p.person_id, p.name, p.email, m.role
        from teammates m
        join people p on p.community_id = m.community_id and p.person_id = m.person_id
        where m.community_id = %(community_id)s
          and (
              %(group_id)s::bigint is null
              or exists (
                  select
                  from user_group_members g
                  where g.community_id = m.community_id
                    and g.group_id = %(group_id)s
                    and g.person_id = m.person_id
              )
          )
        order by p.name, p.person_id
        """,
        {"community_id": community_id, "group_id": group_id},
    )


async def find_teammate(connection: Connection, community_id: int, *, email: str) -> UUID | None:
    """The teammate who signs in with that e-mail address."""
    found: UUID | None = await connection.value(
        """
        select person_id
        from teammates
        where community_id = %(community_id)s and login_key = %(key)s
        """,
        {"community_id": community_id, "key": lookup_key(email)},
    )
    return found


async def hold_teammates(
    connection: Connection, community_id: int, person_ids: list[UUID]
) -> set[UUID]:
    """Those of these people who are teammates, kept from being removed until the transaction
    ends (with the lock that a reference to them takes anyway)."""
    return set(
        await connection.values(
            """
            select person_id
            from teammates
            where community_id = %(community_id)s and person_id = any(%(ids)s)
            order by person_id
            for key share
            """,
            {"community_id": community_id, "ids": person_ids},
        )
    )

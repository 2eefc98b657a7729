"""Who can be given a ticket (contract 3.17)."""

from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import InvalidMember
from frontdesk.people.person import Person


async def require_assignable(
    connection: Connection, community_id: int, person_id: UUID, *, member: str = "assigneeId"
) -> Person:
    """The person, who can be assigned.

    Admins, agents and bots of the team can; clients, vendors, read-only users and former teammates
    cannot: InvalidMember. Nobody takes their role away or renames them before the transaction ends.
    """
    person = await connection.row(
        Person,
        """
        select p.person_id, p.name, p.image, p.email, p.status, p.is_bot
        from people p
        where p.community_id = %(community_id)s
          and p.person_id = %(person_id)s
          and p.status = 'team'
          and (
              p.is_bot
              or exists (
                  select
                  from teammates m
                  where m.community_id = p.community_id
                    and m.person_id = p.person_id
                    and m.role in ('admin', 'agent')
                  for key share
              )
          )
        for share of p
        """,
        {"community_id": community_id, "person_id": person_id},
    )
    if person is None:
        raise InvalidMember(member, "names nobody who can be assigned")
    return person

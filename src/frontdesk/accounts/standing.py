"""How teammates come in, for whoever looks after the team."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.database.pool import Connection


@dataclass(frozen=True, kw_only=True)
class AccountStanding:
    """`last_seen_time` is to the minute, of a session that has not been swept; `link_expiry_time`
    that of a set-up link which still works."""

    person_id: UUID
    has_password: bool
    has_second_factor: bool
    last_seen_time: int | None
    link_expiry_time: int | None


async def list_standings(
    connection: Connection, community_id: int, *, now: int
) -> dict[UUID, AccountStanding]:
    """Of all teammates."""
    found = await connection.rows(
        AccountStanding,
        """
        select m.person_id,
               exists (
                   select
                   from passwords p
                   where p.community_id = m.community_id and p.person_id = m.person_id
               ) as has_password,
               exists (
                   select
                   from second_factors f
                   where f.community_id = m.community_id
                     and f.person_id = m.person_id
                     and f.confirmed_time is not null
               ) as has_second_factor,
               (
                   select max(s.last_seen_time)
                   from sessions s
                   where s.community_id = m.community_id and s.person_id = m.person_id
               ) as last_seen_time,
               (
                   select max(l.expiry_time)
                   from setup_links l
                   where l.community_id = m.community_id
                     and l.person_id = m.person_id
                     and l.used_time is null
                     and l.expiry_time > %(now)s
               ) as link_expiry_time
        from teammates m
        where m.community_id = %(community_id)s
        """,
        {"community_id": community_id, "now": now},
    )
    return {each.person_id: each for each in found}

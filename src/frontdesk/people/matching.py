"""Teammates for `@` and for pickers: by the beginnings of the words of a name or an address; and
customers by a whole address."""

from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.kit.text import lookup_key
from frontdesk.people.person import Person
from frontdesk.people.teammates import Teammate

_MATCHING: Final[LiteralString] = r"""
select p.person_id, p.name, p.email, m.role
from teammates m
join people p on p.community_id = m.community_id and p.person_id = m.person_id
where m.community_id = %(community_id)s
  and not exists (
      select
      from unnest(%(words)s::text[]) as word
      where not coalesce(starts_with(lower(p.email), word), false)
        and not exists (
            select
            from regexp_split_to_table(lower(p.name), '[\s-]+') as part
            where starts_with(part, word)
        )
  )
order by starts_with(lower(p.name), %(sought)s) desc, lower(p.name), p.person_id
limit %(take)s
"""


async def teammates_matching(
    connection: Connection, community_id: int, words: str, *, take: int = 8
) -> list[Teammate]:
    """Whose name or address has, for each of the words (an `@` before them aside), a part that
    begins so; without words the first in the alphabet."""
    sought = words.strip().removeprefix("@").lower()
    return await connection.rows(
        Teammate,
        _MATCHING,
        {
            "community_id": community_id,
            "words": sought.split(),
            "sought": sought,
            "take": take,
        },
    )


async def customers_with_address(
    connection: Connection, community_id: int, address: str, *, take: int = 5
) -> list[Person]:
    """Who is not of the team and has this address, whether they have written or not."""
    return await connection.rows(
        Person,
        """
        select person_id, name, image, email, status, is_bot
        from people
        where community_id = %(community_id)s and email_key = %(key)s and status <> 'team'
        order by creation_time, person_id
        limit %(take)s
        """,
        {"community_id": community_id, "key": lookup_key(address), "take": take},
    )

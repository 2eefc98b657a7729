"""Teammates for `@` and for pickers: by the beginnings of the words of a name or an address; and
customers by how a name or an address begins."""

from typing import Final, LiteralString

from frontdesk.database.pool import Connection
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


_LAST_CHARACTER: Final = "\U0010ffff"
_BEGINNING_BY: Final[LiteralString] = """
    (
        select p.*, {place} as place, p.{key} as key
        from people p
        where p.community_id = %(community_id)s
          and p.{key} >= %(first)s and p.{key} < %(beyond)s
          and p.status <> 'team'
        order by p.{key}, p.person_id
        limit %(take)s
    )"""
_KEYS: Final[tuple[tuple[LiteralString, LiteralString], ...]] = (
    ("1", "name_key"),
    ("2", "last_name_key"),
    ("3", "email_key"),
)
_BRANCHES: Final[list[LiteralString]] = [
    _BEGINNING_BY.replace("{place}", place).replace("{key}", key) for place, key in _KEYS
]
_BEGINNING: Final[LiteralString] = """
select person_id, name, image, email, status, is_bot
from ({branches}
) found
order by place, key, person_id
""".replace("{branches}", "\n    union all".join(_BRANCHES))


async def customers_beginning(
    connection: Connection, community_id: int, text: str, *, take: int = 6
) -> list[Person]:
    """Who is not of the team and has a name, a last name or an address that begins so, whether
    they have written or not; in this order."""
    first = text.strip().lower()
    found = await connection.rows(
        Person,
        _BEGINNING,
        {
            "community_id": community_id,
            "first": first,
            "beyond": first + _LAST_CHARACTER,
            "take": take,
        },
    )
    return list({person.person_id: person for person in found}.values())[:take]

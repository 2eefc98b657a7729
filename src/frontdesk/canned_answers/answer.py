"""Canned answers: texts that a team writes again and again, of everybody or of one teammate."""

from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.kit.text import Written


@dataclass(frozen=True, kw_only=True)
class CannedAnswer:
    """`owner_id` None: everybody's. Without `category_ids` it is offered for every ticket."""

    answer_id: int
    owner_id: UUID | None
    title: str
    shortcut: str | None
    text: str
    html: str
    category_ids: list[int]
    use_count: int

    @property
    def written(self) -> Written:
        return Written(self.text, self.html)


SELECT: Final[LiteralString] = """
select a.answer_id, a.owner_id, a.title, a.shortcut, a.text, a.html, a.category_ids, a.use_count
from canned_answers a
where a.community_id = %(community_id)s
  and (a.owner_id is null or a.owner_id = %(person_id)s)
"""

_OFFERED: Final[LiteralString] = """
  and (a.category_ids = '{}' or %(category_id)s::bigint = any(a.category_ids))
"""

_FOUND: Final[LiteralString] = """
  and not exists (
      select
      from unnest(%(words)s::text[]) as word
      where strpos(lower(concat_ws(' ', a.shortcut, a.title, a.text)), word) = 0
  )
order by coalesce(lower(a.shortcut), '') = %(sought)s and %(sought)s <> '' desc,
         starts_with(coalesce(lower(a.shortcut), ''), %(sought)s) and %(sought)s <> '' desc,
         a.use_count desc, lower(a.title), a.answer_id
limit %(take)s
"""


async def find_answers(
    connection: Connection,
    community_id: int,
    person_id: UUID,
    *,
    words: str = "",
    category_id: int | None = None,
    take: int = 20,
) -> list[CannedAnswer]:
    """What is offered to a teammate for a ticket in that category: answers that hold all the
    words; first those whose shortcut begins so, then the most used."""
    sought = words.strip().lower()
    return await connection.rows(
        CannedAnswer,
        SELECT + _OFFERED + _FOUND,
        {
            "community_id": community_id,
            "person_id": person_id,
            "category_id": category_id,
            "words": sought.split(),
            "sought": sought,
            "take": take,
        },
    )


async def list_answers(
    connection: Connection, community_id: int, person_id: UUID
) -> list[CannedAnswer]:
    """All that a teammate sees, shared ones first, each in alphabetical order."""
    return await connection.rows(
        CannedAnswer,
        SELECT + "order by a.owner_id is not null, lower(a.title), a.answer_id",
        {"community_id": community_id, "person_id": person_id},
    )


async def require_answer(
    connection: Connection, community_id: int, person_id: UUID, answer_id: int
) -> CannedAnswer:
    """Raises NotFound, for another teammate's own answer too."""
    answer = await connection.row(
        CannedAnswer,
        SELECT + "and a.answer_id = %(answer_id)s",
        {"community_id": community_id, "person_id": person_id, "answer_id": answer_id},
    )
    if answer is None:
        raise NotFound(f"no canned answer has the id {answer_id}")
    return answer

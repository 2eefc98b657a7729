"""Which tickets somebody sees: the one door that lists, single tickets, search, counts and live
updates ask."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.people.enums import Role
from frontdesk.tickets.filters import Predicate


@dataclass(frozen=True)
class Visibility:
    """Everything, or (`category_ids` not None) tickets in these categories, in none, assigned to
    the person and those whose notes mention them."""

    person_id: UUID | None = None
    category_ids: frozenset[int] | None = None

    @property
    def is_everything(self) -> bool:
        return self.category_ids is None


EVERYTHING: Final = Visibility()
"""What administrators, API tokens and our own jobs see."""


async def visibility_of(
    connection: Connection, community_id: int, person_id: UUID, role: Role
) -> Visibility:
    """What a teammate sees: with user groups that have categories, only those with all below them,
    and what concerns the teammate; without such a group, everything."""
    if role is Role.ADMIN:
        return EVERYTHING
    category_ids = await connection.values(
        """
        with recursive seen as (
            select c.category_id
            from user_group_members m
            join user_group_categories c
              on c.community_id = m.community_id and c.group_id = m.group_id
            where m.community_id = %(community_id)s and m.person_id = %(person_id)s
            union
            select c.category_id
            from categories c
            join seen s on c.parent_id = s.category_id
            where c.community_id = %(community_id)s
        )
        select category_id from seen
        """,
        {"community_id": community_id, "person_id": person_id},
    )
    return Visibility(person_id, frozenset(category_ids)) if category_ids else EVERYTHING


def may_see(
    visibility: Visibility,
    *,
    category_id: int | None,
    assignee_id: UUID | None,
    mentioned_ids: Collection[UUID] = (),
) -> bool:
    """Whether a ticket with these is seen; `mentioned_ids` are those of all its notes."""
    if visibility.category_ids is None or category_id is None:
        return True
    return (
        category_id in visibility.category_ids
        or (assignee_id is not None and assignee_id == visibility.person_id)
        or visibility.person_id in mentioned_ids
    )


_SEEN: Final[LiteralString] = """(
    t.category_id is null
    or t.category_id = any(%(seen_category_ids)s::bigint[])
    or t.assignee_id = %(seen_by)s
    or exists (
        select
        from notes n
        join note_mentions m on m.community_id = n.community_id and m.note_id = n.note_id
        where n.community_id = %(community_id)s
          and n.ticket_id = t.ticket_id
          and m.person_id = %(seen_by)s
        offset 0
    )
)"""


def seen_predicate(visibility: Visibility) -> dict[str, Predicate]:
    """The same as `may_see`, as a named predicate on `tickets t`; none for everything."""
    if visibility.category_ids is None:
        return {}
    parameters = {
        "seen_category_ids": sorted(visibility.category_ids),
        "seen_by": visibility.person_id,
    }
    return {"seen": (_SEEN, parameters)}

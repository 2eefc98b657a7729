"""What saved views name and is no longer there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.saved_views.view_filter import ViewFilter


class Kind(StrEnum):
    CATEGORY = "category"
    CUSTOM_FIELD = "custom field"
    ASSIGNEE = "assignee"
    AUTHOR = "author"
    TAG = "tag"


@dataclass(frozen=True)
class Vanished:
    """`name`: the id of what is gone, or a tag's name."""

    kind: Kind
    name: str


@dataclass(frozen=True)
class VanishedThings:
    gone: frozenset[Vanished]

    def named_by(self, wanted: ViewFilter) -> tuple[Vanished, ...]:
        return tuple(each for each in dict.fromkeys(_named(wanted)) if each in self.gone)


async def find_vanished(
    connection: Connection, community_id: int, filters: Sequence[ViewFilter]
) -> VanishedThings:
    """Of all that these filters name, in one query."""
    named = {each for wanted in filters for each in _named(wanted)}
    if not named:
        return VanishedThings(frozenset())
    cursor = await connection.execute(
        """
        select 'category', category_id::text
        from categories
        where community_id = %(community_id)s and category_id = any(%(categories)s::bigint[])
        union all
        select 'custom field', field_id::text
        from custom_fields
        where community_id = %(community_id)s and field_id = any(%(fields)s::bigint[])
        union all
        select 'assignee', m.person_id::text
        from people m
        where community_id = %(community_id)s
          and person_id = any(%(assignees)s::uuid[])
          and (is_bot or exists (
              select
              from teammates t
              where t.community_id = m.community_id and t.person_id = m.person_id
          ))
        union all
        select 'author', person_id::text
        from people
        where community_id = %(community_id)s and person_id = any(%(authors)s::uuid[])
        union all
        select 'tag', name
        from tags
        where community_id = %(community_id)s and name = any(%(tags)s::text[])
        """,
        {
            "community_id": community_id,
            "categories": [int(name) for name in _names(named, Kind.CATEGORY)],
            "fields": [int(name) for name in _names(named, Kind.CUSTOM_FIELD)],
            "assignees": [UUID(name) for name in _names(named, Kind.ASSIGNEE)],
            "authors": [UUID(name) for name in _names(named, Kind.AUTHOR)],
            "tags": list(_names(named, Kind.TAG)),
        },
    )
    found = {Vanished(Kind(kind), name) for kind, name in await cursor.fetchall()}
    return VanishedThings(frozenset(named - found))


def _names(named: Iterable[Vanished], kind: Kind) -> Iterator[str]:
    return (each.name for each in named if each.kind is kind)


def _named(wanted: ViewFilter) -> Iterator[Vanished]:
    if isinstance(wanted.category_id, int):
        yield Vanished(Kind.CATEGORY, str(wanted.category_id))
    if isinstance(wanted.assignee_id, UUID):
        yield Vanished(Kind.ASSIGNEE, str(wanted.assignee_id))
    if wanted.author_id is not None:
        yield Vanished(Kind.AUTHOR, str(wanted.author_id))
    for value in wanted.custom_fields:
        yield Vanished(Kind.CUSTOM_FIELD, str(value.field_id))
    for tag in wanted.tags:
        yield Vanished(Kind.TAG, tag)

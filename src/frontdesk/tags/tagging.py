"""Tags: names that tickets and replies carry in the order in which they were added."""

from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.errors import InvalidMember

LONGEST_NAME: Final = 200
MOST_TAGS: Final = 100


async def ensure_tags(
    connection: Connection, community_id: int, names: list[str], *, member: str = ""
) -> dict[str, int]:
    """The ids of these tags by name, in the given order, each once; new ones are made.

    Raises InvalidMember, under the path `member`, for a name that is blank or too long.
    """
    wanted = _checked(names, member)
    # Most are there already. Again, when one was just renamed or deleted by another: it is made
    # anew.
    ids = await _find(connection, community_id, wanted) if wanted else {}
    while missing := sorted(set(wanted) - ids.keys()):
        await _add(connection, community_id, missing)
        ids |= await _find(connection, community_id, missing)
    return {name: ids[name] for name in wanted}


async def _find(connection: Connection, community_id: int, names: list[str]) -> dict[str, int]:
    found = await connection.execute(
        """
        select name, tag_id
        from tags
        where community_id = %(community_id)s and name = any(%(names)s::text[])
        order by tag_id
        for key share  -- the lock that a reference takes anyway
        """,
        {"community_id": community_id, "names": names},
    )
    return dict(await found.fetchall())


async def _add(connection: Connection, community_id: int, names: list[str]) -> None:
    await connection.execute(
        """
        insert into tags (community_id, name)
        select %(community_id)s, wanted.name
        from unnest(%(names)s::text[]) as wanted (name)
        where not exists (
            select from tags g where g.community_id = %(community_id)s and g.name = wanted.name
        )
        on conflict do nothing
        """,
        {"community_id": community_id, "names": names},
    )


def _checked(names: list[str], member: str) -> list[str]:
    if len(names) > MOST_TAGS:
        raise InvalidMember(member or "the body", f"expected at most {MOST_TAGS} tags")
    wanted: dict[str, None] = {}
    for index, name in enumerate(names):
        trimmed = name.strip()
        if not trimmed or len(trimmed) > LONGEST_NAME:
            raise InvalidMember(f"{member}[{index}]", f"expected 1 to {LONGEST_NAME} characters")
        wanted[trimmed] = None
    return list(wanted)


async def names_of_tags(connection: Connection, community_id: int, *, ticket_id: int) -> list[str]:
    """The tags of a ticket in their order."""
    return await connection.values(
        """
        select g.name
        from ticket_tags tt
        join tags g on g.community_id = tt.community_id and g.tag_id = tt.tag_id
        where tt.community_id = %(community_id)s and tt.ticket_id = %(ticket_id)s
        order by tt.position
        """,
        {"community_id": community_id, "ticket_id": ticket_id},
    )


async def list_tags(
    connection: Connection, community_id: int, *, skip: int, take: int
) -> list[str]:
    """Names in alphabetical order."""
    return await connection.values(
        """
        select name
        from tags
        where community_id = %(community_id)s
        order by name, tag_id
        limit %(take)s offset %(skip)s
        """,
        {"community_id": community_id, "skip": skip, "take": take},
    )

"""Categories: a tree into which tickets are sorted (contract section 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.database.pool import Connection
from frontdesk.errors import InvalidMember


@dataclass(frozen=True, kw_only=True)
class Category:
    """`auto_archive`: a ticket that enters is completed; `is_muted`: its tickets are muted;
    `can_be_chosen`: tickets may be put there by hand."""

    category_id: int
    parent_id: int | None
    name: str
    auto_archive: bool
    can_be_chosen: bool
    is_hidden: bool
    is_muted: bool


async def get_category(
    connection: Connection, community_id: int, category_id: int
) -> Category | None:
    return await connection.row(
        Category,
        """
        select category_id, parent_id, name, auto_archive, can_be_chosen, is_hidden, is_muted
        from categories
        where community_id = %(community_id)s and category_id = %(category_id)s
        """,
        {"community_id": community_id, "category_id": category_id},
    )


async def require_choosable(
    connection: Connection, community_id: int, category_id: int, *, member: str
) -> Category:
    """Raises InvalidMember, under the path `member`, for a category that is not there or into
    which tickets may not be put. What is returned cannot be deleted by another before the
    transaction ends."""
    await hold_categories(connection, community_id, [category_id])
    category = await get_category(connection, community_id, category_id)
    if category is None:
        raise InvalidMember(member, f"no category has the id {category_id}")
    if not category.can_be_chosen:
        raise InvalidMember(member, f"category {category_id} may not be chosen")
    return category


async def names_of_categories(
    connection: Connection, community_id: int, ids: Iterable[int]
) -> dict[int, str]:
    """The names of these categories by id; those that are gone are left out."""
    cursor = await connection.execute(
        """
        select category_id, name
        from categories
        where community_id = %s and category_id = any(%s)
        """,
        [community_id, list(ids)],
    )
    return dict(await cursor.fetchall())


async def hold_categories(
    connection: Connection, community_id: int, category_ids: Sequence[int]
) -> set[int]:
    """Those of these categories that are there, kept as they are until the transaction ends.

    Stronger than the lock that a reference takes: see `changing.close_category`."""
    return set(
        await connection.values(
            """
            select category_id
            from categories
            where community_id = %(community_id)s and category_id = any(%(ids)s::bigint[])
            order by category_id
            for share
            """,
            {"community_id": community_id, "ids": list(category_ids)},
        )
    )


async def require_categories(
    connection: Connection, community_id: int, category_ids: Sequence[int], *, member: str
) -> None:
    """Raises InvalidMember, under the path `member[i]`, for one that is not there; those that are
    there stay until the transaction ends."""
    if not category_ids:
        return
    found = await hold_categories(connection, community_id, category_ids)
    for index, category_id in enumerate(category_ids):
        if category_id not in found:
            raise InvalidMember(f"{member}[{index}]", f"no category has the id {category_id}")

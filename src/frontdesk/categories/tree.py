"""All categories of a community as the tree that they are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from frontdesk.categories.category import Category
from frontdesk.database.pool import Connection

DEEPEST: Final = 20
"""Levels that a tree may have; a category without parent stands on level 1."""


@dataclass(frozen=True)
class CategoryTree:
    """A hidden category hides its whole branch, whatever its subcategories say of themselves."""

    by_id: Mapping[int, Category]
    subcategories: Mapping[int | None, list[Category]]

    def below(self, parent_id: int | None, *, include_hidden: bool) -> list[Category]:
        """Subcategories of one category, or with None the roots."""
        children = self.subcategories.get(parent_id, [])
        if include_hidden:
            return children
        if parent_id is not None and self.is_hidden(parent_id):
            return []
        return [child for child in children if not child.is_hidden]

    def is_hidden(self, category_id: int) -> bool:
        return any(category.is_hidden for category in self.upward(category_id))

    def upward(self, category_id: int | None) -> Iterator[Category]:
        """The category itself, its parent, and so on up to a root."""
        while category_id is not None:
            category = self.by_id[category_id]
            yield category
            category_id = category.parent_id

    def level(self, category_id: int | None) -> int:
        """1 for a root; 0 for None, the place above them."""
        return sum(1 for _ in self.upward(category_id))

    def height(self, category_id: int) -> int:
        """Levels of the branch that begins with this category."""
        children = self.subcategories.get(category_id, [])
        return 1 + max((self.height(child.category_id) for child in children), default=0)


async def load_tree(connection: Connection, community_id: int) -> CategoryTree:
    """Siblings stand in alphabetical order."""
    categories = await connection.rows(
        Category,
        """
        select category_id, parent_id, name, auto_archive, can_be_chosen, is_hidden, is_muted
        from categories
        where community_id = %(community_id)s
        order by name, category_id
        """,
        {"community_id": community_id},
    )
    subcategories: dict[int | None, list[Category]] = defaultdict(list)
    for category in categories:
        subcategories[category.parent_id].append(category)
    return CategoryTree({each.category_id: each for each in categories}, subcategories)

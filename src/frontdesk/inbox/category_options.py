"""The tree of categories as a list of lines, for choosing from."""

from dataclasses import dataclass

from frontdesk.categories.category import Category
from frontdesk.categories.tree import CategoryTree


@dataclass(frozen=True, kw_only=True)
class CategoryLine:
    """`depth` is 0 for a root; `path` the names down to the category."""

    category: Category
    depth: int
    path: str


def category_lines(tree: CategoryTree, parent_id: int | None = None) -> list[CategoryLine]:
    """Each category before what is below it; with a parent only what is below that."""
    return [
        line
        for category in tree.below(parent_id, include_hidden=True)
        for line in (_line(tree, category), *category_lines(tree, category.category_id))
    ]


def category_options(tree: CategoryTree) -> list[tuple[str, str]]:
    """Ids and whole paths, for a select."""
    return [(str(line.category.category_id), line.path) for line in category_lines(tree)]


def _line(tree: CategoryTree, category: Category) -> CategoryLine:
    names = [each.name for each in tree.upward(category.category_id)]
    return CategoryLine(category=category, depth=len(names) - 1, path=" / ".join(reversed(names)))

"""Categories in the public JSON (contract section 4)."""

from frontdesk.categories import category as domain
from frontdesk.categories.changing import CategoryDraft
from frontdesk.categories.tree import CategoryTree
from frontdesk.tickets.document import Id, Member
from frontdesk.wire.names import Name, read_name


class Subcategory(Member, kw_only=True, frozen=True):
    """A category without what is below it."""

    auto_archive: bool
    can_be_chosen: bool
    id: Id
    is_hidden: bool
    is_muted: bool
    name: str
    parent_id: Id | None

    @classmethod
    def of(cls, category: domain.Category) -> "Subcategory":
        return cls(
            auto_archive=category.auto_archive,
            can_be_chosen=category.can_be_chosen,
            id=category.category_id,
            is_hidden=category.is_hidden,
            is_muted=category.is_muted,
            name=category.name,
            parent_id=category.parent_id,
        )


class Category(Member, kw_only=True, frozen=True):
    """A category with the whole branch below it."""

    auto_archive: bool
    can_be_chosen: bool
    children: list["Category"]
    id: Id
    is_hidden: bool
    is_muted: bool
    name: str
    parent_id: Id | None

    @classmethod
    def of(
        cls, category: domain.Category, tree: CategoryTree, *, include_hidden: bool
    ) -> "Category":
        children = tree.below(category.category_id, include_hidden=include_hidden)
        return cls(
            auto_archive=category.auto_archive,
            can_be_chosen=category.can_be_chosen,
            children=[cls.of(child, tree, include_hidden=include_hidden) for child in children],
            id=category.category_id,
            is_hidden=category.is_hidden,
            is_muted=category.is_muted,
            name=category.name,
            parent_id=category.parent_id,
        )


class CategoryBody(Member, kw_only=True, frozen=True):
    """A category as it should be: without `parentId` at the top of the tree."""

    name: Name
    parent_id: Id | None = None
    auto_archive: bool = False
    can_be_chosen: bool = True
    is_hidden: bool = False
    is_muted: bool = False

    def draft(self) -> CategoryDraft:
        """Raises InvalidMember for a blank name."""
        return CategoryDraft(
            parent_id=self.parent_id,
            name=read_name(self.name),
            auto_archive=self.auto_archive,
            can_be_chosen=self.can_be_chosen,
            is_hidden=self.is_hidden,
            is_muted=self.is_muted,
        )


class CategoriesQuery(Member, kw_only=True, frozen=True):
    include_hidden: bool = False

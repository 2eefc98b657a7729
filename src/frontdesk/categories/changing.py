"""Changes of the tree of categories. They come one by one in a community, so that no two of them
together make a cycle. What follows for tickets is `tickets.recategorizing`'s part."""

from dataclasses import dataclass
from typing import LiteralString

from frontdesk.categories.category import Category
from frontdesk.categories.tree import DEEPEST, CategoryTree, load_tree
from frontdesk.communities.turns import take_turn
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName


@dataclass(frozen=True, kw_only=True)
class CategoryDraft:
    """A category as somebody wants it to be."""

    parent_id: int | None
    name: str
    auto_archive: bool
    can_be_chosen: bool
    is_hidden: bool
    is_muted: bool


async def create_category(tx: Transaction, draft: CategoryDraft) -> Category:
    """Raises InvalidMember for a parent that is not there or too deep."""
    tree = await lock_tree(tx)
    _require_parent(tree, draft.parent_id)
    _require_room(tree, draft.parent_id, height=1)
    category_id = await tx.connection.value("select nextval('category_ids')", {})
    category = Category(category_id=category_id, **vars(draft))
    await tx.connection.execute(_INSERT, _parameters(tx, category))
    await record(tx, EventName.CATEGORY_CREATED, subject_id=category_id, category=category)
    return category


async def lock_tree(tx: Transaction) -> CategoryTree:
    """The tree, which only this transaction changes from now on."""
    await take_turn(tx)
    return await load_tree(tx.connection, tx.community_id)


def require_category(tree: CategoryTree, category_id: int) -> Category:
    """Raises NotFound."""
    category = tree.by_id.get(category_id)
    if category is None:
        raise NotFound(f"no category has the id {category_id}")
    return category


def require_place(tree: CategoryTree, category: Category) -> None:
    """Raises InvalidMember when the category of a locked tree cannot stand under its parent."""
    _require_parent(tree, category.parent_id)
    above = {each.category_id for each in tree.upward(category.parent_id)}
    if category.category_id in above:
        raise InvalidMember("parentId", "a category cannot stand below itself")
    _require_room(tree, category.parent_id, height=tree.height(category.category_id))


def _require_parent(tree: CategoryTree, parent_id: int | None) -> None:
    if parent_id is not None and parent_id not in tree.by_id:
        raise InvalidMember("parentId", f"no category has the id {parent_id}")


def _require_room(tree: CategoryTree, parent_id: int | None, *, height: int) -> None:
    if tree.level(parent_id) + height > DEEPEST:
        raise InvalidMember("parentId", f"a tree of categories has at most {DEEPEST} levels")


async def write_category(tx: Transaction, previous: Category, category: Category) -> None:
    """The part of an action that changes a category of a locked tree."""
    await tx.connection.execute(_UPDATE, _parameters(tx, category))
    await record(
        tx,
        EventName.CATEGORY_UPDATED,
        subject_id=category.category_id,
        previous=previous,
        category=category,
    )


async def close_category(tx: Transaction, category_id: int) -> None:
    """Wait for those who are just putting tickets into the category, and let nobody else do so
    before the transaction ends.

    Who changes a ticket that is in there already goes on: the database checks their reference
    again, and they would wait for us while we wait for their ticket."""
    await tx.connection.execute(
        "select from categories where community_id = %s and category_id = %s for no key update",
        [tx.community_id, category_id],
    )


def require_no_subcategories(tree: CategoryTree, category_id: int) -> None:
    """Raises StateConflict."""
    if tree.subcategories.get(category_id):
        raise StateConflict("the category has subcategories: move or delete them first")


async def remove_category(tx: Transaction, category: Category) -> None:
    """The part of an action that deletes a category of a locked tree, which nothing refers to."""
    await tx.connection.execute(
        "delete from categories where community_id = %s and category_id = %s",
        [tx.community_id, category.category_id],
    )
    await record(tx, EventName.CATEGORY_DELETED, subject_id=category.category_id, previous=category)


def _parameters(tx: Transaction, category: Category) -> dict[str, object]:
    return vars(category) | {"community_id": tx.community_id}


_INSERT: LiteralString = """
insert into categories
       (community_id, category_id, parent_id, name, auto_archive, can_be_chosen, is_hidden,
        is_muted)
values (%(community_id)s, %(category_id)s, %(parent_id)s, %(name)s, %(auto_archive)s,
        %(can_be_chosen)s, %(is_hidden)s, %(is_muted)s)
"""

_UPDATE: LiteralString = """
update categories
set parent_id     = %(parent_id)s,
    name          = %(name)s,
    auto_archive  = %(auto_archive)s,
    can_be_chosen = %(can_be_chosen)s,
    is_hidden     = %(is_hidden)s,
    is_muted      = %(is_muted)s
where community_id = %(community_id)s and category_id = %(category_id)s
"""

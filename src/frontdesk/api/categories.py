"""Categories over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, success
from frontdesk.categories.category import Category as Stored
from frontdesk.categories.changing import create_category, require_category
from frontdesk.categories.tree import CategoryTree, load_tree
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import recategorizing
from frontdesk.wire.categories import CategoriesQuery, Category, CategoryBody, Subcategory


async def list_categories(call: Call) -> HttpAnswer:
    """All categories as a tree, siblings in alphabetical order.

    A hidden category hides everything below it too, unless `includeHidden` is true.
    """
    query: CategoriesQuery = call.query
    tree = await _tree(call)
    roots = tree.below(None, include_hidden=query.include_hidden)
    return success([Category.of(root, tree, include_hidden=query.include_hidden) for root in roots])


async def list_roots(call: Call) -> HttpAnswer:
    """The categories at the top of the tree, without what is below them."""
    return await _list_below(call, None)


async def list_subcategories(call: Call) -> HttpAnswer:
    """The categories right below one, without what is below them.

    Those of a hidden category are hidden too, unless `includeHidden` is true.
    """
    return await _list_below(call, call.path["parentId"])


async def _list_below(call: Call, parent_id: int | None) -> HttpAnswer:
    query: CategoriesQuery = call.query
    tree = await _tree(call)
    if parent_id is not None:
        require_category(tree, parent_id)
    below = tree.below(parent_id, include_hidden=query.include_hidden)
    return success([Subcategory.of(category) for category in below])


async def get_category(call: Call) -> HttpAnswer:
    """One category, hidden or not, with everything below it.

    What is hidden below it is left out, unless `includeHidden` is true.
    """
    query: CategoriesQuery = call.query
    tree = await _tree(call)
    category = require_category(tree, call.path["categoryId"])
    return success(Category.of(category, tree, include_hidden=query.include_hidden))


async def create(call: Call) -> HttpAnswer:
    """Adds a category below `parentId`, or at the top of the tree.

    Names are 1 to 200 characters long; siblings may share one. A tree has at most 20 levels.
    """
    body: CategoryBody = call.body
    async with call.writing() as tx:
        category = await create_category(tx, body.draft())
        tree = await load_tree(tx.connection, tx.community_id)
    return _whole(category, tree)


async def update(call: Call) -> HttpAnswer:
    """Replaces a category: what the body leaves out gets its default, so without `parentId` it
    moves to the top.

    It cannot move below itself. A new name, and `isMuted`, show in its tickets at once.
    """
    body: CategoryBody = call.body
    async with call.writing() as tx:
        category = await recategorizing.update_category(tx, call.path["categoryId"], body.draft())
        tree = await load_tree(tx.connection, tx.community_id)
    return _whole(category, tree)


async def delete(call: Call) -> HttpAnswer:
    """Deletes a category. Its tickets are in no category then, and their logs say so.

    The answer is 409 while it has subcategories, and while a custom field is assigned to it alone.
    """
    async with call.writing() as tx:
        await recategorizing.delete_category(tx, call.path["categoryId"])
    return DONE


async def _tree(call: Call) -> CategoryTree:
    async with call.reading() as connection:
        return await load_tree(connection, call.community_id)


def _whole(category: Stored, tree: CategoryTree) -> HttpAnswer:
    """The answer to whoever just wrote a category: nothing is hidden from them."""
    return success(Category.of(category, tree, include_hidden=True))

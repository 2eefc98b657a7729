"""Settings: the tree of categories."""

from dataclasses import fields, replace
from typing import Final

import msgspec

from frontdesk.categories.category import Category
from frontdesk.categories.changing import CategoryDraft, create_category, require_category
from frontdesk.categories.tree import CategoryTree, load_tree
from frontdesk.inbox.category_options import category_lines, category_options
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets.affected import count_in_category
from frontdesk.tickets.recategorizing import delete_category, update_category

HOME: Final = "/settings/categories"


class Branch(msgspec.Struct):
    """A category as the form has it; an unticked box is not sent."""

    name: Text
    parent_id: int | None = None
    can_be_chosen: bool = False
    is_hidden: bool = False
    is_muted: bool = False
    auto_archive: bool = False

    def draft(self) -> CategoryDraft:
        return CategoryDraft(**msgspec.structs.asdict(self))


class Place(msgspec.Struct):
    """Under which category another is put; None: at the top."""

    parent_id: int | None = None


class Nothing(msgspec.Struct):
    """A form of one button."""


async def show(visit: Visit) -> HttpAnswer:
    return await _tree_page(visit)


async def ask_what(visit: Visit) -> HttpAnswer:
    given = {"parent_id": visit.query_value("parent"), "can_be_chosen": "on"}
    return await _category_page(visit, None, visit.blank_form(Branch, given))


async def create(visit: Visit) -> HttpAnswer:
    form = await visit.form(Branch)
    if (wanted := form.data) is not None:
        with form.catching(parentId="parent_id"):
            await visit.persist(lambda tx: create_category(tx, wanted.draft()))
            toast = visit.gettext("The category %(name)s is there.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _category_page(visit, None, form)


async def edit(visit: Visit) -> HttpAnswer:
    category = await _require(visit)
    return await _category_page(visit, category, visit.blank_form(Branch, _given(category)))


async def save(visit: Visit) -> HttpAnswer:
    category = await _require(visit)
    form = await visit.form(Branch)
    if (wanted := form.data) is not None:
        with form.catching(parentId="parent_id"):
            await visit.persist(
                lambda tx: update_category(tx, category.category_id, wanted.draft())
            )
            toast = visit.gettext("%(name)s is saved.", name=wanted.name)
            return visit.redirect(HOME, toast=toast)
    return await _category_page(visit, category, form)


async def move(visit: Visit) -> HttpAnswer:
    """By dragging or by keys: the tree again, with the category in its new place."""
    category = await _require(visit)
    form = await visit.form(Place)
    if (wanted := form.data) is not None:
        draft = replace(_draft_of(category), parent_id=wanted.parent_id)
        with form.catching():
            await visit.persist(lambda tx: update_category(tx, category.category_id, draft))
            return await _moved(visit, category)
    return await _tree_page(visit, toast=form.errors.get("", ""), status=form.status)


async def ask_to_delete(visit: Visit) -> HttpAnswer:
    return await _ask_to_delete(visit, None)


async def delete(visit: Visit) -> HttpAnswer:
    category = await _require(visit)
    form = await visit.form(Nothing)
    with form.catching():
        await visit.persist(lambda tx: delete_category(tx, category.category_id))
        toast = visit.gettext("The category %(name)s is deleted.", name=category.name)
        return visit.redirect(HOME, toast=toast)
    return await _ask_to_delete(visit, form)


async def _moved(visit: Visit, category: Category) -> HttpAnswer:
    tree = await _load(visit)
    parent_id = tree.by_id[category.category_id].parent_id
    if parent_id is None:
        toast = visit.gettext("%(name)s stands at the top.", name=category.name)
    else:
        above = tree.by_id[parent_id].name
        toast = visit.gettext("%(name)s stands below %(above)s.", name=category.name, above=above)
    if not visit.is_fragment:
        return visit.redirect(HOME, toast=toast)
    return await _tree_page(visit, toast=toast)


async def _ask_to_delete(visit: Visit, error: Form[Nothing] | None) -> HttpAnswer:
    category = await _require(visit)
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        count = await count_in_category(connection, community_id, category.category_id)
        tree = await load_tree(connection, community_id)
    return ask(
        visit,
        visit.gettext("Delete the category %(name)s?", name=category.name),
        says=_consequences(visit, count, bool(tree.subcategories.get(category.category_id))),
        does=visit.gettext("Delete the category"),
        action=f"{HOME}/{category.category_id}/delete",
        back=f"{HOME}/{category.category_id}",
        error=error,
    )


def _consequences(visit: Visit, count: int, has_subcategories: bool) -> list[str]:
    says = [
        visit.ngettext(
            "%(count)s ticket is in it; it will be in no category.",
            "%(count)s tickets are in it; they will be in no category.",
            count,
        ),
        visit.gettext("Custom fields and user groups that name it forget it."),
        visit.gettext("This cannot be undone. To keep new tickets out, hide it instead."),
    ]
    if has_subcategories:
        first = visit.gettext("It has subcategories: move or delete them first.")
        return [first, *says]
    return says


async def _tree_page(visit: Visit, *, toast: str | None = None, status: int = 200) -> HttpAnswer:
    tree = await _load(visit)
    return visit.page(
        "settings/categories.html", block="main", status=status, toast=toast, tree=tree
    )


async def _category_page(visit: Visit, category: Category | None, form: Form[Branch]) -> HttpAnswer:
    tree = await _load(visit)
    own = category.category_id if category else None
    return visit.page(
        "settings/category.html",
        block="main",
        status=form.status if visit.request.is_unsafe else 200,
        category=category,
        form=form,
        places=_places(tree, own),
    )


def _places(tree: CategoryTree, own: int | None) -> list[tuple[str, str]]:
    """Where a category may stand: nowhere below itself."""
    if own is None:
        return category_options(tree)
    below = {line.category.category_id for line in category_lines(tree, own)} | {own}
    return [each for each in category_options(tree) if int(each[0]) not in below]


async def _load(visit: Visit) -> CategoryTree:
    async with visit.reading() as connection:
        return await load_tree(connection, visit.community.community_id)


async def _require(visit: Visit) -> Category:
    return require_category(await _load(visit), visit.path_id("categoryId"))


def _draft_of(category: Category) -> CategoryDraft:
    members = vars(category)
    return CategoryDraft(**{each.name: members[each.name] for each in fields(CategoryDraft)})


def _given(category: Category) -> dict[str, object]:
    return {name: _shown(value) for name, value in vars(category).items()}


def _shown(value: object) -> object:
    return {True: "on", False: ""}.get(value, value) if isinstance(value, bool) else value

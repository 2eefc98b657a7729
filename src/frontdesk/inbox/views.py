"""Saved views: lists of tickets that somebody wants to find again, alone or with the team."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from frontdesk.inbox.forms import Form
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.tickets_asked import names_of, read_asked
from frontdesk.inbox.tickets_beside import read_beside
from frontdesk.inbox.tickets_chips import Chip, make_chips
from frontdesk.inbox.tickets_parameters import parse_query
from frontdesk.inbox.tickets_views import VIEWS
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.saved_views.changing import (
    LONGEST_NAME,
    ViewDraft,
    delete_view,
    reorder_views,
    save_view,
    update_view,
)
from frontdesk.saved_views.view import SavedView, list_views, require_view
from frontdesk.saved_views.view_filter import ViewFilter

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]


class ViewForm(msgspec.Struct):
    """`filter` is the query of the list's address; without one a view keeps what it shows."""

    name: Name
    filter: str = ""
    isShared: bool = False  # noqa: N815 # the field's name


class OrderForm(msgspec.Struct):
    """Either all views in their order, or one that goes a place up or down."""

    viewIds: list[int] = []  # noqa: N815 # the field's name; msgspec copies it
    up: int | None = None
    down: int | None = None


async def show(visit: Visit) -> HttpAnswer:
    async with visit.reading() as connection:
        person_id = visit.teammate.person_id
        views = await list_views(connection, visit.community.community_id, person_id)
    mine = [view for view in views if view.owner_id == person_id]
    others = [view for view in views if view.owner_id != person_id]
    may_change_others = visit.may(Permission.CHANGE_SETTINGS)
    return visit.page(
        "views/views.html", mine=mine, others=others, may_change_others=may_change_others
    )


async def show_new(visit: Visit) -> HttpAnswer:
    """The list that the address says, to be given a name."""
    query = visit.query_value("filter") or ""
    asked, chips = await _read(visit, parse_query(query))
    form = visit.blank_form(ViewForm, {"filter": asked.query(), "name": ""})
    return _form_page(visit, form, asked, chips, None)


async def show_one(visit: Visit) -> HttpAnswer:
    """What a view is called and shows; or shall show, if the address says what."""
    view = await _require(visit)
    query = visit.query_value("filter")
    asked, chips = await _read(visit, _query(view, query))
    given = {"name": view.name, "isShared": "on" if view.is_shared else "", "filter": query or ""}
    return _form_page(visit, visit.blank_form(ViewForm, given), asked, chips, view)


async def save(visit: Visit) -> HttpAnswer:
    form = await visit.form(ViewForm)
    asked, chips = await _read(visit, parse_query(form.given["filter"]))
    if (wanted := form.data) is not None:
        draft = _draft(wanted, asked.wanted)
        with form.catching(filter=""):
            view_id = await visit.persist(lambda tx: save_view(tx, draft, role=visit.role))
            said = visit.gettext("View saved.")
            return visit.redirect("/tickets", toast=said, savedView=view_id)
    return _form_page(visit, form, asked, chips, None)


async def change(visit: Visit) -> HttpAnswer:
    view = await _require(visit)
    form = await visit.form(ViewForm)
    query = form.given["filter"]
    asked, chips = await _read(visit, _query(view, query))
    if (wanted := form.data) is not None:
        shown = asked.wanted if query or view.filter is None else view.filter
        draft, view_id = _draft(wanted, shown), view.view_id
        with form.catching(filter=""):
            await visit.persist(lambda tx: update_view(tx, view_id, draft, role=visit.role))
            said = visit.gettext("View changed.")
            return visit.redirect("/tickets", toast=said, savedView=view_id)
    return _form_page(visit, form, asked, chips, view)


async def delete(visit: Visit) -> HttpAnswer:
    view_id = visit.path_id("viewId")
    await visit.persist(lambda tx: delete_view(tx, view_id, role=visit.role))
    return visit.redirect("/views", toast=visit.gettext("View deleted."))


async def reorder(visit: Visit) -> HttpAnswer:
    form = await visit.form(OrderForm)
    if (wanted := form.data) is not None:
        ids = wanted.viewIds or await _moved(visit, wanted)
        await visit.persist(lambda tx: reorder_views(tx, ids))
    return visit.redirect("/views")


async def _moved(visit: Visit, wanted: OrderForm) -> list[int]:
    async with visit.reading() as connection:
        person_id = visit.teammate.person_id
        views = await list_views(connection, visit.community.community_id, person_id)
    ids = [view.view_id for view in views if view.owner_id == person_id]
    moved = wanted.up if wanted.up is not None else wanted.down
    if moved in ids:
        place = ids.index(moved)
        ids.insert(max(0, place - 1) if wanted.up is not None else place + 1, ids.pop(place))
    return ids


async def _require(visit: Visit) -> SavedView:
    """Raises NotFound."""
    async with visit.reading() as connection:
        return await require_view(
            connection,
            visit.community.community_id,
            visit.teammate.person_id,
            visit.path_id("viewId"),
        )


def _query(view: SavedView, given: str | None) -> Mapping[str, list[str]]:
    return parse_query(given) if given else {"savedView": [str(view.view_id)]}


async def _read(visit: Visit, query: Mapping[str, list[str]]) -> tuple[Asked, list[Chip]]:
    async with visit.reading() as connection:
        beside = await read_beside(connection, visit)
        asked, around = await read_asked(connection, visit, beside, query)
        names = await names_of(connection, visit, asked, around)
    return asked, make_chips(visit, asked, names)


def _draft(wanted: ViewForm, shown: ViewFilter) -> ViewDraft:
    return ViewDraft(name=wanted.name, filter=shown, is_shared=wanted.isShared)


def _form_page(
    visit: Visit, form: Form[ViewForm], asked: Asked, chips: list[Chip], view: SavedView | None
) -> HttpAnswer:
    context: dict[str, Any] = {
        "form": form,
        "chips": chips,
        "base": visit.gettext(VIEWS[asked.view].name),
        "view": view,
        "may_share": visit.may(Permission.CHANGE_TICKETS),
    }
    if form.errors:
        return visit.form_page("views/view.html", **context)
    return visit.page("views/view.html", **context)

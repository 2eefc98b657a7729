"""The list of tickets: the front page of the inbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import msgspec

from frontdesk.accounts.enums import Density
from frontdesk.accounts.preferences import choose_preferences, get_preferences
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.inbox.ticket import ticket_context
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.tickets_asked import names_of, read_asked
from frontdesk.inbox.tickets_beside import Beside, count_saved, read_beside
from frontdesk.inbox.tickets_chips import ORDERS, make_chips
from frontdesk.inbox.tickets_list import Reader, ShownList, make_reader, say_summary
from frontdesk.inbox.tickets_narrowing import Surroundings
from frontdesk.inbox.tickets_nav import category_entries, saved_entries, view_entries
from frontdesk.inbox.tickets_parameters import clean_query, is_clumsy, parse_query
from frontdesk.inbox.tickets_rows import RowTicket, make_rows
from frontdesk.inbox.tickets_tools import leaving_changes, make_tools
from frontdesk.inbox.tickets_views import VIEWS
from frontdesk.inbox.visit import HTML, Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.tickets.read_marks import mark_all_read

Context = dict[str, Any]  # Any: whatever templates show

_MOST_ROWS: Final = 200


async def show(visit: Visit) -> HttpAnswer:
    """The list with a ticket beside it; of both only the part that the page has not got."""
    if _is_for(visit, "ticket"):
        return visit.page("tickets/_pane.html", **await pane_context(visit))
    if is_clumsy(visit.query) and not visit.is_fragment:
        return visit.redirect("/tickets", **clean_query(visit.query))
    is_more = visit.is_fragment and visit.query_value("cursor") is not None
    async with visit.reading() as connection:
        beside = await read_beside(connection, visit, counted=not is_more)
        listed = await _read_list(connection, visit, beside, visit.query)
        page = await listed.reader.page(visit.query_value("cursor"))
        context = listed.rows(page)
        if is_more:
            return visit.page("tickets/_rows.html", **context)
        context |= await _frame(connection, visit, listed, page)
    if visit.is_fragment:
        return visit.page("tickets/_list.html", **context)
    return visit.page("tickets/list.html", **context | await pane_context(visit))


async def count(visit: Visit) -> HttpAnswer:
    """The views with their counts, for a page on which something changed."""
    async with visit.reading() as connection:
        beside = await read_beside(connection, visit)
        asked, _ = await read_asked(connection, visit, beside, visit.query)
        in_saved = await count_saved(connection, visit, beside)
    return visit.page("tickets/_views.html", **nav_context(visit, beside, asked, in_saved))


async def show_rows(visit: Visit) -> HttpAnswer:
    """Some rows as they are now, each in the place that it has on the page; those that the list no
    longer holds go."""
    ids = [int(text) for text in visit.query.get("ids", []) if text.isdecimal()][:_MOST_ROWS]
    return visit.page("tickets/_changed.html", **await changed_context(visit, visit.query, ids))


async def choose_density(visit: Visit) -> HttpAnswer:
    form = await visit.form(DensityChoice)
    if (choice := form.data) is not None:

        async def act(tx: Transaction) -> None:
            me = visit.teammate.person_id
            present = await get_preferences(tx.connection, tx.community_id, me)
            wanted = {**vars(present), "density": choice.density}
            await choose_preferences(tx, me, type(present)(**wanted))

        await visit.persist(act)
    if visit.is_fragment:  # a script has shown it already
        return HttpAnswer(HTTPStatus.NO_CONTENT, HTML, b"")
    return visit.redirect("/tickets", **parse_query(form.given["list"]))


class DensityChoice(msgspec.Struct):
    density: Density
    list: str = ""


async def read_all(visit: Visit) -> HttpAnswer:
    """Nothing that happened until now is new for the teammate any more."""
    form = await visit.form(ListOfPage)
    await visit.persist(mark_all_read)
    query = parse_query(form.given["list"])
    return visit.redirect("/tickets", toast=visit.gettext("All tickets are read."), **query)


class ListOfPage(msgspec.Struct):
    list: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list that is asked for, and what reads it."""

    visit: Visit
    asked: Asked
    around: Surroundings
    beside: Beside
    reader: Reader

    def rows(self, page: ShownList) -> Context:
        link = f"{self.visit.link('/tickets')}?{self.asked.query()}"
        return {
            "rows": make_rows(self.visit, page.tickets, page.unread, self.asked),
            "list_link": link,
            "more": None if page.more is None else f"{link}&cursor={page.more}",
            "open_id": open_id(self.visit),
            "is_first": self.visit.query_value("cursor") is None,
            "may_change": self.visit.may(Permission.CHANGE_TICKETS),
        }


async def _read_list(
    connection: Connection, visit: Visit, beside: Beside, query: Mapping[str, list[str]]
) -> Listed:
    asked, around = await read_asked(connection, visit, beside, query)
    reader = await make_reader(connection, visit, asked, beside)
    return Listed(visit=visit, asked=asked, around=around, beside=beside, reader=reader)


async def _frame(connection: Connection, visit: Visit, listed: Listed, page: ShownList) -> Context:
    """All that stands around the rows."""
    asked, beside = listed.asked, listed.beside
    names = await names_of(connection, visit, asked, listed.around)
    saved = next((v for v in beside.saved if v.view_id == asked.saved_view_id), None)
    view = VIEWS[asked.view]
    return {
        **nav_context(visit, beside, asked),
        **await make_tools(connection, visit, beside),
        "leaving": leaving_changes(visit, listed.reader.wanted),
        "asked": asked,
        "view": view,
        "saved": saved,
        "title": _title(visit, asked, names.categories, saved.name if saved else None),
        "summary": say_summary(visit, await listed.reader.summary(page)),
        "chips": make_chips(visit, asked, names),
        "orders": [
            (name, visit.gettext(text), asked.query(order=name))
            for name, text in ORDERS.items()
            if name != "best" or asked.words is not None
        ],
        "undo": visit.query_value("undo"),
    }


def _title(
    visit: Visit, asked: Asked, categories: Mapping[int, str], saved_name: str | None
) -> str:
    if saved_name is not None:
        return saved_name
    names = [name for name, _ in asked.pairs]
    if asked.words is not None and asked.view == "all":
        return visit.gettext("Search")
    if asked.view == "unfinished" and names == ["category"]:
        id_ = asked.wanted.category_id
        return categories[id_] if isinstance(id_, int) else visit.gettext("Uncategorized")
    return visit.gettext(VIEWS[asked.view].name)


def nav_context(
    visit: Visit, beside: Beside, asked: Asked | None, in_saved: Mapping[int, int] | None = None
) -> Context:
    return {
        "views": view_entries(visit, beside, asked),
        "saved_views": saved_entries(visit, beside, asked, in_saved or {}),
        "categories": category_entries(visit, beside, asked),
        "count_link": f"{visit.link('/tickets/counts')}?{asked.query() if asked else ''}",
    }


async def changed_context(
    visit: Visit, query: Mapping[str, list[str]], ticket_ids: Sequence[int]
) -> Context:
    """What a page needs on which these tickets changed: their rows, the counts, the heading."""
    async with visit.reading() as connection:
        beside = await read_beside(connection, visit)
        listed = await _read_list(connection, visit, beside, query)
        page = await listed.reader.only(ticket_ids)
        summary = say_summary(visit, await listed.reader.summary())
    kept = {ticket.id for ticket in page.tickets}
    return {
        **listed.rows(page),
        **nav_context(visit, beside, listed.asked),
        "is_empty": not summary,
        "asked": listed.asked,
        "view": VIEWS[listed.asked.view],
        "gone": [id_ for id_ in ticket_ids if id_ not in kept],
        "summary": summary,
    }


async def narrowed_list(
    visit: Visit, query: Mapping[str, list[str]], ticket_ids: Sequence[int]
) -> tuple[Asked, list[RowTicket]]:
    """What a list asks for, and those of these tickets that it holds."""
    async with visit.reading() as connection:
        beside = await read_beside(connection, visit, counted=False)
        listed = await _read_list(connection, visit, beside, query)
        page = await listed.reader.only(ticket_ids)
    return listed.asked, page.tickets


async def pane_context(visit: Visit) -> Context:
    """The ticket beside the list, if the address names one that there is."""
    ticket_id = open_id(visit)
    if ticket_id is None:
        return {"open_id": None}
    try:
        return {"open_id": ticket_id, **await ticket_context(visit, ticket_id)}
    except NotFound:
        return {"open_id": ticket_id}


def open_id(visit: Visit) -> int | None:
    text = visit.query_value("ticketId") or ""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 19 else None


def _is_for(visit: Visit, target: str) -> bool:
    """Whether htmx puts the answer into the element of that id."""
    return visit.is_fragment and (visit.request.header("hx-target") or "").endswith(f"#{target}")

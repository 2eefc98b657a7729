"""Lists of tickets as addresses: what an address asks for, and the address of what is wanted.

Whatever is wrong in an address is left out of the list and said beside it; nothing of it is an
error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import msgspec

from frontdesk.inbox.problems import N_
from frontdesk.inbox.tickets_narrowing import Fault, Members, Narrowing, Surroundings, read_id
from frontdesk.inbox.tickets_parameters import BEST, ORDERS, filters_in
from frontdesk.inbox.tickets_views import NEXT_PLACE, VIEWS
from frontdesk.kit.search_query import SearchQuery
from frontdesk.saved_views.view_filter import ViewFilter

Pairs = tuple[tuple[str, str], ...]

UPWARDS: Final = frozenset({"oldest", "created-first"})

_SEARCHES: Final = frozenset({"searchQuery", "author"})
"""Who asks for these looks everywhere, unless a view is named."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`pairs` are the filters that hold, as the address has them; `order` is the name of one."""

    view: str = NEXT_PLACE
    saved_view_id: int | None = None
    wanted: ViewFilter = field(default_factory=ViewFilter)
    words: SearchQuery | None = None
    pairs: Pairs = ()
    order: str = "newest"
    faults: tuple[Fault, ...] = ()

    @property
    def is_ranked(self) -> bool:
        return self.order == BEST and self.words is not None

    @property
    def is_upwards(self) -> bool:
        """Whether the oldest stands first."""
        return self.order in UPWARDS

    @property
    def is_narrowed(self) -> bool:
        return bool(self.pairs)

    def query(self, *, without: tuple[str, str] | None = None, **other: object) -> str:
        """The query of the address of this list, or of a similar one; None leaves a part out."""
        saved = None if self.saved_view_id is None else str(self.saved_view_id)
        fixed = {"view": self.view, "savedView": saved, "order": self._order()} | other
        pairs = [pair for pair in self.pairs if pair != without and pair[0] not in other]
        head = [(name, fixed.pop(name)) for name in ("view", "savedView")]
        rest = [*head, *pairs, *fixed.items()]
        return urlencode([(name, value) for name, value in rest if value is not None])

    def _order(self) -> str | None:
        return None if self.order == usual_order(self.words) else self.order


def usual_order(words: SearchQuery | None) -> str:
    return "newest" if words is None else BEST


def read_address(query: Mapping[str, list[str]], around: Surroundings) -> Asked:
    """What the query of an address asks for."""
    reading = Narrowing(around)
    for name, value in filters_in(query):
        reading.read(name, value)
    view = _read_view(query, reading)
    order = _read_order(query, reading)
    members = reading.settled() | {"order": ORDERS.get(order, ORDERS["newest"])}
    return Asked(
        view=view,
        saved_view_id=read_id(_last(query, "savedView")),
        wanted=_narrowed(VIEWS[view].filter, members),
        words=reading.words,
        pairs=tuple(dict.fromkeys(reading.pairs)),
        order=order,
        faults=tuple(reading.faults),
    )


def _narrowed(view: ViewFilter, members: Members) -> ViewFilter:
    if "assignee_id" in members:
        members = {"assigned_to_me": False, **members}
    if "status" in members or "statuses" in members:
        members = {"statuses": (), **members}
    return msgspec.structs.replace(view, **members)


def _last(query: Mapping[str, list[str]], name: str) -> str | None:
    values = [value for value in query.get(name, ()) if value]
    return values[-1] if values else None


def _read_view(query: Mapping[str, list[str]], reading: Narrowing) -> str:
    """Who searches, searches everywhere."""
    view = _last(query, "view")
    if view is not None and view in VIEWS:
        return view
    if view is not None:
        reading.complain("view", view, N_("There is no such view."))
    searches = not _SEARCHES.isdisjoint(name for name, _ in reading.pairs)
    return "all" if searches else NEXT_PLACE


def _read_order(query: Mapping[str, list[str]], reading: Narrowing) -> str:
    order = _last(query, "order")
    if order is not None and (order in ORDERS or (order == BEST and reading.words is not None)):
        return order
    if order is not None and order != BEST:
        reading.complain("order", order, N_("There is no such order."))
    return usual_order(reading.words)

"""Lists of tickets as addresses: what an address asks for, and the address of what is wanted.

Whatever is wrong in an address is left out of the list and said beside it; nothing of it is an
error.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET

from frontdesk.categories.category import Category
from frontdesk.custom_fields.field import CustomField
from frontdesk.errors import InvalidMember
from frontdesk.inbox.days import day_of, first_tick, last_tick
from frontdesk.inbox.problems import N_
from frontdesk.inbox.tickets_views import NEXT_PLACE, VIEWS
from frontdesk.kit.search_query import SearchQuery, read_query
from frontdesk.saved_views.view_filter import MOST_FIELDS, MOST_TAGS, ViewFilter, WantedValue
from frontdesk.tickets.enums import Sentiment, TicketListOrderBy, TicketSource, TicketStatus

Pairs = tuple[tuple[str, str], ...]
Members = dict[str, Any]  # Any: of the filter's types

MOST_ID: Final = 2**63 - 1

FILTERS: Final = (
    "status",
    "category",
    "subcategories",
    "assignee",
    "author",
    "source",
    "sentiment",
    "tag",
    "hasField",
    "from",
    "to",
    "days",
    "searchQuery",
)
"""Names of parameters that narrow the list, in the order of their chips; `field.<id>` too."""

NOT_FILTERS: Final = ("view", "savedView", "order")

ORDERS: Final = {
    "newest": TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC,
    "oldest": TicketListOrderBy.LAST_THREAD_ACTIVITY_ASC,
    "created": TicketListOrderBy.CREATION_TIME_DESC,
    "created-first": TicketListOrderBy.CREATION_TIME_ASC,
}
BEST: Final = "best"
"""The order of a search in which what fits best comes first."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What an address can name. `fields` are those whose values the visitor may see."""

    zone: ZoneInfo
    categories: Mapping[int, Category] = field(default_factory=dict)
    fields: Mapping[int, CustomField] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A parameter that is left out; `sentence` is for the visitor, not translated yet."""

    name: str
    value: str
    sentence: str


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
    reading = _Reading(around)
    for name, value in _filters_in(query):
        reading.read(name, value)
    view = _read_view(query, reading)
    order = _read_order(query, reading)
    members = reading.settled() | {"order": ORDERS.get(order, ORDERS["newest"])}
    return Asked(
        view=view,
        saved_view_id=_read_id(_last(query, "savedView")),
        wanted=_narrowed(VIEWS[view].filter, members),
        words=reading.words,
        pairs=tuple(dict.fromkeys(reading.pairs)),
        order=order,
        faults=tuple(reading.faults),
    )


def is_clumsy(query: Mapping[str, list[str]]) -> bool:
    """Whether a form sent more than says something: the address can be a shorter one."""
    said = {name: values for name, values in query.items() if is_of_list(name)}
    return "tags" in query or any("" in values for values in said.values())


def clean_query(query: Mapping[str, list[str]]) -> dict[str, Any]:  # Any: lists of texts
    """The same address without parts that say nothing."""
    cleaned: dict[str, Any] = {
        name: values[-1] for name, values in query.items() if name in NOT_FILTERS and values[-1]
    }
    for name, value in _filters_in(query):
        cleaned.setdefault(name, []).append(value)
    return cleaned


def _filters_in(query: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """A form has one field `tags` for several, with commas between them."""
    for name, values in query.items():
        if name == "tags":
            yield from (("tag", each) for text in values for each in _split(text))
        elif value_is_filter(name):
            yield from ((name, value.strip()) for value in values if value.strip())


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def is_of_list(name: str) -> bool:
    """Whether the parameter says which list it is."""
    return name in NOT_FILTERS or value_is_filter(name)


def value_is_filter(name: str) -> bool:
    return name in FILTERS or name.startswith("field.")


def parse_query(text: str) -> dict[str, Any]:  # Any: lists of texts, as parameters of an address
    """The query of a list's address, as it stands in a form of ours; nothing else is in it."""
    query: dict[str, Any] = {}
    try:
        pairs = parse_qsl(text[:20_000].replace("\0", ""), max_num_fields=200)
    except ValueError:
        return query
    for name, value in pairs:
        if is_of_list(name):
            query.setdefault(name, []).append(value)
    return query


def _narrowed(view: ViewFilter, members: Members) -> ViewFilter:
    if "assignee_id" in members:
        members = {"assigned_to_me": False, **members}
    if "status" in members or "statuses" in members:
        members = {"statuses": (), **members}
    return msgspec.structs.replace(view, **members)


def _last(query: Mapping[str, list[str]], name: str) -> str | None:
    values = [value for value in query.get(name, ()) if value]
    return values[-1] if values else None


def _read_view(query: Mapping[str, list[str]], reading: "_Reading") -> str:
    """Who searches, searches everywhere."""
    view = _last(query, "view")
    if view is not None and view in VIEWS:
        return view
    if view is not None:
        reading.complain("view", view, N_("There is no such view."))
    searches = not {"searchQuery", "author"}.isdisjoint(name for name, _ in reading.pairs)
    return "all" if searches else NEXT_PLACE


def _read_order(query: Mapping[str, list[str]], reading: "_Reading") -> str:
    order = _last(query, "order")
    if order is not None and (order in ORDERS or (order == BEST and reading.words is not None)):
        return order
    if order is not None and order != BEST:
        reading.complain("order", order, N_("There is no such order."))
    return usual_order(reading.words)


def _read_id(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit() and 0 < int(text[:30]) <= MOST_ID):
        return None
    return int(text)


class _Reading:
    """Filters of an address, one after the other."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.members: Members = {}
        self.words: SearchQuery | None = None
        self.pairs: list[tuple[str, str]] = []
        self.faults: list[Fault] = []

    def read(self, name: str, value: str) -> None:
        """Take a filter in, or say what is wrong with it."""
        try:
            if name.startswith("field."):
                self._field(name.removeprefix("field."), value)
            else:
                getattr(self, f"_{name}")(value)
        except ValueError as error:
            self.complain(name, value, str(error))
        else:
            self.pairs.append((name, value))

    def complain(self, name: str, value: str, sentence: str) -> None:
        self.faults.append(Fault(name=name, value=value[:100], sentence=sentence))

    def settled(self) -> Members:
        since, until = self.members.get("created_from"), self.members.get("created_to")
        if since is not None and until is not None and since > until:
            self._drop("from", N_("This day is later than the last one."))
            del self.members["created_from"]
        if not isinstance(self.members.get("category_id"), int):
            self.members.pop("include_subcategories", None)
        return self.members

    def _drop(self, name: str, sentence: str) -> None:
        for pair in [pair for pair in self.pairs if pair[0] == name]:
            self.pairs.remove(pair)
            self.complain(*pair, sentence)

    def _again(self, name: str) -> None:
        """Of what can be there once, the last one counts."""
        self.pairs = [pair for pair in self.pairs if pair[0] != name]

    def _status(self, value: str) -> None:
        status = _choose(TicketStatus, value, N_("There is no such status."))
        self.members["statuses"] = tuple(dict.fromkeys((*self.members.get("statuses", ()), status)))

    def _source(self, value: str) -> None:
        self.members["source"] = _choose(TicketSource, value, N_("There is no such channel."))
        self._again("source")

    def _sentiment(self, value: str) -> None:
        self.members["sentiment"] = _choose(Sentiment, value, N_("There is no such mood."))
        self._again("sentiment")

    def _category(self, value: str) -> None:
        category_id = None if value == "none" else _read_id(value)
        if value != "none" and category_id not in self.around.categories:
            raise ValueError(N_("There is no such category."))
        self.members["category_id"] = category_id
        self.members.setdefault("include_subcategories", True)
        self._again("category")

    def _subcategories(self, value: str) -> None:
        if value not in ("0", "1"):
            raise ValueError(N_("Use 0 or 1."))
        self.members["include_subcategories"] = value == "1"
        self._again("subcategories")

    def _assignee(self, value: str) -> None:
        self.members |= {
            "assigned_to_me": value == "me",
            "assignee_id": None if value == "none" else UNSET if value == "me" else _person(value),
        }
        self._again("assignee")

    def _author(self, value: str) -> None:
        self.members["author_id"] = _person(value)
        self._again("author")

    def _tag(self, value: str) -> None:
        tags = (*self.members.get("tags", ()), value)
        if len(tags) > MOST_TAGS:
            raise ValueError(N_("These are too many tags."))
        self.members["tags"] = tuple(dict.fromkeys(tags))

    def _field(self, number: str, value: str) -> None:
        custom = self._known_field(number)
        try:
            texts = custom.canonical(value, member="")
        except InvalidMember:
            raise ValueError(N_("This field has no such value.")) from None
        self._want(WantedValue(custom.field_id, texts[0]))

    def _hasField(self, value: str) -> None:  # noqa: N802 # as the address has it
        self._want(WantedValue(self._known_field(value).field_id, None))

    def _known_field(self, number: str) -> CustomField:
        custom = self.around.fields.get(_read_id(number) or 0)
        if custom is None:
            raise ValueError(N_("There is no such field."))
        return custom

    def _want(self, wanted: WantedValue) -> None:
        values = (*self.members.get("custom_fields", ()), wanted)
        if len(values) > MOST_FIELDS:
            raise ValueError(N_("These are too many fields."))
        self.members["custom_fields"] = tuple(dict.fromkeys(values))

    def _from(self, value: str) -> None:
        self.members["created_from"] = first_tick(value, self.around.zone)
        self._again("from")

    def _to(self, value: str) -> None:
        self.members["created_to"] = last_tick(value, self.around.zone)
        self._again("to")

    def _days(self, value: str) -> None:
        days = _read_id(value)
        if days is None or days > 36_500:
            raise ValueError(N_("Use a number of days."))
        self.members["created_within_days"] = days
        self._again("days")

    def _searchQuery(self, value: str) -> None:  # noqa: N802 # as the address has it
        try:
            self.words = read_query(value)
        except ValueError:
            raise ValueError(N_("Use a word to look for, and not too many.")) from None
        self.members["query"] = value
        self._again("searchQuery")


def _choose(kind: type[Any], value: str, sentence: str) -> Any:  # Any: of that enumeration
    try:
        return kind(value)
    except ValueError:
        raise ValueError(sentence) from None


def _person(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise ValueError(N_("There is no such person.")) from None


def query_of(wanted: ViewFilter, zone: ZoneInfo) -> dict[str, list[str]]:
    """The query of an address that asks for what a saved view shows."""
    query: dict[str, list[str]] = {}
    for name, value in _pairs_of(wanted, zone):
        query.setdefault(name, []).append(value)
    return query


def _pairs_of(wanted: ViewFilter, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield "view", _view_of(wanted)
    for status in wanted.statuses or ((wanted.status,) if wanted.status else ()):
        yield "status", status.value
    if wanted.category_id is None:
        yield "category", "none"
    elif wanted.category_id is not UNSET:
        yield "category", str(wanted.category_id)
        if not wanted.include_subcategories:
            yield "subcategories", "0"
    yield from _people_of(wanted)
    simple = (
        ("source", wanted.source),
        ("sentiment", wanted.sentiment),
        ("days", wanted.created_within_days),
    )
    for name, value in (*simple, ("searchQuery", wanted.query)):
        if value is not None:
            yield name, str(value)
    yield from (("tag", tag) for tag in wanted.tags)
    for each in wanted.custom_fields:
        given = each.value is not None
        yield (
            (f"field.{each.field_id}", str(each.value))
            if given
            else ("hasField", str(each.field_id))
        )
    for name, ticks in (("from", wanted.created_from), ("to", wanted.created_to)):
        if ticks is not None:
            yield name, day_of(ticks, zone)
    yield from (("order", name) for name, order in ORDERS.items() if order == wanted.order)


def _people_of(wanted: ViewFilter) -> Iterator[tuple[str, str]]:
    if wanted.assigned_to_me:
        yield "assignee", "me"
    elif wanted.assignee_id is None:
        yield "assignee", "none"
    elif wanted.assignee_id is not UNSET:
        yield "assignee", str(wanted.assignee_id)
    if wanted.author_id is not None:
        yield "author", str(wanted.author_id)


def _view_of(wanted: ViewFilter) -> str:
    """The standing view whose marks it has; what else it asks for are filters."""
    marks = {
        "deleted": wanted.is_deleted,
        "spam": wanted.is_spam,
        "expired": wanted.is_expired,
        "drafts": wanted.has_composition or wanted.has_draft,
        "mentions": wanted.mentions_me,
    }
    return next((slug for slug, is_so in marks.items() if is_so), "all")

"""Filters of an address, one after the other: what each narrows the list to, or what is wrong with
it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import UNSET

from frontdesk.categories.category import Category
from frontdesk.custom_fields.field import CustomField
from frontdesk.errors import InvalidMember
from frontdesk.inbox.days import first_tick, last_tick
from frontdesk.inbox.problems import N_
from frontdesk.kit.search_query import SearchQuery, read_query
from frontdesk.saved_views.view_filter import MOST_FIELDS, MOST_TAGS, WantedValue
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

Members = dict[str, Any]  # Any: of the filter's types

_MOST_ID: Final = 2**63 - 1


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


class Narrowing:
    """`members` are those of the filter so far, `pairs` the parameters that hold."""

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
        category_id = None if value == "none" else read_id(value)
        if value != "none" and category_id not in self.around.categories:
            raise ValueError(N_("There is no such category."))
        self.members["category_id"] = category_id
        self.members.setdefault("include_subcategories", True)
        self._again("category")

    def _subcategories(self, value: str) -> None:
        self.members["include_subcategories"] = _yes(value)
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

    def _hidden(self, value: str) -> None:
        self._aside("hidden", value)

    def _muted(self, value: str) -> None:
        self._aside("muted", value)

    def _aside(self, name: str, value: str) -> None:
        self.members[f"is_{name}"] = _yes(value)
        self._again(name)

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
        custom = self.around.fields.get(read_id(number) or 0)
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
        days = read_id(value)
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


def _yes(value: str) -> bool:
    if value not in ("0", "1"):
        raise ValueError(N_("Use 0 or 1."))
    return value == "1"


def _person(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise ValueError(N_("There is no such person.")) from None


def read_id(text: str | None) -> int | None:
    """None for what is no positive integer."""
    if text is None or not (text.isascii() and text.isdigit() and 0 < int(text[:30]) <= _MOST_ID):
        return None
    return int(text)

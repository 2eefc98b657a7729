"""The parameters of a list's address: their names, and queries without what is none of theirs."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from frontdesk.inbox.tag_names import read_tag_names
from frontdesk.tickets.enums import TicketListOrderBy

FILTERS: Final = (
    "status",
    "category",
    "subcategories",
    "assignee",
    "author",
    "source",
    "sentiment",
    "tag",
    "hidden",
    "muted",
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


def is_clumsy(query: Mapping[str, list[str]]) -> bool:
    """Whether a form sent more than says something: the address can be a shorter one."""
    said = {name: values for name, values in query.items() if is_of_list(name)}
    return "tags" in query or any("" in values for values in said.values())


def clean_query(query: Mapping[str, list[str]]) -> dict[str, Any]:  # Any: lists of texts
    """The same address without parts that say nothing."""
    cleaned: dict[str, Any] = {
        name: values[-1] for name, values in query.items() if name in NOT_FILTERS and values[-1]
    }
    for name, value in filters_in(query):
        cleaned.setdefault(name, []).append(value)
    return cleaned


def filters_in(query: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """A form has one field `tags` for several, with commas between them."""
    for name, values in query.items():
        if name == "tags":
            yield from (("tag", each) for text in values for each in read_tag_names(text))
        elif is_filter(name):
            yield from ((name, value.strip()) for value in values if value.strip())


def is_of_list(name: str) -> bool:
    """Whether the parameter says which list it is."""
    return name in NOT_FILTERS or is_filter(name)


def is_filter(name: str) -> bool:
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

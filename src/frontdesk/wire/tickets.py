"""Tickets in the public JSON: the list call's request (contract 3.13) and its way to a filter."""

from collections.abc import Callable
from functools import cached_property
from math import isfinite
from typing import Annotated, Final, TypeVar
from uuid import UUID

from msgspec import UNSET, Meta, UnsetType, field

from frontdesk.custom_fields.values import FieldInput
from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import parse_ticks
from frontdesk.kit.search_query import SearchQuery, read_query
from frontdesk.tickets.cursor import Cursor, read_cursor
from frontdesk.tickets.document import DateTime, Id, Member
from frontdesk.tickets.enums import Sentiment, TicketListOrderBy, TicketSource, TicketStatus
from frontdesk.tickets.filters import FieldValue, TicketFilter
from frontdesk.wire.custom_fields import distinct_values, searched_values
from frontdesk.wire.paging import Count

Value = TypeVar("Value")

MOST_TICKETS: Final = 50
DEFAULT_TICKETS: Final = 25
MOST_IDS: Final = 1000
MOST_FIELDS: Final = 50


class CustomFieldFilter(Member, kw_only=True, frozen=True):
    """One custom field and the value that tickets must have; `id` may be said for `key`."""

    key: Id | None = None
    id: Id | None = None
    value: FieldInput

    def __post_init__(self) -> None:
        if (self.key is None) == (self.id is None):
            raise ValueError("give either key or id")
        if self.value == [] or (isinstance(self.value, float) and not isfinite(self.value)):
            raise ValueError("value must be a number in range, a text, a boolean or some texts")

    def wanted(self) -> list[FieldValue]:
        field_id = self.key if self.key is not None else self.id
        assert field_id is not None, "one of the two is given"
        return [FieldValue(field_id, value) for value in searched_values(self.value)]


class ListTickets(Member, kw_only=True, frozen=True, gc=True, dict=True):
    """Every member is optional, all given ones must hold; null counts as left out, but for
    `categoryId` (only uncategorized tickets) and `assigneeId` (only unassigned ones)."""

    assignee_id: UUID | UnsetType | None = UNSET
    author_id: UUID | None = None
    category_id: Id | UnsetType | None = UNSET
    cursor: str | None = None
    custom_fields: Annotated[list[CustomFieldFilter], Meta(max_length=MOST_FIELDS)] | None = None
    from_: DateTime | None = field(default=None, name="from")
    include_subcategories: bool | None = None
    order_by: TicketListOrderBy | None = None
    query: str | None = None
    sentiment: Sentiment | None = None
    skip: Count | None = None
    source: TicketSource | None = None
    status: TicketStatus | None = None
    tags: Annotated[list[str], Meta(max_length=MOST_FIELDS)] | None = None
    take: Count | None = None
    ticket_ids: Annotated[list[Id], Meta(max_length=MOST_IDS)] | None = None
    to: DateTime | None = None

    def filter(self) -> TicketFilter:
        """Raises InvalidMember for a time that is none, for `from` later than `to` and for too many
        values."""
        return self._filter

    @cached_property
    def _filter(self) -> TicketFilter:
        since, until = self._creation_range()
        return TicketFilter(
            category_id=self.category_id,
            include_subcategories=bool(self.include_subcategories),
            assignee_id=self.assignee_id,
            author_id=self.author_id,
            status=self.status,
            source=self.source,
            sentiment=self.sentiment,
            ticket_ids=tuple(dict.fromkeys(self.ticket_ids or ())),
            tags=tuple(dict.fromkeys(self.tags or ())),
            custom_fields=distinct_values(
                wanted for each in self.custom_fields or () for wanted in each.wanted()
            ),
            created_from=since,
            created_to=until,
        )

    def search_query(self) -> SearchQuery | None:
        """Raises InvalidMember for one that asks for nothing."""
        return _member_of("query", read_query, self.query)

    def _creation_range(self) -> tuple[int | None, int | None]:
        since = _member_of("from", parse_ticks, self.from_)
        until = _member_of("to", parse_ticks, self.to)
        if since is not None and until is not None and since > until:
            raise InvalidMember("from", "must not be later than to")
        return since, until

    def order(self) -> TicketListOrderBy:
        return self.order_by or TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC

    def page_size(self) -> int:
        return min(DEFAULT_TICKETS if self.take is None else self.take, MOST_TICKETS)

    def start(self, address_cursor: str | None) -> Cursor | int:
        """Where the page begins: after a cursor, or after so many tickets.

        A cursor remembers the `skip` that its first page was asked with, so that the very same
        body may be posted again; any other `skip` beside it is refused.
        """
        text = address_cursor if address_cursor is not None else self.cursor
        if text is None:
            return self.skip or 0
        cursor = _member_of("cursor", read_cursor, text)
        assert cursor is not None, "the text is given"
        if cursor.order != self.order():
            raise InvalidMember("cursor", f"was given for orderBy {cursor.order}")
        if (self.skip or 0) not in (0, cursor.skip):
            raise InvalidMember("skip", "cannot stand beside a cursor")
        return cursor


def _member_of(name: str, read: Callable[[str], Value], text: str | None) -> Value | None:
    """`read(text)`, its ValueError turned into an error of the member `name`."""
    try:
        return None if text is None else read(text)
    except ValueError as error:
        raise InvalidMember(name, str(error)) from None


class ListTicketsQuery(Member, kw_only=True, frozen=True):
    cursor: str | None = None

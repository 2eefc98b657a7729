"""What a saved view shows: the filter of a list as data, with its order and the inbox's own parts.

It is kept as JSON under these names. A member may be added at any time, with a default; none may
change its meaning or go.
"""

from typing import Final
from uuid import UUID

import msgspec
from msgspec import UNSET, Struct, UnsetType

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import DAY
from frontdesk.tickets.enums import Sentiment, TicketListOrderBy, TicketSource, TicketStatus
from frontdesk.tickets.filters import FieldValue, TicketFilter

MOST_TAGS: Final = 20
MOST_FIELDS: Final = 20
LONGEST_QUERY: Final = 500


class WantedValue(Struct, frozen=True, forbid_unknown_fields=True):
    """`value` None: any value of the field."""

    field_id: int
    value: str | None


class ViewFilter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """As in `tickets.filters.TicketFilter`; UNSET does not filter, None in `category_id` and
    `assignee_id` wants tickets without one.

    `statuses` wants any of them. `created_within_days` counts from the moment of looking. `query`
    are words of the search.
    `assigned_to_me`, `mentions_me` and `has_composition` (an unsent text of mine) are about who
    looks, so that one view serves everybody; the first overrules `assignee_id`.
    """

    category_id: int | UnsetType | None = UNSET
    include_subcategories: bool = False
    assignee_id: UUID | UnsetType | None = UNSET
    assigned_to_me: bool = False
    author_id: UUID | None = None
    status: TicketStatus | None = None
    statuses: tuple[TicketStatus, ...] = ()
    source: TicketSource | None = None
    sentiment: Sentiment | None = None
    tags: tuple[str, ...] = ()
    custom_fields: tuple[WantedValue, ...] = ()
    created_from: int | None = None
    created_to: int | None = None
    created_within_days: int | None = None
    is_expired: bool | None = None
    has_draft: bool | None = None
    has_composition: bool | None = None
    is_spam: bool | None = None
    is_deleted: bool | None = None
    is_hidden: bool | None = None
    is_muted: bool | None = None
    mentions_me: bool = False
    query: str | None = None
    order: TicketListOrderBy = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC

    def ticket_filter(self, person_id: UUID, *, now: int) -> TicketFilter:
        """The part that lists of tickets filter by, for who looks at that time: all but the words
        and the unsent texts."""
        return TicketFilter(
            category_id=self.category_id,
            include_subcategories=self.include_subcategories,
            assignee_id=person_id if self.assigned_to_me else self.assignee_id,
            author_id=self.author_id,
            status=self.status,
            statuses=self.statuses,
            source=self.source,
            sentiment=self.sentiment,
            tags=self.tags,
            custom_fields=tuple(
                FieldValue(*msgspec.structs.astuple(v)) for v in self.custom_fields
            ),
            created_from=self._created_from(now),
            created_to=self.created_to,
            mentions=person_id if self.mentions_me else None,
            has_draft=self.has_draft,
            is_spam=self.is_spam,
            is_deleted=self.is_deleted,
            is_hidden=self.is_hidden,
            is_muted=self.is_muted,
            is_expired=self.is_expired,
        )

    def _created_from(self, now: int) -> int | None:
        if self.created_within_days is None:
            return self.created_from
        return max(now - self.created_within_days * DAY, self.created_from or 0)


def check_filter(wanted: ViewFilter) -> None:
    """Raises InvalidMember for what no list could be narrowed by."""
    limits = (
        ("tags", len(wanted.tags), MOST_TAGS),
        ("customFields", len(wanted.custom_fields), MOST_FIELDS),
        ("query", len(wanted.query or ""), LONGEST_QUERY),
    )
    for member, size, most in limits:
        if size > most:
            raise InvalidMember(member, f"expected at most {most}")
    days = wanted.created_within_days
    if days is not None and not 1 <= days <= 36_500:
        raise InvalidMember("createdWithinDays", "expected 1 to 36500")
    for member in ("category_id", "created_from", "created_to"):
        number = getattr(wanted, member)
        if isinstance(number, int) and not -(2**63) <= number < 2**63:
            raise InvalidMember(member, "is out of range")


def encode_filter(wanted: ViewFilter) -> str:
    return msgspec.json.encode(wanted).decode()


def decode_filter(stored: bytes) -> ViewFilter | None:
    """None for one that this frontdesk does not understand."""
    try:
        return msgspec.json.decode(stored, type=ViewFilter)
    except msgspec.MsgspecError:
        return None

"""Webhooks and their deliveries in the public JSON (contract section 7)."""

from enum import StrEnum
from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType, field

from frontdesk.errors import InvalidMember
from frontdesk.kit.clock import HOUR, parse_ticks
from frontdesk.kit.outbound_target import LONGEST_URL
from frontdesk.tickets.document import DateTime, Id, Member
from frontdesk.wire.paging import DEFAULT_TAKE, MOST, Count
from frontdesk.wire.webhook_events import ObjectType, WebhookEvent

DEFAULT_OVERLAP_HOURS: Final = 24
MOST_OVERLAP_HOURS: Final = 7 * 24

Url = Annotated[
    str, Meta(min_length=1, max_length=LONGEST_URL, extra_json_schema={"pattern": "^https?://"})
]
VerifyToken = Annotated[str, Meta(min_length=1, max_length=200)]
Events = Annotated[list[WebhookEvent], Meta(min_length=1, max_length=len(WebhookEvent))]
Milliseconds = float | None


class WebhookBody(Member, kw_only=True, frozen=True):
    """A webhook as it should be. Without `verifyToken` (or with null) the one it has stays; a new
    webhook needs one."""

    url: Url
    verify_token: VerifyToken | None = None
    object_type: ObjectType
    events: Events
    is_enabled: bool | None = None

    def distinct_events(self) -> tuple[WebhookEvent, ...]:
        return tuple(dict.fromkeys(self.events))

    def token(self) -> str:
        """Raises InvalidMember without one."""
        if self.verify_token is None:
            raise InvalidMember("verifyToken", "is required")
        return self.verify_token


class Webhook(Member, kw_only=True, frozen=True, omit_defaults=True):
    """`secret` is there in the answer that tells it, once."""

    id: Id
    url: str
    object_type: ObjectType
    events: list[WebhookEvent]
    is_enabled: bool
    disabled_reason: str | None
    last_delivery_time: DateTime | None
    secret: str | UnsetType = UNSET


class RotateSecret(Member, kw_only=True, frozen=True):
    """How long the present secret goes on signing beside the new one."""

    overlap_hours: Annotated[int, Meta(ge=0, le=MOST_OVERLAP_HOURS)] | None = None

    def overlap(self) -> int:
        """In ticks."""
        hours = DEFAULT_OVERLAP_HOURS if self.overlap_hours is None else self.overlap_hours
        return hours * HOUR


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class DeliveriesQuery(Member, kw_only=True, frozen=True):
    """More than 50 are served as 50."""

    skip: Count = 0
    take: Count = DEFAULT_TAKE
    status: DeliveryState | UnsetType = UNSET

    def limit(self) -> int:
        return min(self.take, MOST)


class Delivery(Member, kw_only=True, frozen=True):
    """One message to one webhook."""

    id: Id
    message_id: str
    event_type: WebhookEvent
    ticket_id: Id
    event_time: DateTime
    status: DeliveryState
    attempt_count: Annotated[int, Meta(ge=0)]
    next_attempt_time: DateTime | None
    creation_time: DateTime
    finished_time: DateTime | None
    failure: str | None
    is_replay: bool


class AttemptTiming(Member, kw_only=True, frozen=True):
    """In milliseconds; null for a step that was not reached, or not needed because the connection
    was there already."""

    dns: Milliseconds
    connect: Milliseconds
    tls: Milliseconds
    first_byte: Milliseconds
    total: float


class Attempt(Member, kw_only=True, frozen=True):
    number: Annotated[int, Meta(ge=1)]
    time: DateTime
    request_headers: dict[str, str]
    status: int | None
    answer: str | None
    failure: str | None
    timing: AttemptTiming


class DeliveryDetail(Delivery, kw_only=True, frozen=True):
    """A delivery with what was sent and what came back."""

    body: Any
    attempts: list[Attempt]


class Replay(Member, kw_only=True, frozen=True):
    """Either a time, `from` with or without `to`, or a ticket."""

    from_: DateTime | None = field(default=None, name="from")
    to: DateTime | None = None
    ticket_id: Id | None = None

    def times(self) -> tuple[int | None, int | None]:
        """Raises InvalidMember for both kinds, for neither, and for what is no span of time."""
        if (self.ticket_id is None) == (self.from_ is None):
            raise InvalidMember("", "give either from or ticketId")
        if self.ticket_id is not None and self.to is not None:
            raise InvalidMember("to", "cannot stand beside ticketId")
        since, until = _ticks("from", self.from_), _ticks("to", self.to)
        if since is not None and until is not None and since > until:
            raise InvalidMember("from", "must not be later than to")
        return since, until


class Replayed(Member, kw_only=True, frozen=True):
    deliveries: Annotated[int, Meta(ge=0)]


def _ticks(member: str, text: str | None) -> int | None:
    try:
        return None if text is None else parse_ticks(text)
    except ValueError as error:
        raise InvalidMember(member, str(error)) from None

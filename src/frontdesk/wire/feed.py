"""The change feed in the public JSON."""

import re
from typing import Annotated, Any, Final
from uuid import UUID

from msgspec import UNSET, Meta, UnsetType

from frontdesk.errors import InvalidMember
from frontdesk.events.feed import START, FeedEvent, FeedPosition
from frontdesk.events.names import EventName
from frontdesk.kit.clock import format_ticks
from frontdesk.kit.strict_json import printable
from frontdesk.tickets.document import DateTime, Id, Member, User
from frontdesk.wire.paging import Count

NOW: Final = "now"
DEFAULT_TAKE: Final = 100
MOST: Final = 1000

_WORD_START: Final = re.compile(r"_([a-z])")


class FeedQuery(Member, kw_only=True, frozen=True):
    """More than 1000 are served as 1000."""

    after: Annotated[str, Meta(max_length=40)] | UnsetType = UNSET
    take: Count = DEFAULT_TAKE
    types: Annotated[str, Meta(max_length=4000)] | UnsetType = UNSET

    def begins_now(self) -> bool:
        return self.after == NOW

    def position(self) -> FeedPosition:
        """Raises InvalidMember for a text that is no position."""
        if self.after is UNSET:
            return START
        try:
            return FeedPosition.parse(self.after)
        except ValueError as error:
            raise InvalidMember("after", f"{error}, or {NOW}") from None

    def limit(self) -> int:
        return min(self.take, MOST)

    def names(self) -> list[EventName] | None:
        """None: all. Raises InvalidMember for a type that is none."""
        if self.types is UNSET:
            return None
        return [_read_type(text.strip()) for text in self.types.split(",")]


def _read_type(text: str) -> EventName:
    try:
        return EventName(text)
    except ValueError:
        raise InvalidMember("types", printable(f"{text[:100]!r} is no type of event")) from None


class Event(Member, kw_only=True, frozen=True):
    """A change. `data` has the previous and the new value, by `type`."""

    position: str
    type: Annotated[
        str,
        Meta(pattern="^[a-z]+(_[a-z]+)*$", examples=["ticket_status_changed"]),
    ]
    time: DateTime
    actor: User | None
    ticket_id: Id | None
    subject_id: str | None
    data: Annotated[
        dict[str, Any],  # Any: JSON
        Meta(examples=[{"previous": "open", "status": "pending"}]),
    ]


class EventPage(Member, kw_only=True, frozen=True):
    """Changes in the order of their commits."""

    events: list[Event]
    next: str
    has_more: bool


def describe_event(event: FeedEvent, users: dict[UUID, User]) -> Event:
    return Event(
        position=str(event.position),
        type=event.name,
        time=format_ticks(event.time),
        actor=users.get(event.actor_id) if event.actor_id else None,
        ticket_id=event.ticket_id,
        subject_id=event.subject_id,
        data=camel_case(event.data),
    )


def camel_case(value: Any) -> Any:  # Any: JSON
    """The same JSON, its snake_case names in camelCase."""
    if isinstance(value, dict):
        return {_camel(name): camel_case(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [camel_case(inner) for inner in value]
    return value


def _camel(name: str) -> str:
    return _WORD_START.sub(lambda match: match[1].upper(), name)

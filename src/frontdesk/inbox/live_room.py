"""Who of one community listens here, and which of them is told of what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from frontdesk.events.names import EventName
from frontdesk.inbox.live_stream import LiveStream
from frontdesk.tickets.happenings import Happening, Sight
from frontdesk.tickets.visibility import Visibility

MOST_EVENTS: Final = 1_000
"""That are read at once."""

# After these others may be signed in, or see other tickets than before.
_ABOUT_PEOPLE: Final = frozenset(
    {
        EventName.SESSION_ENDED,
        EventName.TEAMMATE_UPDATED,
        EventName.TEAMMATE_DELETED,
    }
)
_ABOUT_SIGHT: Final = frozenset(
    {
        EventName.USER_GROUP_CREATED,
        EventName.USER_GROUP_UPDATED,
        EventName.USER_GROUP_DELETED,
        EventName.CATEGORY_CREATED,
        EventName.CATEGORY_UPDATED,
        EventName.CATEGORY_DELETED,
    }
)
# What somebody does for themselves concerns no page of another.
_PRIVATE: Final = frozenset(
    {
        EventName.FILE_UPLOADED,
        EventName.SIGNED_IN,
        EventName.SIGN_IN_REFUSED,
        EventName.SESSION_ENDED,
        EventName.SETUP_LINK_MADE,
        EventName.PASSWORD_SET,
        EventName.SECOND_FACTOR_ENABLED,
        EventName.SECOND_FACTOR_DISABLED,
        EventName.RECOVERY_CODES_MADE,
        EventName.PREFERENCES_CHANGED,
    }
)


@dataclass
class Room:
    """Those of one community who listen here. `pending` None: more than is worth naming; `told`
    are the newest events that were dealt with already."""

    streams: set[LiveStream] = field(default_factory=set)
    pending: set[int] | None = field(default_factory=set)
    is_waiting: bool = False
    told: dict[int, None] = field(default_factory=dict)

    def take(self) -> set[int] | None:
        pending, self.pending, self.is_waiting = self.pending, set(), False
        return pending

    def fresh(self, happenings: Iterable[Happening]) -> list[Happening]:
        found = [each for each in happenings if each.event_id not in self.told]
        self.told.update(dict.fromkeys(each.event_id for each in found))
        while len(self.told) > 4 * MOST_EVENTS:
            del self.told[next(iter(self.told))]
        return found


def tell(stream: LiveStream, happenings: Sequence[Happening], sights: Mapping[int, Sight]) -> None:
    """Of what happened to tickets that they see, and to settings."""
    kinds: defaultdict[int, list[Happening]] = defaultdict(list)
    for each in happenings:
        if each.ticket_id is not None:
            kinds[each.ticket_id].append(each)
    for ticket_id, sight in sights.items():
        of_ticket = kinds[ticket_id]
        if _concerns(stream, of_ticket) and _is_seen(stream.visibility, sight, of_ticket):
            stream.tell_of(ticket_id, {each.name for each in of_ticket})
    others = [each for each in happenings if each.ticket_id is None]
    if settings := {each.name for each in others if each.name not in _PRIVATE}:
        stream.tell_settings(settings)


def _concerns(stream: LiveStream, happenings: Sequence[Happening]) -> bool:
    """That somebody has read a ticket is for their own pages."""
    return not happenings or any(
        each.name != EventName.TICKET_READ or each.actor_id == stream.watcher.person_id
        for each in happenings
    )


def _is_seen(visibility: Visibility, sight: Sight, happenings: Sequence[Happening]) -> bool:
    """Whether it is, or was until just now: then their pages must let go of it."""
    return sight.is_seen(visibility) or any(
        (each.former_category_id or 0) in (visibility.category_ids or ())
        or (each.former_assignee_id or 0) == visibility.person_id
        for each in happenings
    )


def may_change_sight(stream: LiveStream, happening: Happening) -> bool:
    return happening.name in _ABOUT_SIGHT or (
        happening.name in _ABOUT_PEOPLE
        and happening.subject_id in (None, str(stream.watcher.person_id))
    )

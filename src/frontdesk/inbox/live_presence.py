"""Who else looks at a ticket, or writes: in memory only, and soon forgotten.

Each process hears what browsers announce at any other (`events.announcements.PRESENCE`).
"""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final
from uuid import UUID

from frontdesk.events.announcements import PresenceAnnounced

KEPT_SECONDS: Final = 30.0
"""Browsers announce themselves again every twelve."""

_MOST_HERE: Final = 100

Place = tuple[int, int]
"""A community and a ticket in it."""


class Doing(StrEnum):
    LOOKING = "looking"
    WRITING_REPLY = "reply"
    WRITING_NOTE = "note"
    GONE = "gone"


class Presences:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._here: dict[Place, dict[tuple[UUID, str], tuple[Doing, float]]] = {}

    def note(self, heard: PresenceAnnounced) -> bool:
        """Whether this changes what others are shown."""
        place = heard.community_id, heard.ticket_id
        before = self.doings(*place)
        here = self._here.setdefault(place, {})
        key, doing = (heard.person_id, heard.tab), Doing(heard.doing)
        if doing is Doing.GONE:
            here.pop(key, None)
        elif key in here or len(here) < _MOST_HERE:
            here[key] = doing, self._monotonic() + KEPT_SECONDS
        if not here:
            del self._here[place]
        return self.doings(*place) != before

    def doings(self, community_id: int, ticket_id: int) -> dict[UUID, Doing]:
        """What each who is here does: who writes in one tab may look in another."""
        now = self._monotonic()
        found: dict[UUID, Doing] = {}
        for (person_id, _), (doing, until) in self._here.get((community_id, ticket_id), {}).items():
            if until > now and found.get(person_id, Doing.LOOKING) is Doing.LOOKING:
                found[person_id] = doing
        return found

    def forget_old(self) -> list[Place]:
        """Where somebody has not been heard of for too long."""
        now = self._monotonic()
        changed = []
        for place, here in list(self._here.items()):
            kept = {key: each for key, each in here.items() if each[1] > now}
            if len(kept) == len(here):
                continue
            changed.append(place)
            if kept:
                self._here[place] = kept
            else:
                del self._here[place]
        return changed

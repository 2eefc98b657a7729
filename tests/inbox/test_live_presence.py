"""How long it is remembered who is at a ticket, and which of several tabs counts."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.events.announcements import PresenceAnnounced
from frontdesk.inbox.live_presence import KEPT_SECONDS, Doing, Presences

KARI, OLE = UUID(int=1), UUID(int=2)


@dataclass
class Seconds:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def heard(person_id: UUID, doing: Doing, tab: str = "a") -> PresenceAnnounced:
    return PresenceAnnounced(1, 5, person_id, tab, doing)


def test_only_a_difference_is_a_change() -> None:
    presences = Presences(Seconds())
    assert presences.note(heard(KARI, Doing.LOOKING))
    assert not presences.note(heard(KARI, Doing.LOOKING))
    assert not presences.note(heard(KARI, Doing.LOOKING, "b"))
    assert presences.note(heard(KARI, Doing.WRITING_REPLY, "b"))
    assert presences.doings(1, 5) == {KARI: Doing.WRITING_REPLY}
    assert presences.note(heard(KARI, Doing.GONE, "b"))
    assert presences.doings(1, 5) == {KARI: Doing.LOOKING}
    assert presences.note(heard(KARI, Doing.GONE))
    assert presences.doings(1, 5) == {}
    assert not presences.note(heard(OLE, Doing.GONE))


def test_who_says_nothing_more_is_forgotten() -> None:
    seconds = Seconds()
    presences = Presences(seconds)
    presences.note(heard(KARI, Doing.LOOKING))
    seconds.now = KEPT_SECONDS - 1
    presences.note(heard(OLE, Doing.LOOKING))
    assert presences.forget_old() == []
    seconds.now = KEPT_SECONDS
    assert presences.doings(1, 5) == {OLE: Doing.LOOKING}
    assert presences.forget_old() == [(1, 5)]
    assert presences.forget_old() == []

"""Whose pictures a teammate wants to see without being asked; the browser remembers it."""

from typing import Final, Protocol
from uuid import UUID

from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import DAY
from frontdesk.people.person import Person

COOKIE: Final = "pictures"
_REMEMBERED: Final = 365 * DAY
_MOST_SENDERS: Final = 60
_LETTERS: Final = 12
"""So much of an id is kept: the cookie goes with each request."""


class Written(Protocol):
    @property
    def author(self) -> Person | None: ...
    @property
    def is_by_team(self) -> bool: ...


def shows_pictures_of(visit: Visit, written: Written) -> bool:
    """Whether this sender's pictures are shown at once."""
    author = written.author
    return author is not None and _short(author.person_id) in _senders(visit)


def remember_sender(visit: Visit, person_id: UUID, *, wanted: bool) -> None:
    senders = [each for each in _senders(visit) if each != _short(person_id)]
    if wanted:
        senders.append(_short(person_id))
    value = ".".join(senders[-_MOST_SENDERS:])
    visit.set_cookie(COOKIE, value, below="/tickets", lifetime=_REMEMBERED if value else 0)


def _senders(visit: Visit) -> list[str]:
    return [each for each in visit.request.cookies.get(COOKIE, "").split(".") if each]


def _short(person_id: UUID) -> str:
    return person_id.hex[:_LETTERS]

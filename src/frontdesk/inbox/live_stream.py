"""What one browser is told while it listens (server-sent events), no faster than it can follow."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from frontdesk.accounts.enums import Locale
from frontdesk.kit.clock import MILLISECOND, Clock
from frontdesk.tickets.visibility import Visibility

MOST_TICKETS: Final = 300
"""Changed tickets that wait to be told of; with more, everything is fetched anew."""

_MOST_NOTICES: Final = 10
_PAUSE_SECONDS: Final = 0.5
"""Between two messages: what happens meanwhile is told once."""

_BEAT_SECONDS: Final = (17.0, 23.0)
"""Not at the same moment for all."""

_RETRY: Final = b"retry: 3000\n\n"


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """Whose browser listens; `home` is the address of the community's pages."""

    community_id: int
    session_id: int
    person_id: UUID
    token: str
    locale: Locale
    home: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a desktop notification says; `key` is the same for the same thing."""

    key: str
    title: str
    body: str
    href: str
    ticket_id: int


class LiveStream:
    """`check` asks whether the session is still good; it may set `visibility` anew."""

    def __init__(
        self,
        watcher: Watcher,
        visibility: Visibility,
        clock: Clock,
        check: Callable[["LiveStream"], Awaitable[bool]],
    ) -> None:
        self.watcher = watcher
        self.visibility = visibility
        self._clock = clock
        self._check = check
        self._tickets: dict[int, set[str]] = {}
        self._present: set[int] = set()
        self._settings: set[str] = set()
        self._notices: list[Notice] = []
        self._is_stale = self._is_over = self._is_signed_out = False
        self._woken = asyncio.Event()

    # What to tell

    def tell_of(self, ticket_id: int, kinds: Collection[str]) -> None:
        if len(self._tickets) >= MOST_TICKETS and ticket_id not in self._tickets:
            self.tell_all()
        elif not self._is_stale:
            self._tickets.setdefault(ticket_id, set()).update(kinds)
            self._woken.set()

    def tell_all(self) -> None:
        """Anything may have changed."""
        self._tickets.clear()
        self._is_stale = True
        self._woken.set()

    def tell_settings(self, kinds: Iterable[str]) -> None:
        self._settings.update(kinds)
        self._woken.set()

    def tell_presence(self, ticket_id: int) -> None:
        self._present.add(ticket_id)
        self._woken.set()

    def notify(self, notice: Notice) -> None:
        if len(self._notices) < _MOST_NOTICES:
            self._notices.append(notice)
            self._woken.set()

    def sign_out(self) -> None:
        """The session is over; nothing else is told."""
        self._is_signed_out = True
        self._woken.set()

    def hang_up(self) -> None:
        self._is_over = True
        self._woken.set()

    # Telling it

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        yield _RETRY + self._message("beat", {})
        while not self._is_over:
            is_time = not await self._wait(random.uniform(*_BEAT_SECONDS))  # noqa: S311 -- no secret
            if self._is_signed_out or (is_time and not await self._check(self)):
                yield self._message("over", {})
                return
            told = self._take()
            if is_time or told:
                yield told or self._message("beat", {})
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _wait(self, seconds: float) -> bool:
        """False when nothing came in that time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        was_woken = self._woken.is_set()
        self._woken.clear()
        return was_woken

    def _take(self) -> bytes:
        parts = []
        if self._is_stale:
            parts.append(self._message("refresh", {}))
        elif self._tickets:
            # Ids as texts: the numbers of a browser are exact only to 53 bits.
            changed = [
                {"id": str(id_), "kinds": sorted(kinds)} for id_, kinds in self._tickets.items()
            ]
            parts.append(self._message("tickets", {"tickets": changed}))
        if self._settings:
            parts.append(self._message("settings", {"kinds": sorted(self._settings)}))
        if self._present:
            parts.append(
                self._message("presence", {"tickets": [str(id_) for id_ in sorted(self._present)]})
            )
        parts += [self._message("notice", msgspec.to_builtins(each)) for each in self._notices]
        self._tickets, self._settings, self._present, self._notices = {}, set(), set(), []
        self._is_stale = False
        return b"".join(parts)

    def _message(self, event: str, data: dict[str, Any]) -> bytes:
        now = self._clock() // MILLISECOND
        text = msgspec.json.encode({**data, "now": now}).decode()
        return f"event: {event}\nid: {now}\ndata: {text}\n\n".encode()

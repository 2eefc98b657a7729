"""Hearing what other processes announce: one connection for everybody in this process."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import psycopg
import structlog
from psycopg import sql

_RETRY_SECONDS: Final = 1.0
_PROBE_SECONDS: Final = 5.0

log = structlog.get_logger()


def _nothing() -> None:
    pass


@dataclass(frozen=True, kw_only=True, eq=False)
class Listener:
    """`hear` gets each announcement's text, in order; `begin` is called when announcements are
    heard from now on, `end` when some may be missed from now on. All three run on the event loop
    between other things: they note what they hear and return."""

    hear: Callable[[str], None]
    begin: Callable[[], None] = _nothing
    end: Callable[[], None] = _nothing


class Hearing:
    """Listens on the channels that somebody had joined before `run`; those may then be joined and
    left at any time."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._listeners: defaultdict[str, list[Listener]] = defaultdict(list)
        self._heard: frozenset[str] = frozenset()

    def join(self, channel: str, listener: Listener) -> Callable[[], None]:
        """Call what is returned to leave."""
        joined = self._listeners[channel]
        joined.append(listener)
        if channel in self._heard:
            listener.begin()
        return lambda: joined.remove(listener)

    async def run(self) -> None:
        """Runs until cancelled; a lost connection is replaced."""
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                log.warning("announcements_unheard", error=str(error))
            finally:
                self._end()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _listen(self) -> None:
        connect = psycopg.AsyncConnection.connect
        async with await connect(
            self._conninfo, autocommit=True, connect_timeout=5, application_name="frontdesk hearing"
        ) as connection:
            for channel in self._listeners:
                await connection.execute(sql.SQL("listen {}").format(sql.Identifier(channel)))
            self._begin()
            while True:
                async for notice in connection.notifies(timeout=_PROBE_SECONDS):
                    self._pass_on(notice.channel, notice.payload)
                await connection.execute("select 1")  # a connection that died silently fails here

    def _begin(self) -> None:
        self._heard = frozenset(self._listeners)
        for listener in self._all():
            listener.begin()

    def _end(self) -> None:
        if self._heard:
            self._heard = frozenset()
            for listener in self._all():
                listener.end()

    def _all(self) -> list[Listener]:
        return [listener for joined in self._listeners.values() for listener in joined]

    def _pass_on(self, channel: str, text: str) -> None:
        for listener in list(self._listeners[channel]):
            try:
                listener.hear(text)
            except Exception:  # anybody may announce anything: one text must not deafen the rest
                log.exception("announcement_misunderstood", channel=channel, text=text[:200])

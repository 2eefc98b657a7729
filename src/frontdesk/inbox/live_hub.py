"""Who listens at this process, and what they are told of what happens at any process."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

import structlog

from frontdesk.accounts.sessions import find_session
from frontdesk.database.pool import Connection, Database
from frontdesk.errors import RateLimited, Unavailable
from frontdesk.events.announcements import EVENTS, PRESENCE, read_change, read_presence
from frontdesk.events.hearing import Hearing, Listener
from frontdesk.inbox.live_notices import notify
from frontdesk.inbox.live_presence import Place, Presences
from frontdesk.inbox.live_room import MOST_EVENTS, Room, may_change_sight, tell
from frontdesk.inbox.live_stream import MOST_TICKETS, LiveStream, Watcher
from frontdesk.kit.clock import MILLISECOND, SECOND, Clock
from frontdesk.tickets.happenings import Happening, Sight, happenings_since, sights_of
from frontdesk.tickets.visibility import Visibility, visibility_of

MOST_STREAMS: Final = 12
"""Of one session: a browser has one, or one a tab where tabs cannot agree on it."""

_GATHER_SECONDS: Final = 0.1
_SWEEP_SECONDS: Final = 5.0
_RETRY_SECONDS: Final = 1.0
_LATE: Final = 30 * SECOND
"""How long the transaction of an event may take from its beginning to its end."""

log = structlog.get_logger()


class LiveHub:
    """Made before `hearing` runs. Once `stopping` is set all streams end and none is opened."""

    def __init__(self, database: Database, clock: Clock, hearing: Hearing) -> None:
        self.presences = Presences()
        self.stopping = asyncio.Event()
        self._database = database
        self._clock = clock
        self._rooms: dict[int, Room] = {}
        self._woken = asyncio.Event()
        hearing.join(EVENTS, Listener(hear=self._hear_change, begin=self._refresh_all))
        hearing.join(PRESENCE, Listener(hear=self._hear_presence))

    # Those who listen

    def require_place(self, session_id: int) -> None:
        """Raises RateLimited when the session has as many streams as it may have."""
        count = Counter(stream.watcher.session_id for stream in self._all_streams())[session_id]
        if count >= MOST_STREAMS:
            raise RateLimited(
                f"a session has {MOST_STREAMS} live connections at most",
                headers={"Retry-After": "30"},
            )

    async def listen(
        self, watcher: Watcher, visibility: Visibility, since: int | None
    ) -> "OpenLive":
        """A stream, which also tells what happened since that time (in milliseconds).

        Raises RateLimited, and Unavailable while the process stops.
        """
        if self.stopping.is_set():
            raise Unavailable("this process stops")
        self.require_place(watcher.session_id)
        stream = LiveStream(watcher, visibility, self._clock, self._is_still_good)
        return OpenLive(self, stream, since)

    async def enter(self, stream: LiveStream, since: int | None) -> None:
        room = self._rooms.setdefault(stream.watcher.community_id, Room())
        is_first = not room.streams
        room.streams.add(stream)
        try:
            await self._tell_missed(room, stream, since, is_first=is_first)
        except Unavailable:
            stream.tell_all()

    def leave(self, stream: LiveStream) -> None:
        room = self._rooms.get(stream.watcher.community_id)
        if room is not None:
            room.streams.discard(stream)
            if not room.streams:
                del self._rooms[stream.watcher.community_id]

    async def _tell_missed(
        self, room: Room, stream: LiveStream, since: int | None, *, is_first: bool
    ) -> None:
        if since is None and not is_first:
            return
        now, community_id = self._clock(), stream.watcher.community_id
        start = now if since is None else min(since * MILLISECOND, now)
        async with self._database.reading(community_id) as connection:
            found = await happenings_since(
                connection, community_id, start - _LATE, most=MOST_EVENTS
            )
            if is_first:
                room.fresh(found)
            if since is not None:
                tell(stream, found, await _sights(connection, community_id, found))
        if since is not None and len(found) == MOST_EVENTS:
            stream.tell_all()

    async def _is_still_good(self, stream: LiveStream) -> bool:
        try:
            async with self._database.reading(stream.watcher.community_id) as connection:
                return await self._check(connection, stream)
        except Unavailable as error:
            log.warning("session_not_checked", error=str(error))
            return True

    async def _check(self, connection: Connection, stream: LiveStream) -> bool:
        """Whether the session is good; what it may see is then as it is now."""
        who = stream.watcher
        signed_in = await find_session(
            connection, who.community_id, who.token, self._clock(), notes_use=False
        )
        if signed_in is None:
            return False
        stream.visibility = await visibility_of(
            connection, who.community_id, who.person_id, signed_in.role
        )
        return True

    def _all_streams(self) -> list[LiveStream]:
        return [stream for room in self._rooms.values() for stream in room.streams]

    # What is heard

    def _hear_change(self, text: str) -> None:
        change = read_change(text)
        room = self._rooms.get(change.community_id)
        if room is None:
            return
        if change.ticket_id is None or room.pending is None or len(room.pending) >= MOST_TICKETS:
            room.pending = None
        else:
            room.pending.add(change.ticket_id)
        room.is_waiting = True
        self._woken.set()

    def _hear_presence(self, text: str) -> None:
        heard = read_presence(text)
        if self.presences.note(heard):
            self._tell_presence((heard.community_id, heard.ticket_id))

    def _refresh_all(self) -> None:
        """Something may have been missed before this moment."""
        for stream in self._all_streams():
            stream.tell_all()

    def _tell_presence(self, place: Place) -> None:
        """Those who are there themselves."""
        community_id, ticket_id = place
        here = self.presences.doings(community_id, ticket_id)
        room = self._rooms.get(community_id)
        for stream in room.streams if room else ():
            if stream.watcher.person_id in here:
                stream.tell_presence(ticket_id)

    # Passing it on

    async def run(self) -> None:
        """Runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pass_on())
            tasks.create_task(self._forget())
            tasks.create_task(self._end_all())

    async def _end_all(self) -> None:
        await self.stopping.wait()
        for stream in self._all_streams():
            stream.hang_up()

    async def _forget(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            for place in self.presences.forget_old():
                self._tell_presence(place)

    async def _pass_on(self) -> None:
        while True:
            await self._woken.wait()
            await asyncio.sleep(_GATHER_SECONDS)
            self._woken.clear()
            for community_id, room in list(self._rooms.items()):
                if room.is_waiting:
                    await self._pass_on_in(community_id, room)

    async def _pass_on_in(self, community_id: int, room: Room) -> None:
        try:
            async with self._database.reading(community_id) as connection:
                await self._tell_room(connection, community_id, room)
        except Exception as error:  # whatever it is, the next change must be heard
            if not isinstance(error, Unavailable):
                log.exception("change_not_passed_on", community_id=community_id)
            for stream in room.streams:
                stream.tell_all()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _tell_room(self, connection: Connection, community_id: int, room: Room) -> None:
        ticket_ids = room.take()
        found = await happenings_since(
            connection,
            community_id,
            self._clock() - _LATE,
            ticket_ids=ticket_ids,
            most=MOST_EVENTS,
        )
        fresh = room.fresh(found)
        for stream in list(room.streams):
            is_doubtful = any(may_change_sight(stream, each) for each in fresh)
            if is_doubtful and not await self._check(connection, stream):
                stream.sign_out()
        sights = await _sights(connection, community_id, fresh, ticket_ids or ())
        too_much = len(fresh) == MOST_EVENTS or len(sights) > MOST_TICKETS
        is_unknown = ticket_ids is None and not fresh
        for stream in list(room.streams):
            if too_much or is_unknown:
                stream.tell_all()
            else:
                tell(stream, fresh, sights)
        await notify(connection, community_id, fresh, sights, list(room.streams))


@dataclass
class OpenLive:
    """A stream that is entered once its first byte is asked for."""

    hub: LiveHub
    stream: LiveStream
    since: int | None

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        try:
            await self.hub.enter(self.stream, self.since)
            async with aclosing(self.stream.chunks()) as chunks:
                async for chunk in chunks:
                    yield chunk
        finally:
            self.hub.leave(self.stream)


async def _sights(
    connection: Connection,
    community_id: int,
    happenings: Sequence[Happening],
    ticket_ids: Collection[int] = (),
) -> dict[int, Sight]:
    named = {each.ticket_id for each in happenings if each.ticket_id is not None}
    return await sights_of(connection, community_id, named | set(ticket_ids))

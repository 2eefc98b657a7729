"""`Idempotency-Key`: a request that is sent again is answered again, not done again.

The key, the change and its answer are one transaction: whatever happens in between, either all
three are there or none is. Only answers of success are kept, so a caller may correct a request
and send it again under the same key.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from http import HTTPStatus
from typing import Final
from weakref import WeakValueDictionary

from litestar.types import HTTPScope

from frontdesk.api.envelope import JSON
from frontdesk.database.pool import Connection, Database
from frontdesk.errors import InvalidMember, Unavailable
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.http import Headers, HttpAnswer, get_header_list
from frontdesk.tokens.first_answers import (
    WAIT_SECONDS,
    Claim,
    FirstAnswer,
    claim_key,
    forget_old_answers,
    keep_answer,
    release_key,
    still_under_way,
)

_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
_REPLAYED: Final = {"Idempotency-Replayed": "true"}
_SWEEP: Final = 1000
"""Most old keys that are removed at a time."""
_MOST_COMMUNITIES: Final = 10_000

Act = Callable[[Connection], Awaitable[HttpAnswer]]


def read_key(headers: Headers) -> str | None:
    """Raises InvalidMember for a malformed key."""
    key = get_header_list(headers, b"idempotency-key")
    if key is not None and _KEY.fullmatch(key) is None:
        raise InvalidMember("Idempotency-Key", "expected 1 to 255 visible ASCII characters")
    return key


def digest_request(scope: HTTPScope, body: bytes) -> bytes:
    """What makes a request the same: method, path, query and body."""
    parts = (scope["method"].encode(), scope["path"].encode(), scope["query_string"], body)
    return sha256(b"".join(sha256(part).digest() for part in parts)).digest()


class OnceOnly:
    """Carries out requests that have a key."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._under_way: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()
        self._swept: dict[int, int] = {}

    async def answer(self, claim: Claim, act: Act) -> HttpAnswer:
        """The answer of `act`, which is called with a connection inside a transaction if this is
        the first request of its key; else the first answer.

        Raises StateConflict when the key belongs to another request, or the first takes too long.
        """
        async with self._turn(claim), self._database.writing(claim.community_id) as connection:
            first = await claim_key(connection, claim)
            if first is not None:
                return _replay(first)
            answer = await _act_once(connection, claim, act)
        await self._sweep(claim.community_id, claim.now)
        return answer

    @asynccontextmanager
    async def _turn(self, claim: Claim) -> AsyncIterator[None]:
        """One at a time of this process: the others wait here rather than each on a connection."""
        lock = self._under_way.setdefault((claim.token_id, claim.key), asyncio.Lock())
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await lock.acquire()
        except TimeoutError:
            raise still_under_way() from None
        try:
            yield
        finally:
            lock.release()

    async def _sweep(self, community_id: int, now: int) -> None:
        """Remove old keys, at most once a minute while there are few."""
        if abs(now - self._swept.get(community_id, 0)) < MINUTE:
            return
        with suppress(Unavailable):  # the answer is given and stored: the next one may sweep
            async with self._database.writing(community_id) as connection:
                removed = await forget_old_answers(connection, community_id, now=now, most=_SWEEP)
            if removed < _SWEEP:
                self._note_swept(community_id, now)

    def _note_swept(self, community_id: int, now: int) -> None:
        if len(self._swept) >= _MOST_COMMUNITIES:
            self._swept.clear()
        self._swept[community_id] = now


async def _act_once(connection: Connection, claim: Claim, act: Act) -> HttpAnswer:
    answer = await act(connection)
    if answer.status < HTTPStatus.BAD_REQUEST:
        assert isinstance(answer.body, bytes), "only what reads is streamed"
        await keep_answer(
            connection,
            claim,
            status=answer.status,
            answer=answer.body,
            entity_tag=answer.headers.get("ETag"),
        )
    else:
        await release_key(connection, claim)
    return answer


def _replay(first: FirstAnswer) -> HttpAnswer:
    tagged = {} if first.entity_tag is None else {"ETag": first.entity_tag}
    return HttpAnswer(first.status, JSON, first.answer, {**tagged, **_REPLAYED})

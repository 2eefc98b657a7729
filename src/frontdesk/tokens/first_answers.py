"""The first answers to requests that a caller may repeat (contract rule 1.9), kept for a day."""

from dataclasses import dataclass
from typing import Final

from psycopg.errors import LockNotAvailable

from frontdesk.database.pool import Connection
from frontdesk.errors import StateConflict
from frontdesk.kit.clock import DAY

KEPT: Final = DAY
WAIT_SECONDS: Final = 10
"""How long a repeated request waits for the first one to finish."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A request that a caller named `key`, by a token, at the time `now`."""

    community_id: int
    token_id: int
    key: str
    request_hash: bytes
    now: int


@dataclass(frozen=True, kw_only=True)
class FirstAnswer:
    request_hash: bytes
    status: int
    answer: bytes
    entity_tag: str | None


async def claim_key(connection: Connection, claim: Claim) -> FirstAnswer | None:
    """None when this is the first request of that key, which is then held until the transaction
    ends; else the answer to the first one, after waiting for its end.

    Raises StateConflict when the first request is another one, or takes too long.
    """
    if await _insert_key(connection, claim):
        return None
    first = await connection.row(
        FirstAnswer,
        """
        select request_hash, status, answer, entity_tag
        from idempotency_keys
        where community_id = %(community_id)s and token_id = %(token_id)s and key = %(key)s
        """,
        vars(claim),
    )
    if first is None or first.request_hash != claim.request_hash:
        raise StateConflict("this Idempotency-Key was used for another request")
    return first


async def _insert_key(connection: Connection, claim: Claim) -> bool:
    """False if the key is taken; waits for whoever takes it just now."""
    await connection.execute("select set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
    try:
        inserted = await connection.value(
            """
            insert into idempotency_keys as known
                   (community_id, token_id, key, request_hash, creation_time)
            values (%(community_id)s, %(token_id)s, %(key)s, %(request_hash)s, %(now)s)
            on conflict (community_id, token_id, key) do update
            set request_hash = excluded.request_hash, status = null, answer = null,
                entity_tag = null, creation_time = excluded.creation_time
            where known.creation_time <= %(outdated)s
            returning true
            """,
            {**vars(claim), "outdated": claim.now - KEPT},
        )
    except LockNotAvailable:
        raise still_under_way() from None
    await connection.execute("reset lock_timeout")
    return bool(inserted)


def still_under_way() -> StateConflict:
    return StateConflict("the first request with this Idempotency-Key is still under way")


async def keep_answer(
    connection: Connection, claim: Claim, *, status: int, answer: bytes, entity_tag: str | None
) -> None:
    """Write down the answer to a request that holds its key."""
    await connection.execute(
        """
        update idempotency_keys
        set status = %(status)s, answer = %(answer)s, entity_tag = %(entity_tag)s
        where community_id = %(community_id)s and token_id = %(token_id)s and key = %(key)s
        """,
        {**vars(claim), "status": status, "answer": answer, "entity_tag": entity_tag},
    )


async def release_key(connection: Connection, claim: Claim) -> None:
    """Let the next request with this key be the first."""
    await connection.execute(
        """
        delete from idempotency_keys
        where community_id = %(community_id)s and token_id = %(token_id)s and key = %(key)s
        """,
        vars(claim),
    )


async def forget_old_answers(
    connection: Connection, community_id: int, *, now: int, most: int
) -> int:
    """Remove up to `most` keys that are older than a day; how many there were."""
    removed = await connection.values(
        """
        with outdated as materialized (  -- else a plan may run it, and its limit, once a row
            select token_id, key
            from idempotency_keys
            where community_id = %(community_id)s and creation_time <= %(outdated)s
            order by creation_time
            limit %(most)s
            for update skip locked
        )
        delete from idempotency_keys k
        using outdated o
        where k.community_id = %(community_id)s and k.token_id = o.token_id and k.key = o.key
        returning 1
        """,
        {"community_id": community_id, "outdated": now - KEPT, "most": most},
    )
    return len(removed)

"""Sessions: what a browser's cookie opens, until it expires or somebody ends it.

Remembered, a session ends 30 days after it was last used and 90 days after it began; else 12 hours
after it began.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from frontdesk.accounts.random_tokens import hash_token, make_token
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.clock import DAY, HOUR, MINUTE
from frontdesk.people.enums import Role
from frontdesk.people.signed_in import SignedIn

REMEMBERED_IDLE: Final = 30 * DAY
REMEMBERED_LONGEST: Final = 90 * DAY
FORGOTTEN_AFTER: Final = 12 * HOUR


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Where somebody signs in from: `kit.client_address`, and what the browser says it is."""

    address: str
    user_agent: str


@dataclass(frozen=True, kw_only=True)
class NewSession:
    """`token` is for the browser's cookie, and shown this once; a session that is not remembered
    wants a cookie without an age."""

    session_id: int
    person_id: UUID
    token: str
    expiry_time: int
    is_remembered: bool


@dataclass(frozen=True, kw_only=True)
class Session:
    """One of a teammate's sessions, as they see it in their list; times are ticks."""

    session_id: int
    creation_time: int
    last_seen_time: int
    expiry_time: int
    is_remembered: bool
    address: str
    user_agent: str


@dataclass(frozen=True)
class _Found(SignedIn):
    last_seen_time: int


async def find_session(
    connection: Connection, community_id: int, token: str, now: int
) -> SignedIn | None:
    """Who is behind a cookie: one indexed query, and once a minute a note that it was used."""
    found = await connection.row(
        _Found,
        """
        select s.session_id, s.person_id, m.role, p.name, p.email, p.image,
               a.locale,
               coalesce(a.time_zone, 'UTC') as time_zone,
               coalesce(a.theme, 'auto') as theme,
               coalesce(a.density, 'comfortable') as density,
               s.last_seen_time
        from sessions s
        join teammates m on m.community_id = s.community_id and m.person_id = s.person_id
        join people p on p.community_id = s.community_id and p.person_id = s.person_id
        left join account_preferences a
          on a.community_id = s.community_id and a.person_id = s.person_id
        where s.community_id = %(community_id)s
          and s.token_hash = %(hash)s
          and s.expiry_time > %(now)s
        """,
        {
            "community_id": community_id,
            "hash": hash_token(token),
            "now": now,
        },
    )
    if found is None:
        return None
    if now - found.last_seen_time >= MINUTE:
        await _note_use(connection, community_id, found.session_id, now)
    members = vars(found) | {"role": Role(found.role)}
    del members["last_seen_time"]
    return SignedIn(**members)


async def _note_use(connection: Connection, community_id: int, session_id: int, now: int) -> None:
    await connection.execute(
        """
        update sessions
        set last_seen_time = %(now)s,
            expiry_time = case
                when is_remembered
                then least(creation_time + %(longest)s, %(now)s + %(idle)s)
                else expiry_time
            end
        where community_id = %(community_id)s
          and session_id = %(session_id)s
          and last_seen_time <= %(before)s
        """,
        {
            "community_id": community_id,
            "session_id": session_id,
            "now": now,
            "before": now - MINUTE,
            "idle": REMEMBERED_IDLE,
            "longest": REMEMBERED_LONGEST,
        },
    )


async def begin_session(
    tx: Transaction, person_id: UUID, visit: Visit, *, is_remembered: bool
) -> NewSession:
    """The part of a sign-in that opens the door. Raises NotFound when they are no teammate now."""
    token = make_token()
    expiry_time = tx.now + (REMEMBERED_IDLE if is_remembered else FORGOTTEN_AFTER)
    session_id = await tx.connection.value(
        """
        insert into sessions
               (community_id, person_id, token_hash, is_remembered, creation_time, last_seen_time,
                expiry_time, address, user_agent)
        select community_id, person_id, %(hash)s, %(is_remembered)s, %(now)s, %(now)s,
               %(expiry_time)s, %(address)s, %(user_agent)s
        from teammates
        where community_id = %(community_id)s and person_id = %(person_id)s
        for key share
        returning session_id
        """,
        {
            "community_id": tx.community_id,
            "person_id": person_id,
            "hash": hash_token(token),
            "is_remembered": is_remembered,
            "now": tx.now,
            "expiry_time": expiry_time,
            "address": visit.address,
            "user_agent": visit.user_agent[:400].replace("\0", ""),
        },
    )
    if session_id is None:
        raise NotFound(f"no teammate has the id {person_id}")
    return NewSession(
        session_id=session_id,
        person_id=person_id,
        token=token,
        expiry_time=expiry_time,
        is_remembered=is_remembered,
    )


async def list_sessions(
    connection: Connection, community_id: int, person_id: UUID, *, now: int
) -> list[Session]:
    """The sessions that work, the one used last first."""
    return await connection.rows(
        Session,
        """
        select session_id, creation_time, last_seen_time, expiry_time, is_remembered, address,
               user_agent
        from sessions
        where community_id = %(community_id)s
          and person_id = %(person_id)s
          and expiry_time > %(now)s
        order by last_seen_time desc, session_id desc
        """,
        {"community_id": community_id, "person_id": person_id, "now": now},
    )


async def end_session(tx: Transaction, person_id: UUID, session_id: int) -> None:
    """Sign out here, or one of one's other browsers. What has ended already stays so."""
    ended = await tx.connection.values(
        """
        delete from sessions
        where community_id = %(community_id)s
          and person_id = %(person_id)s
          and session_id = %(session_id)s
        returning session_id
        """,
        {"community_id": tx.community_id, "person_id": person_id, "session_id": session_id},
    )
    await _record_end(tx, person_id, ended)


async def end_sessions(tx: Transaction, person_id: UUID, *, but: int | None = None) -> int:
    """End all sessions of a teammate, or all others than one's own; how many there were."""
    ended = await tx.connection.values(
        """
        delete from sessions
        where community_id = %(community_id)s
          and person_id = %(person_id)s
          and session_id is distinct from %(kept)s::bigint
        returning session_id
        """,
        {"community_id": tx.community_id, "person_id": person_id, "kept": but},
    )
    await _record_end(tx, person_id, ended)
    return len(ended)


async def _record_end(tx: Transaction, person_id: UUID, ended: list[int]) -> None:
    if ended:
        await record(tx, EventName.SESSION_ENDED, subject_id=person_id, session_ids=sorted(ended))

"""The password of a teammate: set, changed, confirmed."""

from dataclasses import dataclass
from uuid import UUID

from frontdesk.accounts.hashing import hash_password, is_password
from frontdesk.accounts.password_rules import normalize_password, read_password
from frontdesk.accounts.sessions import end_sessions
from frontdesk.accounts.throttle import count_attempt, forget_attempts
from frontdesk.database.pool import Connection, Database
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound, SignInRefused
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.person import get_people
from frontdesk.people.signed_in import SignedIn


@dataclass(frozen=True)
class Confirmed:
    """Proof that the teammate behind a session has just typed their password."""

    signed_in: SignedIn


async def set_password(
    tx: Transaction, person_id: UUID, given: str, *, keep_session: int | None = None
) -> None:
    """Give a teammate a password; all their sessions but `keep_session` end, and set-up links
    that were made before open nothing any more.

    Raises InvalidMember for a password that is easily guessed.
    """
    person = (await get_people(tx.connection, tx.community_id, [person_id])).get(person_id)
    if person is None:
        raise NotFound(f"no teammate has the id {person_id}")
    password = read_password(given, name=person.name, email=person.email)
    await store_hash(tx, person_id, await hash_password(password))
    await _void_ways_in(tx, person_id)
    await end_sessions(tx, person_id, but=keep_session)
    await record(tx, EventName.PASSWORD_SET, subject_id=person_id)


async def change_password(tx: Transaction, confirmed: Confirmed, given: str) -> None:
    """One's own; the session in which it is done goes on. Raises as `set_password`."""
    own = confirmed.signed_in
    await set_password(tx, own.person_id, given, keep_session=own.session_id)


async def confirm_password(
    database: Database, community_id: int, signed_in: SignedIn, given: str, *, now: int
) -> Confirmed:
    """Asked for before whatever would lock the owner of an unguarded browser out.

    Counts as an attempt to sign in, whatever becomes of it, so it has transactions of its own.
    Raises SignInRefused and TooManyAttempts.
    """
    login = signed_in.email or ""
    async with database.writing(community_id) as connection:
        tx = Transaction(
            connection=connection,
            community_id=community_id,
            actor_id=signed_in.person_id,
            now=now,
        )
        await count_attempt(tx, login=login, address="")
        stored = await find_hash(connection, community_id, signed_in.person_id)
    if not await is_password(normalize_password(given), stored):
        raise SignInRefused("this is not your password")
    async with database.writing(community_id) as connection:
        await forget_attempts(
            Transaction(
                connection=connection,
                community_id=community_id,
                actor_id=signed_in.person_id,
                now=now,
            ),
            login,
        )
    return Confirmed(signed_in)


async def find_hash(connection: Connection, community_id: int, person_id: UUID) -> str | None:
    stored: str | None = await connection.value(
        """
        select password_hash
        from passwords
        where community_id = %(community_id)s and person_id = %(person_id)s
        """,
        {"community_id": community_id, "person_id": person_id},
    )
    return stored


async def store_hash(tx: Transaction, person_id: UUID, password_hash: str) -> None:
    """The part of an action that makes a hash the one to compare with."""
    parameters = {
        "community_id": tx.community_id,
        "person_id": person_id,
        "hash": password_hash,
        "now": tx.now,
    }
    await tx.connection.execute(
        """
        update communities
        set first_password_time = %(now)s
        where community_id = %(community_id)s and first_password_time is null
        """,
        parameters,
    )
    await tx.connection.execute(
        """
        insert into passwords (community_id, person_id, password_hash, changed_time)
        values (%(community_id)s, %(person_id)s, %(hash)s, %(now)s)
        on conflict (community_id, person_id)
        do update set password_hash = excluded.password_hash, changed_time = excluded.changed_time
        """,
        parameters,
    )


async def _void_ways_in(tx: Transaction, person_id: UUID) -> None:
    parameters = [tx.community_id, person_id]
    await tx.connection.execute(
        """
        delete from setup_links
        where community_id = %s and (person_id = %s or person_id is null) and used_time is null
        """,
        parameters,
    )
    await tx.connection.execute(
        "delete from sign_in_tickets where community_id = %s and person_id = %s", parameters
    )

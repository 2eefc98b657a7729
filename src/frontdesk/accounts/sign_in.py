"""Signing in: the password, then the second factor of whoever has one.

An attempt counts whatever becomes of it, and no connection waits while a password is hashed. So
these two actions have transactions of their own, unlike all others.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from frontdesk.accounts.hashing import hash_password, is_outdated, is_password
from frontdesk.accounts.password_rules import normalize_password
from frontdesk.accounts.passwords import find_hash, store_hash
from frontdesk.accounts.random_tokens import hash_token, make_token
from frontdesk.accounts.second_factors import accept_code
from frontdesk.accounts.sessions import NewSession, Visit, begin_session
from frontdesk.accounts.sweeping import sweep
from frontdesk.accounts.throttle import count_attempt, forget_attempts
from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection, Database
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound, SignInRefused
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.text import lookup_key

TICKET_LIFETIME: Final = 5 * MINUTE
MOST_TRIES: Final = 5


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What somebody typed, and where; `login` is an e-mail address."""

    login: str
    password: str
    is_remembered: bool
    visit: Visit


@dataclass(frozen=True, kw_only=True)
class SecondFactorNeeded:
    """The password was right. `ticket` goes with the code to `pass_second_factor`, in time."""

    ticket: str
    expiry_time: int


@dataclass(frozen=True, kw_only=True)
class _Account:
    person_id: UUID
    password_hash: str | None
    has_second_factor: bool


@dataclass(frozen=True, kw_only=True)
class _Ticket:
    person_id: UUID
    is_remembered: bool
    login: str


async def sign_in(
    database: Database, community: Community, attempt: Attempt, *, now: int
) -> NewSession | SecondFactorNeeded:
    """Raises SignInRefused, the same for a login that nobody has and a wrong password, in the same
    time; and TooManyAttempts."""
    login = _readable(attempt.login)
    async with database.writing(community.community_id) as connection:
        tx = _transaction(connection, community, now)
        await count_attempt(tx, login=login, address=attempt.visit.address)
        account = await _find_account(connection, community.community_id, login)
    password = normalize_password(attempt.password)
    stored = account.password_hash if account else None
    matches = await is_password(password, stored)
    if account is None or stored is None or not matches:
        person_id = account.person_id if account else None
        await _record_refusal(database, community, person_id, attempt.visit, now)
        raise SignInRefused("the e-mail address or the password is wrong")
    renewed = await hash_password(password) if is_outdated(stored) else None
    async with database.writing(community.community_id) as connection:
        tx = _transaction(connection, community, now).acting_as(account.person_id)
        # Set anew while it was compared: what matched is no password any more.
        if await find_hash(connection, community.community_id, account.person_id) != stored:
            raise SignInRefused("the e-mail address or the password is wrong")
        if renewed is not None:
            await store_hash(tx, account.person_id, renewed)
        if account.has_second_factor:
            return await _issue_ticket(tx, account.person_id, is_remembered=attempt.is_remembered)
        ticket = _Ticket(
            person_id=account.person_id, is_remembered=attempt.is_remembered, login=login
        )
        return await _let_in(tx, ticket, attempt.visit, by="password")


async def pass_second_factor(
    database: Database,
    community: Community,
    *,
    ticket: str,
    code: str,
    visit: Visit,
    key: bytes,
    now: int,
) -> NewSession:
    """The second step, with a code of the app or a recovery code.

    Raises SignInRefused for a wrong code, NotFound when the ticket is used up or too old (the
    password is asked for again then), and TooManyAttempts.
    """
    async with database.writing(community.community_id) as connection:
        tx = _transaction(connection, community, now)
        opened = await _try_ticket(tx, ticket)
        await count_attempt(tx, login=opened.login, address=visit.address)
    async with database.writing(community.community_id) as connection:
        tx = _transaction(connection, community, now).acting_as(opened.person_id)
        used = await accept_code(tx, opened.person_id, code, key=key)
        if used is not None:
            if not await _use_up(tx, ticket):
                raise NotFound("this took too long: sign in again")
            return await _let_in(tx, opened, visit, by=used)
    await _record_refusal(database, community, opened.person_id, visit, now)
    raise SignInRefused("this code is wrong, or was used before")


async def _find_account(connection: Connection, community_id: int, login: str) -> _Account | None:
    return await connection.row(
        _Account,
        """
        select m.person_id,
               c.password_hash,
               coalesce(f.confirmed_time is not null, false) as has_second_factor
        from teammates m
        left join passwords c on c.community_id = m.community_id and c.person_id = m.person_id
        left join second_factors f on f.community_id = m.community_id and f.person_id = m.person_id
        where m.community_id = %(community_id)s and m.login_key = %(key)s
        """,
        {"community_id": community_id, "key": lookup_key(login)},
    )


async def _let_in(tx: Transaction, ticket: _Ticket, visit: Visit, *, by: str) -> NewSession:
    session = await begin_session(tx, ticket.person_id, visit, is_remembered=ticket.is_remembered)
    await forget_attempts(tx, ticket.login)
    await record(
        tx,
        EventName.SIGNED_IN,
        subject_id=ticket.person_id,
        session_id=session.session_id,
        address=visit.address,
        by=by,
    )
    await sweep(tx)
    return session


async def _issue_ticket(
    tx: Transaction, person_id: UUID, *, is_remembered: bool
) -> SecondFactorNeeded:
    ticket, expiry_time = make_token(), tx.now + TICKET_LIFETIME
    await tx.connection.execute(
        """
        insert into sign_in_tickets
               (community_id, token_hash, person_id, is_remembered, expiry_time)
        values (%s, %s, %s, %s, %s)
        """,
        [tx.community_id, hash_token(ticket), person_id, is_remembered, expiry_time],
    )
    return SecondFactorNeeded(ticket=ticket, expiry_time=expiry_time)


async def _try_ticket(tx: Transaction, ticket: str) -> _Ticket:
    found = await tx.connection.row(
        _Ticket,
        """
        update sign_in_tickets t
        set tries = tries + 1
        from teammates m
        where t.community_id = %(community_id)s
          and t.token_hash = %(hash)s
          and t.expiry_time > %(now)s
          and t.tries < %(most)s
          and m.community_id = t.community_id
          and m.person_id = t.person_id
        returning t.person_id, t.is_remembered, coalesce(m.login_key, '') as login
        """,
        {
            "community_id": tx.community_id,
            "hash": hash_token(ticket),
            "now": tx.now,
            "most": MOST_TRIES,
        },
    )
    if found is None:
        raise NotFound("this took too long, or too many tries: sign in again")
    return found


async def _use_up(tx: Transaction, ticket: str) -> bool:
    cursor = await tx.connection.execute(
        "delete from sign_in_tickets where community_id = %s and token_hash = %s",
        [tx.community_id, hash_token(ticket)],
    )
    return cursor.rowcount == 1


async def _record_refusal(
    database: Database, community: Community, person_id: UUID | None, visit: Visit, now: int
) -> None:
    """Also for nobody's login, so that it takes as long; what was typed is not kept, as it may be
    a password in the wrong place."""
    async with database.writing(community.community_id) as connection:
        await record(
            _transaction(connection, community, now),
            EventName.SIGN_IN_REFUSED,
            subject_id=person_id,
            address=visit.address,
        )


def _transaction(connection: Connection, community: Community, now: int) -> Transaction:
    """In the name of the community's API user: nobody is signed in yet."""
    return Transaction(
        connection=connection,
        community_id=community.community_id,
        actor_id=community.api_user_id,
        now=now,
    )


def _readable(login: str) -> str:
    """Without what the database takes for no text."""
    return login[:1000].replace("\0", "�").encode(errors="replace").decode()

"""Teammates who sign in, as the tests of accounts need them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Final
from uuid import UUID

from pyotp import TOTP

from frontdesk.accounts.passwords import Confirmed, confirm_password, store_hash
from frontdesk.accounts.second_factors import enable_second_factor, offer_second_factor
from frontdesk.accounts.sessions import NewSession, Visit, find_session
from frontdesk.accounts.sign_in import Attempt, SecondFactorNeeded, sign_in
from frontdesk.database.transaction import Transaction
from frontdesk.kit.clock import SECOND
from frontdesk.people.enums import Role
from frontdesk.people.joining import TeammateDraft
from frontdesk.people.signed_in import SignedIn
from frontdesk.tickets.staffing import add_teammate
from tests.desk import NOON, Desk

PASSWORD: Final = "bridge over the fjord"
PASSWORD_HASH: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4"
    "$0/s/hsRtZqxvP5O8qgzkFg$gnlDWz0eMhNMKix76FQ1/ZDM6vTrJGs2jxGfL4JJHg4"
)
"""Made once: each hash takes a tenth of a second."""
KEY: Final = b"k" * 64
VISIT: Final = Visit(address="192.0.2.7", user_agent="Firefox")

_addresses = count(1)


@asynccontextmanager
async def writing(desk: Desk, now: int = NOON) -> AsyncIterator[Transaction]:
    async with desk.database.writing(desk.community.community_id) as connection:
        yield Transaction(
            connection=connection,
            community_id=desk.community.community_id,
            actor_id=desk.community.api_user_id,
            now=now,
        )


async def join(
    desk: Desk,
    email: str = "ingrid@example.com",
    *,
    role: Role = Role.AGENT,
    has_password: bool = True,
) -> UUID:
    async with writing(desk) as tx:
        draft = TeammateDraft(name="Ingrid Solberg", email=email, role=role)
        person_id = (await add_teammate(tx, draft, group_ids=[])).person_id
        if has_password:
            await store_hash(tx, person_id, PASSWORD_HASH)
    return person_id


async def attempt(
    desk: Desk,
    login: str = "ingrid@example.com",
    password: str = PASSWORD,
    *,
    now: int = NOON,
    remembered: bool = False,
    address: str | None = None,
) -> NewSession | SecondFactorNeeded:
    """From an address of its own, unless one is given."""
    visit = Visit(address=address or f"address {next(_addresses)}", user_agent="Firefox")
    given = Attempt(login=login, password=password, is_remembered=remembered, visit=visit)
    return await sign_in(desk.database, desk.community, given, now=now)


async def enter(
    desk: Desk,
    login: str = "ingrid@example.com",
    password: str = PASSWORD,
    *,
    now: int = NOON,
    remembered: bool = False,
) -> NewSession:
    session = await attempt(desk, login, password, now=now, remembered=remembered)
    assert isinstance(session, NewSession)
    return session


async def seen(desk: Desk, token: str, now: int = NOON) -> SignedIn | None:
    community_id = desk.community.community_id
    async with desk.database.reading(community_id) as connection:
        return await find_session(connection, community_id, token, now)


async def confirmed(desk: Desk, session: NewSession, now: int = NOON) -> Confirmed:
    signed_in = await seen(desk, session.token, now)
    assert signed_in is not None
    return await confirm_password(
        desk.database, desk.community.community_id, signed_in, PASSWORD, now=now
    )


async def protect(desk: Desk, session: NewSession, now: int = NOON) -> tuple[TOTP, list[str]]:
    """Turn the second factor on; the app, and the recovery codes. The present code is used up."""
    proof = await confirmed(desk, session, now)
    async with writing(desk, now) as tx:
        offer = await offer_second_factor(tx, proof, issuer="Acme", key=KEY)
        app = TOTP(offer.secret)
        codes = await enable_second_factor(tx, session.person_id, code_at(app, now), key=KEY)
    return app, codes


def code_at(app: TOTP, now: int) -> str:
    return app.at(now // SECOND)

"""Signing in: who is let in, who is not, and that a refusal tells nothing."""

import asyncio

import pytest
from argon2 import PasswordHasher

from frontdesk.accounts.passwords import store_hash
from frontdesk.accounts.sessions import NewSession
from frontdesk.accounts.sign_in import SecondFactorNeeded, pass_second_factor
from frontdesk.accounts.throttle import count_attempt
from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound, SignInRefused, TooManyAttempts
from frontdesk.kit.clock import HOUR, MINUTE, SECOND
from frontdesk.people.enums import Role
from frontdesk.people.signed_in import SignedIn
from tests.accounts.team import (
    KEY,
    PASSWORD,
    VISIT,
    attempt,
    code_at,
    enter,
    join,
    protect,
    seen,
    writing,
)
from tests.desk import NOON, Desk

LATER = NOON + HOUR


async def second_step(
    desk: Desk, needed: NewSession | SecondFactorNeeded, code: str, *, now: int
) -> NewSession:
    assert isinstance(needed, SecondFactorNeeded)
    return await pass_second_factor(
        desk.database,
        desk.community,
        ticket=needed.ticket,
        code=code,
        visit=VISIT,
        key=KEY,
        now=now,
    )


async def stored_hash(connection: Connection, desk: Desk) -> str:
    found = await connection.value(
        "select password_hash from passwords where community_id = %(id)s",
        {"id": desk.community.community_id},
    )
    return str(found)


async def test_right_password_opens_a_session_of_that_teammate(acme: Desk) -> None:
    person_id = await join(acme, role=Role.ADMIN)
    session = await enter(acme, " Ingrid@EXAMPLE.com ")
    assert await seen(acme, session.token) == SignedIn(
        session_id=session.session_id,
        person_id=person_id,
        role=Role.ADMIN,
        name="Ingrid Solberg",
        email="ingrid@example.com",
        image=None,
        locale=None,
        time_zone="UTC",
        theme="auto",
        density="comfortable",
    )
    [event] = await acme.events("signed_in")
    assert (event.actor_id, event.subject_id) == (person_id, str(person_id))
    assert (event.data["session_id"], event.data["by"]) == (session.session_id, "password")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ingrid@example.com", "bridge over the fjorD"),
        ("ingrid@example.com", ""),
        ("ingrid@example.com", "x" * 100_000),
        ("nobody@example.com", PASSWORD),
        ("new@example.com", PASSWORD),
        ("", PASSWORD),
        ("ingrid\0@example.com", PASSWORD),
        ("\ud800", PASSWORD),
    ],
)
async def test_refusals_are_all_the_same(acme: Desk, login: str, password: str) -> None:
    await join(acme)
    await join(acme, "new@example.com", has_password=False)
    with pytest.raises(SignInRefused) as refusal:
        await attempt(acme, login, password)
    assert str(refusal.value) == "the e-mail address or the password is wrong"
    [event] = await acme.events("sign_in_refused")
    assert (event.actor_id, list(event.data)) == (acme.community.api_user_id, ["address"])


async def test_login_of_another_community_opens_nothing(acme: Desk, globex: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    with pytest.raises(SignInRefused):
        await attempt(globex)
    assert await seen(globex, session.token) is None


async def test_hash_with_older_parameters_is_renewed_at_sign_in(acme: Desk) -> None:
    person_id = await join(acme)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with writing(acme) as tx:
        await store_hash(tx, person_id, old)
    await enter(acme)
    async with writing(acme) as tx:
        assert "m=65536,t=3,p=4" in await stored_hash(tx.connection, acme)
    await enter(acme)


async def test_guesses_of_one_login_are_slowed_down_and_never_stopped(acme: Desk) -> None:
    await join(acme)
    for _ in range(9):
        await counted(acme, "ingrid@example.com")
    with pytest.raises(SignInRefused):
        await attempt(acme, password="wrong")
    with pytest.raises(TooManyAttempts) as refusal:
        await attempt(acme)
    assert refusal.value.wait_seconds == 60
    assert refusal.value.headers() == {"Retry-After": "60"}
    with pytest.raises(TooManyAttempts, match="in 1 seconds"):
        await attempt(acme, now=NOON + 59 * SECOND)
    with pytest.raises(SignInRefused):
        await attempt(acme, password="wrong", now=NOON + MINUTE)
    await enter(acme, now=NOON + 2 * MINUTE)
    for _ in range(10):  # success has cleared the count
        await counted(acme, "ingrid@example.com", now=NOON + 2 * MINUTE)


async def test_login_that_nobody_has_is_slowed_down_alike(acme: Desk) -> None:
    for _ in range(9):
        await counted(acme, "nobody@example.com")
    with pytest.raises(SignInRefused):
        await attempt(acme, "nobody@example.com")
    with pytest.raises(TooManyAttempts, match="in 60 seconds"):
        await attempt(acme, "nobody@example.com")


async def counted(desk: Desk, login: str, address: str = "", now: int = NOON) -> None:
    async with writing(desk, now) as tx:
        await count_attempt(tx, login=login, address=address)


async def test_attempts_at_once_count_too(acme: Desk) -> None:
    outcomes = await asyncio.gather(
        *(counted(acme, "ingrid@example.com") for _ in range(14)), return_exceptions=True
    )
    kinds = [type(outcome) for outcome in outcomes]
    assert (kinds.count(type(None)), kinds.count(TooManyAttempts)) == (10, 4)


async def test_one_address_with_many_logins_is_slowed_down(acme: Desk, globex: Desk) -> None:
    for number in range(60):
        await counted(acme, f"{number}@example.com", "192.0.2.1")
    with pytest.raises(TooManyAttempts, match="in 10 seconds"):
        await counted(acme, "ingrid@example.com", "192.0.2.1")
    await counted(acme, "ingrid@example.com", "192.0.2.2")
    await counted(globex, "ingrid@example.com", "192.0.2.1")


async def test_clock_that_was_wrong_locks_nobody_out(acme: Desk) -> None:
    await counted(acme, "ingrid@example.com", now=NOON + 1000 * HOUR)
    for _ in range(10):
        await counted(acme, "ingrid@example.com")
    with pytest.raises(TooManyAttempts, match="in 60 seconds"):
        await counted(acme, "ingrid@example.com")


async def test_second_factor_is_asked_for_after_the_password(acme: Desk) -> None:
    person_id = await join(acme)
    app, _ = await protect(acme, await enter(acme))
    needed = await attempt(acme, now=LATER, remembered=True)
    assert isinstance(needed, SecondFactorNeeded)
    assert needed.expiry_time == LATER + 5 * MINUTE
    assert await seen(acme, needed.ticket, LATER) is None
    session = await second_step(acme, needed, code_at(app, LATER), now=LATER)
    assert (session.person_id, session.is_remembered) == (person_id, True)
    assert await seen(acme, session.token, LATER) is not None
    assert (await acme.events("signed_in"))[-1].data["by"] == "code"
    with pytest.raises(NotFound):  # a ticket is good for one session
        await second_step(acme, needed, code_at(app, LATER + MINUTE), now=LATER + MINUTE)


async def test_wrong_password_asks_for_no_second_factor(acme: Desk) -> None:
    await join(acme)
    await protect(acme, await enter(acme))
    with pytest.raises(SignInRefused, match="address or the password"):
        await attempt(acme, password="wrong")


@pytest.mark.parametrize("seconds", [-30, 0, 30])
async def test_code_of_the_steps_beside_is_accepted_once(acme: Desk, seconds: int) -> None:
    await join(acme)
    app, _ = await protect(acme, await enter(acme))
    code = code_at(app, LATER + seconds * SECOND)
    await second_step(acme, await attempt(acme, now=LATER), f" {code[:3]} {code[3:]}", now=LATER)
    with pytest.raises(SignInRefused, match="used before"):
        await second_step(acme, await attempt(acme, now=LATER), code, now=LATER)


@pytest.mark.parametrize("seconds", [-60, 60])
async def test_code_of_another_time_is_refused(acme: Desk, seconds: int) -> None:
    await join(acme)
    app, _ = await protect(acme, await enter(acme))
    needed = await attempt(acme, now=LATER)
    with pytest.raises(SignInRefused):
        await second_step(acme, needed, code_at(app, LATER + seconds * SECOND), now=LATER)


@pytest.mark.parametrize(
    "code", ["", "abc", "\uff11\uff12\uff13\uff14\uff15\uff16", "x" * 100_000, "\ud800"]
)
async def test_code_that_is_none_is_refused(acme: Desk, code: str) -> None:
    await join(acme)
    await protect(acme, await enter(acme))
    with pytest.raises(SignInRefused):
        await second_step(acme, await attempt(acme, now=LATER), code, now=LATER)


async def test_code_that_enabled_the_second_factor_is_used_up(acme: Desk) -> None:
    await join(acme)
    app, _ = await protect(acme, await enter(acme))
    with pytest.raises(SignInRefused, match="used before"):
        await second_step(acme, await attempt(acme), code_at(app, NOON), now=NOON)


async def test_recovery_code_lets_in_once(acme: Desk) -> None:
    await join(acme)
    _, codes = await protect(acme, await enter(acme))
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {19})
    typed = codes[3].lower().replace("-", " ")
    await second_step(acme, await attempt(acme, now=LATER), typed, now=LATER)
    assert (await acme.events("signed_in"))[-1].data["by"] == "recovery code"
    with pytest.raises(SignInRefused):
        await second_step(acme, await attempt(acme, now=LATER), codes[3], now=LATER)
    await second_step(acme, await attempt(acme, now=LATER), codes[4], now=LATER)


async def test_ticket_ends_after_five_minutes_and_after_five_tries(acme: Desk) -> None:
    await join(acme)
    app, _ = await protect(acme, await enter(acme))
    late = await attempt(acme, now=LATER)
    now = LATER + 5 * MINUTE
    with pytest.raises(NotFound, match="sign in again"):
        await second_step(acme, late, code_at(app, now), now=now)
    tried = await attempt(acme, now=now)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            await second_step(acme, tried, "000", now=now)
    with pytest.raises(NotFound, match="sign in again"):
        await second_step(acme, tried, code_at(app, now), now=now)


async def test_codes_count_as_attempts_of_the_login(acme: Desk) -> None:
    await join(acme)
    app, _ = await protect(acme, await enter(acme))
    for _ in range(2):  # 2 passwords and 8 codes
        needed = await attempt(acme, now=LATER)
        for _ in range(4):
            with pytest.raises(SignInRefused):
                await second_step(acme, needed, "000", now=LATER)
    with pytest.raises(TooManyAttempts):
        await second_step(acme, needed, code_at(app, LATER), now=LATER)


async def test_ticket_of_another_community_opens_nothing(acme: Desk, globex: Desk) -> None:
    await join(acme)
    app, _ = await protect(acme, await enter(acme))
    needed = await attempt(acme, now=LATER)
    with pytest.raises(NotFound):
        await second_step(globex, needed, code_at(app, LATER), now=LATER)

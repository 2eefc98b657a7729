"""The second factor: turned on with a code, off with the password, lost and reset."""

from urllib.parse import parse_qs, urlsplit

import pytest
from psycopg import sql

from frontdesk.accounts.one_time_codes import authenticator, find_step
from frontdesk.accounts.second_factors import (
    SecondFactor,
    disable_second_factor,
    enable_second_factor,
    get_second_factor,
    offer_second_factor,
    renew_recovery_codes,
    reset_second_factor,
)
from frontdesk.accounts.sessions import NewSession
from frontdesk.accounts.sign_in import SecondFactorNeeded
from frontdesk.errors import InvalidMember, StateConflict
from frontdesk.kit.clock import HOUR, SECOND
from tests.accounts.team import KEY, attempt, code_at, confirmed, enter, join, protect, writing
from tests.desk import NOON, Desk


async def status(desk: Desk, session: NewSession) -> SecondFactor:
    async with writing(desk) as tx:
        return await get_second_factor(tx.connection, tx.community_id, session.person_id)


def test_codes_are_those_of_the_standard() -> None:
    from pyotp import TOTP  # RFC 6238, appendix B, SHA-1, the last six digits

    app = TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert find_step(app, code, now=seconds * SECOND) == seconds // 30


async def test_offer_holds_what_an_app_needs_and_changes_nothing_yet(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    proof = await confirmed(acme, session)
    async with writing(acme) as tx:
        offer = await offer_second_factor(tx, proof, issuer="Acme Bikes", key=KEY)
    parts = urlsplit(offer.uri)
    assert (parts.scheme, parts.netloc, parts.path) == (
        "otpauth",
        "totp",
        "/Acme%20Bikes:ingrid%40example.com",
    )
    assert parse_qs(parts.query) == {"secret": [offer.secret], "issuer": ["Acme Bikes"]}
    assert offer.qr_svg.startswith("<svg ")
    assert await status(acme, session) == SecondFactor(is_enabled=False, recovery_codes_left=0)
    assert isinstance(await attempt(acme), NewSession)


async def test_wrong_code_enables_nothing(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    proof = await confirmed(acme, session)
    async with writing(acme) as tx:
        with pytest.raises(StateConflict):
            await enable_second_factor(tx, session.person_id, "123456", key=KEY)
        await offer_second_factor(tx, proof, issuer="Acme", key=KEY)
        with pytest.raises(InvalidMember, match="code"):
            await enable_second_factor(tx, session.person_id, "", key=KEY)
    assert not (await status(acme, session)).is_enabled


async def test_second_factor_in_use_is_not_replaced(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    app, _ = await protect(acme, session)
    proof = await confirmed(acme, session)
    async with writing(acme) as tx:
        with pytest.raises(StateConflict, match="in use already"):
            await offer_second_factor(tx, proof, issuer="Acme", key=KEY)
        with pytest.raises(StateConflict, match="begin again"):
            await enable_second_factor(tx, session.person_id, code_at(app, NOON), key=KEY)
    assert await status(acme, session) == SecondFactor(is_enabled=True, recovery_codes_left=10)
    assert len(await acme.events("second_factor_enabled")) == 1


async def test_renewed_recovery_codes_replace_the_old_ones(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    _, old = await protect(acme, session)
    proof = await confirmed(acme, session)
    async with writing(acme) as tx:
        new = await renew_recovery_codes(tx, proof)
    assert (len(new), set(new) & set(old)) == (10, set())
    assert (await status(acme, session)).recovery_codes_left == 10
    async with writing(acme) as tx:
        await disable_second_factor(tx, proof)
        with pytest.raises(StateConflict, match="no second factor"):
            await renew_recovery_codes(tx, proof)


async def test_disabled_second_factor_is_asked_for_no_more(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    await protect(acme, session)
    assert isinstance(await attempt(acme, now=NOON + HOUR), SecondFactorNeeded)
    proof = await confirmed(acme, session)
    for _ in range(2):
        async with writing(acme) as tx:
            await disable_second_factor(tx, proof)
    assert isinstance(await attempt(acme, now=NOON + HOUR), NewSession)
    assert len(await acme.events("second_factor_disabled")) == 1


async def test_reset_is_of_that_teammate_only(acme: Desk) -> None:
    ola = await join(acme, "ola@example.com")
    await join(acme)
    await protect(acme, await enter(acme))
    async with writing(acme) as tx:
        await reset_second_factor(tx, ola)
    assert await acme.events("second_factor_disabled") == []
    assert isinstance(await attempt(acme, now=NOON + HOUR), SecondFactorNeeded)


async def test_database_alone_holds_no_secret_and_no_recovery_code(acme: Desk) -> None:
    await join(acme)
    session = await enter(acme)
    app, codes = await protect(acme, session)
    async with writing(acme) as tx:
        stored = ""
        for table in ("second_factors", "recovery_codes"):
            query = sql.SQL("select t::text from {} t where community_id = %s")
            cursor = await tx.connection.execute(
                query.format(sql.Identifier(table)), [tx.community_id]
            )
            stored += str(await cursor.fetchall())
        salt = await tx.connection.value(
            "select salt from second_factors where community_id = %(id)s", {"id": tx.community_id}
        )
    assert app.byte_secret().hex() not in stored
    assert not any(code.replace("-", "") in stored for code in codes)
    ours = acme.community.community_id, session.person_id, salt
    assert authenticator(KEY, *ours).secret == app.secret
    assert authenticator(b"another key", *ours).secret != app.secret

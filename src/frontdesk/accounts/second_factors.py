"""The second factor of a teammate: an authenticator app, and recovery codes for its loss."""

from dataclasses import dataclass
from uuid import UUID

import segno

from frontdesk.accounts.one_time_codes import (
    authenticator,
    find_step,
    hash_recovery_code,
    make_recovery_codes,
    make_salt,
    read_code,
)
from frontdesk.accounts.passwords import Confirmed
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName


@dataclass(frozen=True, kw_only=True)
class SecondFactor:
    """`recovery_codes_left` were never used."""

    is_enabled: bool
    recovery_codes_left: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorOffer:
    """What an authenticator app needs: the address, the same as a picture (SVG, black on white),
    and the secret for those who cannot take a picture."""

    secret: str
    uri: str
    qr_svg: str


@dataclass(frozen=True, kw_only=True)
class _Stored:
    salt: bytes
    last_step: int
    is_enabled: bool


async def get_second_factor(
    connection: Connection, community_id: int, person_id: UUID
) -> SecondFactor:
    found = await connection.row(
        SecondFactor,
        """
        select confirmed_time is not null as is_enabled,
               (
                   select count(*)
                   from recovery_codes c
                   where c.community_id = f.community_id
                     and c.person_id = f.person_id
                     and c.used_time is null
               ) as recovery_codes_left
        from second_factors f
        where community_id = %(community_id)s and person_id = %(person_id)s
        """,
        {"community_id": community_id, "person_id": person_id},
    )
    return found or SecondFactor(is_enabled=False, recovery_codes_left=0)


async def offer_second_factor(
    tx: Transaction, confirmed: Confirmed, *, issuer: str, key: bytes
) -> SecondFactorOffer:
    """A new secret, in use once `enable_second_factor` was told a code of it; `issuer` is what the
    app shows beside the address. Raises StateConflict when one is in use."""
    own = confirmed.signed_in
    salt = make_salt()
    cursor = await tx.connection.execute(
        """
        insert into second_factors as f (community_id, person_id, salt)
        values (%s, %s, %s)
        on conflict (community_id, person_id)
        do update set salt = excluded.salt
        where f.confirmed_time is null
        """,
        [tx.community_id, own.person_id, salt],
    )
    if cursor.rowcount == 0:
        raise StateConflict("a second factor is in use already: turn it off first")
    totp = authenticator(key, tx.community_id, own.person_id, salt)
    uri = totp.provisioning_uri(name=own.email or own.name or "", issuer_name=issuer)
    picture = segno.make_qr(uri, error="m").svg_inline(scale=4, light="#fff")
    return SecondFactorOffer(secret=totp.secret, uri=uri, qr_svg=picture)


async def enable_second_factor(
    tx: Transaction, person_id: UUID, code: str, *, key: bytes
) -> list[str]:
    """Ask for a code at each sign-in from now on; the recovery codes, shown this once.

    Raises InvalidMember for a wrong code, StateConflict when nothing was offered, or one is in use.
    """
    stored = await _lock(tx, person_id)
    if stored is None or stored.is_enabled:
        raise StateConflict("there is no second factor to confirm: begin again")
    totp = authenticator(key, tx.community_id, person_id, stored.salt)
    step = find_step(totp, read_code(code), now=tx.now)
    if step is None:
        raise InvalidMember("code", "this is not the app's present code")
    await tx.connection.execute(
        """
        update second_factors
        set confirmed_time = %s, last_step = %s
        where community_id = %s and person_id = %s
        """,
        [tx.now, step, tx.community_id, person_id],
    )
    await record(tx, EventName.SECOND_FACTOR_ENABLED, subject_id=person_id)
    return await _replace_recovery_codes(tx, person_id)


async def renew_recovery_codes(tx: Transaction, confirmed: Confirmed) -> list[str]:
    """New ones, shown this once; the old ones let nobody in any more.

    Raises StateConflict without a second factor.
    """
    person_id = confirmed.signed_in.person_id
    stored = await _lock(tx, person_id)
    if stored is None or not stored.is_enabled:
        raise StateConflict("there is no second factor in use")
    codes = await _replace_recovery_codes(tx, person_id)
    await record(tx, EventName.RECOVERY_CODES_MADE, subject_id=person_id)
    return codes


async def disable_second_factor(tx: Transaction, confirmed: Confirmed) -> None:
    """One's own; the password alone lets one in from now on."""
    await reset_second_factor(tx, confirmed.signed_in.person_id)


async def reset_second_factor(tx: Transaction, person_id: UUID) -> None:
    """That of somebody who lost it. For administrators and operators only."""
    was_enabled = await tx.connection.value(
        """
        delete from second_factors
        where community_id = %(community_id)s and person_id = %(person_id)s
        returning confirmed_time is not null
        """,
        {"community_id": tx.community_id, "person_id": person_id},
    )
    if was_enabled:
        await record(tx, EventName.SECOND_FACTOR_DISABLED, subject_id=person_id)


async def accept_code(tx: Transaction, person_id: UUID, given: str, *, key: bytes) -> str | None:
    """The part of a sign-in that uses up a code: `code` or `recovery code`, by what it is; None
    when it is neither, was used before, or there is no second factor."""
    stored = await _lock(tx, person_id)
    if stored is None or not stored.is_enabled:
        return None
    code = read_code(given)
    step = find_step(authenticator(key, tx.community_id, person_id, stored.salt), code, now=tx.now)
    if step is not None and step > stored.last_step:
        await tx.connection.execute(
            """
            update second_factors
            set last_step = %s
            where community_id = %s and person_id = %s
            """,
            [step, tx.community_id, person_id],
        )
        return "code"
    return "recovery code" if await _use_recovery_code(tx, person_id, code) else None


async def _use_recovery_code(tx: Transaction, person_id: UUID, code: str) -> bool:
    cursor = await tx.connection.execute(
        """
        update recovery_codes
        set used_time = %s
        where community_id = %s and person_id = %s and code_hash = %s and used_time is null
        """,
        [tx.now, tx.community_id, person_id, hash_recovery_code(code)],
    )
    return cursor.rowcount == 1


async def _lock(tx: Transaction, person_id: UUID) -> _Stored | None:
    """Only this transaction uses or changes the second factor from now on."""
    return await tx.connection.row(
        _Stored,
        """
        select salt, last_step, confirmed_time is not null as is_enabled
        from second_factors
        where community_id = %(community_id)s and person_id = %(person_id)s
        for no key update
        """,
        {"community_id": tx.community_id, "person_id": person_id},
    )


async def _replace_recovery_codes(tx: Transaction, person_id: UUID) -> list[str]:
    codes = make_recovery_codes()
    await tx.connection.execute(
        "delete from recovery_codes where community_id = %s and person_id = %s",
        [tx.community_id, person_id],
    )
    await tx.connection.execute(
        """
        insert into recovery_codes (community_id, person_id, code_hash)
        select %s, %s, unnest(%s::bytea[])
        """,
        [tx.community_id, person_id, [hash_recovery_code(code) for code in codes]],
    )
    return codes

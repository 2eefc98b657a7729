"""Attempts to sign in, slowed down for each login and each client address, in every process alike.

Each key has a bucket that an attempt fills a little and time empties: some attempts may come at
once, further ones only as fast as it empties. Nobody is ever shut out for good.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from frontdesk.database.transaction import Transaction
from frontdesk.errors import TooManyAttempts
from frontdesk.kit.clock import MINUTE, SECOND
from frontdesk.kit.text import lookup_key


@dataclass(frozen=True)
class Bucket:
    """Holds `most` attempts; one runs out every `interval` ticks."""

    most: int
    interval: int


FOR_LOGIN: Final = Bucket(10, MINUTE)
FOR_ADDRESS: Final = Bucket(60, 10 * SECOND)


async def count_attempt(tx: Transaction, *, login: str, address: str) -> None:
    """To be committed before the password is looked at, so that many at once count, too.

    Raises TooManyAttempts; a refused attempt does not count.
    """
    if address:
        await _pour(tx, _address_key(address), FOR_ADDRESS)
    await _pour(tx, login_key(login), FOR_LOGIN)


async def forget_attempts(tx: Transaction, login: str) -> None:
    """The part of a sign-in that gives the login its attempts back."""
    await tx.connection.execute(
        "delete from sign_in_throttles where community_id = %s and key_hash = %s",
        [tx.community_id, login_key(login)],
    )


def login_key(login: str) -> bytes:
    return sha256(b"login " + (lookup_key(login) or "").encode(errors="replace")).digest()


def _address_key(address: str) -> bytes:
    return sha256(b"address " + address.encode(errors="replace")).digest()


async def _pour(tx: Transaction, key: bytes, bucket: Bucket) -> None:
    latest = tx.now + (bucket.most - 1) * bucket.interval
    parameters = {
        "community_id": tx.community_id,
        "key": key,
        "now": tx.now,
        "interval": bucket.interval,
        "latest": latest,
        "impossible": latest + 2 * bucket.interval,  # left by a clock that was wrong
    }
    cursor = await tx.connection.execute(
        """
        insert into sign_in_throttles as t (community_id, key_hash, full_until)
        values (%(community_id)s, %(key)s, %(now)s + %(interval)s)
        on conflict (community_id, key_hash)
        do update set full_until = %(interval)s + case
            when t.full_until < %(impossible)s then greatest(t.full_until, %(now)s)
            else %(now)s
        end
        where t.full_until <= %(latest)s or t.full_until >= %(impossible)s
        """,
        parameters,
    )
    if cursor.rowcount == 0:
        await _refuse(tx, key, latest)


async def _refuse(tx: Transaction, key: bytes, latest: int) -> None:
    full_until = await tx.connection.value(
        """
        select full_until
        from sign_in_throttles
        where community_id = %(community_id)s and key_hash = %(key)s
        """,
        {"community_id": tx.community_id, "key": key},
    )
    raise TooManyAttempts(max(1, -((latest - full_until) // SECOND)))

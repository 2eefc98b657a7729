"""One-time links by which a teammate sets a password: the first one, or after a reset."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from frontdesk.accounts.passwords import set_password
from frontdesk.accounts.random_tokens import hash_token, make_token
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.clock import DAY, HOUR

LIFETIME: Final = 72 * HOUR
KEPT_AFTERWARDS: Final = 30 * DAY
"""For so long a link that was used or has expired can say so."""


@dataclass(frozen=True, kw_only=True)
class SetupLink:
    """What a link is good for. `person_id` None: whoever uses it becomes the first
    administrator, under a name and an address that they choose."""

    person_id: UUID | None
    expiry_time: int


@dataclass(frozen=True, kw_only=True)
class _Stored(SetupLink):
    used_time: int | None


async def make_setup_link(tx: Transaction, person_id: UUID) -> str:
    """A new link's token, for a teammate; links made for them before open nothing any more. The
    password they may have works until the link is used. For administrators and operators only."""
    token = await _store(tx, person_id)
    await record(tx, EventName.SETUP_LINK_MADE, subject_id=person_id)
    return token


async def list_untouched(connection: Connection, *, most: int) -> list[int]:
    """Communities in which nobody has ever had a password; the connection is the owner's."""
    return await connection.values(
        """
        select community_id
        from communities
        where first_password_time is null
        order by community_id
        limit %(most)s
        """,
        {"most": most},
    )


async def offer_first_administrator(tx: Transaction) -> str | None:
    """A link's token for whoever sets the community up, in place of the one offered before; None
    once anybody of the community has ever had a password. For operators only."""
    first_password_time = await tx.connection.value(
        """
        select first_password_time
        from communities
        where community_id = %(community_id)s
        for no key update
        """,
        {"community_id": tx.community_id},
    )
    if first_password_time is not None:
        return None
    token = await _store(tx, None)
    await record(tx, EventName.SETUP_LINK_MADE)
    return token


async def _store(tx: Transaction, person_id: UUID | None) -> str:
    token = make_token()
    await tx.connection.execute(
        """
        delete from setup_links
        where community_id = %s and person_id is not distinct from %s::uuid and used_time is null
        """,
        [tx.community_id, person_id],
    )
    await tx.connection.execute(
        """
        insert into setup_links (community_id, token_hash, person_id, creation_time, expiry_time)
        values (%s, %s, %s, %s, %s)
        """,
        [tx.community_id, hash_token(token), person_id, tx.now, tx.now + LIFETIME],
    )
    return token


async def get_setup_link(
    connection: Connection, community_id: int, token: str, *, now: int
) -> SetupLink:
    """What a link that works is good for.

    Raises NotFound, or StateConflict when it was used already or has expired.
    """
    stored = await connection.row(
        _Stored,
        """
        select person_id, expiry_time, used_time
        from setup_links
        where community_id = %(community_id)s and token_hash = %(hash)s
        """,
        {"community_id": community_id, "hash": hash_token(token)},
    )
    if stored is None:
        raise NotFound("this set-up link is not, or no longer, valid: ask for a new one")
    if stored.used_time is not None:
        raise StateConflict("this set-up link has been used already: sign in, or ask for a new one")
    if stored.expiry_time <= now:
        raise StateConflict("this set-up link has expired: ask for a new one")
    return SetupLink(person_id=stored.person_id, expiry_time=stored.expiry_time)


async def use_setup_link(tx: Transaction, token: str, password: str) -> UUID:
    """Set the password of the teammate whom the link is for; they sign in with it then.

    Raises as `get_setup_link` and `set_password`, and NotFound for the first administrator's.
    """
    link = await _claim(tx, token)
    if link.person_id is None:
        raise NotFound("this set-up link is for the first administrator")
    await set_password(tx.acting_as(link.person_id), link.person_id, password)
    return link.person_id


async def claim_first_administrator(tx: Transaction, token: str) -> None:
    """Use up the link that `offer_first_administrator` made. The caller adds the administrator
    with `tickets.staffing.add_teammate` and then sets their password, in the same transaction.

    Raises as `get_setup_link`, and NotFound for a teammate's link.
    """
    link = await _claim(tx, token)
    if link.person_id is not None:
        raise NotFound("this set-up link is for a teammate")


async def _claim(tx: Transaction, token: str) -> SetupLink:
    link = await get_setup_link(tx.connection, tx.community_id, token, now=tx.now)
    cursor = await tx.connection.execute(
        """
        update setup_links
        set used_time = %s
        where community_id = %s and token_hash = %s and used_time is null
        """,
        [tx.now, tx.community_id, hash_token(token)],
    )
    if cursor.rowcount == 0:  # by somebody else, a moment ago
        raise StateConflict("this set-up link has been used already: sign in, or ask for a new one")
    return link

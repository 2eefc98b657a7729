"""Refresh tokens (v2) and public tokens (v1): random, named, stored as a hash, revocable."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes
from typing import Final, Literal

from frontdesk.database.pool import Connection
from frontdesk.errors import OperatorError
from frontdesk.people.enums import Role
from frontdesk.tokens.access import Access, AccessClaims

CHANNEL: Final = "frontdesk_revoked_tokens"
"""PostgreSQL channel on which every process hears the ids of revoked tokens."""

Kind = Literal["refresh", "public"]


@dataclass(frozen=True, kw_only=True)
class StoredToken:
    """`revoked_time` is None while the token works; times are ticks, and `last_used_time` may be a
    minute behind."""

    token_id: int
    name: str
    kind: Kind
    role: Role
    creation_time: int
    last_used_time: int | None
    revoked_time: int | None


async def create_token(
    connection: Connection, community_id: int, *, name: str, kind: Kind, role: Role, now: int
) -> str:
    """A new token's secret: 32 random bytes in base64, shown here and never again.

    Raises OperatorError when a working token has the name already.
    """
    for known in await list_tokens(connection, community_id):
        if known.name == name and known.revoked_time is None:
            raise OperatorError(f"a token named {name!r} exists already")
    secret = b64encode(token_bytes(32)).decode()
    await connection.execute(
        """
        insert into refresh_tokens (community_id, name, kind, role, token_hash, creation_time)
        values (%(community_id)s, %(name)s, %(kind)s, %(role)s, %(hash)s, %(now)s)
        """,
        {
            "community_id": community_id,
            "name": name,
            "kind": kind,
            "role": role,
            "hash": hash_token(secret),
            "now": now,
        },
    )
    return secret


def hash_token(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


async def list_tokens(connection: Connection, community_id: int) -> list[StoredToken]:
    return await connection.rows(
        StoredToken,
        """
        select token_id, name, kind, role, creation_time, last_used_time, revoked_time
        from refresh_tokens
        where community_id = %(community_id)s
        order by token_id
        """,
        {"community_id": community_id},
    )


async def revoke_token(connection: Connection, community_id: int, *, name: str, now: int) -> bool:
    """End the working tokens of that name, and with the commit every access token made from them;
    false when there is none."""
    revoked = await connection.values(
        """
        update refresh_tokens
        set revoked_time = %(now)s
        where community_id = %(community_id)s and name = %(name)s and revoked_time is null
        returning token_id
        """,
        {"community_id": community_id, "name": name, "now": now},
    )
    for token_id in revoked:
        await connection.execute("select pg_notify(%s, %s)", [CHANNEL, str(token_id)])
    return bool(revoked)


async def find_access(
    connection: Connection, community_id: int, secret: str, *, kind: Kind
) -> Access | None:
    """What the working token with this secret opens."""
    return await connection.row(
        Access,
        """
        select r.community_id, r.token_id, r.role, c.api_user_id as actor_id
        from refresh_tokens r
        join communities c on c.community_id = r.community_id
        where r.community_id = %(community_id)s
          and r.token_hash = %(hash)s
          and r.kind = %(kind)s
          and r.revoked_time is null
        """,
        {"community_id": community_id, "hash": hash_token(secret), "kind": kind},
    )


async def confirm_access(connection: Connection, claims: AccessClaims) -> Access | None:
    """What an access token opens now; None once its refresh token was revoked, or when it was
    made for another client."""
    return await connection.row(
        Access,
        """
        select r.community_id, r.token_id, r.role, c.api_user_id as actor_id
        from refresh_tokens r
        join communities c on c.community_id = r.community_id
        where r.community_id = %(community_id)s
          and r.token_id = %(token_id)s
          and r.revoked_time is null
          and c.client_id::text = %(client_id)s
        """,
        vars(claims),
    )

"""Access tokens: short-lived JWTs that open one community (contract section 2)."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import jwt

from frontdesk.kit.clock import SECOND
from frontdesk.people.enums import Role

ALGORITHM: Final = "HS512"
ISSUER: Final = "frontdesk"
LIFETIME_SECONDS: Final = 3600
_REQUIRED: Final = ["cid", "type", "nbf", "exp", "iss", "aud", "rti"]


@dataclass(frozen=True, kw_only=True)
class Access:
    """What a verified token opens: one community, with the rights of `role`, in the name of its
    API user `actor_id`; `token_id` is the refresh or public token behind it."""

    community_id: int
    token_id: int
    role: Role
    actor_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccessClaims:
    """What an access token says of itself; `expires` in ticks."""

    community_id: int
    token_id: int
    client_id: str
    expires: int


def issue_access_token(access: Access, *, client_id: str, key: bytes, now: int) -> str:
    seconds = now // SECOND
    claims = {
        "cid": str(access.community_id),
        "type": "Community",
        "nbf": seconds,
        "exp": seconds + LIFETIME_SECONDS,
        "iss": ISSUER,
        "aud": client_id,
        "rti": access.token_id,
    }
    return jwt.encode(claims, key, algorithm=ALGORITHM)


def read_access_token(token: str, *, key: bytes, now: int) -> AccessClaims | None:
    """The claims of a token that we signed and that is valid now, else None.

    Times are compared with our own clock; the audience is compared by whoever knows the client.
    """
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=ISSUER,
            options={
                "require": _REQUIRED,
                "verify_exp": False,
                "verify_nbf": False,
                "verify_aud": False,
            },
        )
        begins, ends = int(claims["nbf"]) * SECOND, int(claims["exp"]) * SECOND
        read = AccessClaims(
            community_id=int(claims["cid"]),
            token_id=int(claims["rti"]),
            client_id=str(claims["aud"]),
            expires=ends,
        )
    except (jwt.InvalidTokenError, ValueError, TypeError):
        return None
    if claims["type"] != "Community" or not begins <= now < ends:
        return None
    return read

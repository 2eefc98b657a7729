"""Access tokens: short-lived JWTs that open one community (contract section 2)."""

from dataclasses import dataclass
from typing import Final

import jwt

from frontdesk.kit.clock import SECOND

ALGORITHM: Final = "HS512"
ISSUER: Final = "frontdesk"
LIFETIME_SECONDS: Final = 3600
_REQUIRED: Final = ["cid", "type", "nbf", "exp", "iss", "aud", "rti"]


@dataclass(frozen=True)
class Access:
    """What a verified token allows: everything in one community, on behalf of refresh or public
    token `token_id`."""

    community_id: int
    token_id: int


@dataclass(frozen=True)
class AccessClaims:
    access: Access
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
        access = Access(int(claims["cid"]), int(claims["rti"]))
        begins, ends = int(claims["nbf"]) * SECOND, int(claims["exp"]) * SECOND
    except (jwt.InvalidTokenError, ValueError, TypeError):
        return None
    if claims["type"] != "Community" or not begins <= now < ends:
        return None
    return AccessClaims(access, str(claims["aud"]), ends)

"""`POST /token` in OAuth 2.0's own names (RFC 6749, sections 5 and 6)."""

from enum import StrEnum
from typing import Literal

from msgspec import Struct


class OAuthError(StrEnum):
    """The `error` of RFC 6749, 5.2, as far as it can occur here."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    INVALID_GRANT = "invalid_grant"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"


class TokenRequest(Struct, kw_only=True, frozen=True):
    grant_type: Literal["refresh_token"]
    refresh_token: str
    client_id: str


class AccessTokenAnswer(Struct, kw_only=True, frozen=True):
    """`expires_in` counts seconds; `refresh_token` repeats the one sent."""

    access_token: str
    token_type: Literal["bearer"]
    expires_in: int
    refresh_token: str


class OAuthFailure(Struct, kw_only=True, frozen=True):
    error: OAuthError
    error_description: str

"""`POST /token` in OAuth 2.0's own names (RFC 6749, sections 5 and 6)."""

from typing import Literal

from msgspec import Struct


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
    error: Literal["invalid_grant", "invalid_request", "unsupported_grant_type", "invalid_client"]
    error_description: str

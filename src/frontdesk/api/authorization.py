"""The credentials of a request: `Authorization: Bearer`, or the two headers of version 1."""

from litestar.types import HTTPScope

from frontdesk.errors import NotAuthorized
from frontdesk.kit.http import get_header
from frontdesk.tokens.access import Access
from frontdesk.tokens.authorizer import Authorizer


async def authorize(scope: HTTPScope, authorizer: Authorizer) -> Access:
    """Raises NotAuthorized for missing, malformed, expired, forged and revoked credentials."""
    header = get_header(scope, b"authorization")
    if header is not None:
        access = await _by_bearer(header, authorizer)
    else:
        access = await _by_public_token(scope, authorizer)
    if access is None:
        raise NotAuthorized("the token is not valid: malformed, expired or revoked")
    return access


async def _by_bearer(header: str, authorizer: Authorizer) -> Access | None:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise NotAuthorized("the Authorization header must be: Bearer <access token>")
    return await authorizer.check_bearer(token.strip())


async def _by_public_token(scope: HTTPScope, authorizer: Authorizer) -> Access | None:
    community = get_header(scope, b"community")
    token = get_header(scope, b"x-token")
    if community is None or token is None:
        raise NotAuthorized("send Authorization: Bearer <access token>, or Community and X-Token")
    return await authorizer.check_public(community, token)

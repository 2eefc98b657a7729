"""The credentials of a request: `Authorization: Bearer`, or the two headers of version 1."""

from litestar.types import HTTPScope

from frontdesk.api.rates import Rates
from frontdesk.errors import NotAuthorized
from frontdesk.kit.http import get_header
from frontdesk.tokens.access import Access
from frontdesk.tokens.authorizer import Authorizer, Credentials


async def authorize(scope: HTTPScope, authorizer: Authorizer, rates: Rates) -> Access:
    """Raises NotAuthorized for missing, malformed, expired, forged and revoked credentials, and
    RateLimited where an address sends too many of those."""
    try:
        credentials = _read_credentials(scope)
        access = authorizer.recall(credentials)
        if access is None:
            rates.require_room(scope)
            access = await authorizer.verify(credentials)
        if access is None:
            raise NotAuthorized("the token is not valid: malformed, expired or revoked")
    except NotAuthorized:
        rates.count_unauthorized(scope)
        raise
    authorizer.uses.note(access)
    return access


def _read_credentials(scope: HTTPScope) -> Credentials:
    header = get_header(scope, b"authorization")
    return _public_token(scope) if header is None else _bearer(header)


def _bearer(header: str) -> Credentials:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise NotAuthorized("the Authorization header must be: Bearer <access token>")
    return Credentials(token.strip())


def _public_token(scope: HTTPScope) -> Credentials:
    community = get_header(scope, b"community")
    token = get_header(scope, b"x-token")
    if community is None or token is None:
        raise NotAuthorized("send Authorization: Bearer <access token>, or Community and X-Token")
    return Credentials(token, community)

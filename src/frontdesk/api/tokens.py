"""`POST /token`: a refresh token for an access token, in the form of RFC 6749 (5 and 6)."""

from typing import Final
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec
from litestar.types import HTTPScope, Receive

from frontdesk.api.call import ApiParts
from frontdesk.api.envelope import JSON
from frontdesk.api.handler import make_handler
from frontdesk.communities.community import find_community_of_client
from frontdesk.errors import MethodNotAllowed
from frontdesk.kit.handler import Handler
from frontdesk.kit.http import HttpAnswer, get_header, read_whole_body
from frontdesk.tokens.access import LIFETIME_SECONDS, Access, issue_access_token
from frontdesk.tokens.refresh import find_access

_UNCACHED: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_PARAMETERS: Final = ("grant_type", "refresh_token", "client_id")


class OAuthError(Exception):
    """`code` is the `error` of RFC 6749, 5.2; the text its `error_description`."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code


def make_token_handler(parts: ApiParts) -> Handler:
    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        try:
            return await _answer(scope, receive, parts)
        except OAuthError as error:
            return _json(400, {"error": error.code, "error_description": str(error)})

    return make_handler("/token", answer)


async def _answer(scope: HTTPScope, receive: Receive, parts: ApiParts) -> HttpAnswer:
    if scope["method"] != "POST":
        raise MethodNotAllowed(scope["method"], ["POST"])
    parts.rates.count_unauthorized(scope)
    body = await read_whole_body(scope, receive, most=parts.max_body_bytes)
    form = _read_form(body, get_header(scope, b"content-type"))
    refresh_token, client_id = _requested(form)
    access = await _find_access(parts, refresh_token, client_id)
    return _json(
        200,
        {
            "access_token": issue_access_token(
                access, client_id=str(client_id), key=parts.token_key, now=parts.clock()
            ),
            "token_type": "bearer",
            "expires_in": LIFETIME_SECONDS - 1,
            "refresh_token": refresh_token,
        },
    )


def _read_form(body: bytes, content_type: str | None) -> dict[str, str]:
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind not in ("", "application/x-www-form-urlencoded"):
        raise OAuthError("invalid_request", "the body must be application/x-www-form-urlencoded")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        raise OAuthError("invalid_request", "the body is not a form") from None
    form: dict[str, str] = {}
    for name, value in pairs:
        if name in form:
            raise OAuthError("invalid_request", f"{name[:40]} is there more than once")
        form[name] = value
    return form


def _requested(form: dict[str, str]) -> tuple[str, UUID]:
    for name in _PARAMETERS:
        if not form.get(name):
            raise OAuthError("invalid_request", f"{name} is missing")
    if form["grant_type"] != "refresh_token":
        raise OAuthError("unsupported_grant_type", "grant_type must be refresh_token")
    try:
        return form["refresh_token"], UUID(form["client_id"])
    except ValueError:
        raise OAuthError("invalid_client", "nobody has this client_id") from None


async def _find_access(parts: ApiParts, refresh_token: str, client_id: UUID) -> Access:
    community_id = await find_community_of_client(parts.database, client_id)
    if community_id is None:
        raise OAuthError("invalid_client", "nobody has this client_id")
    async with parts.database.reading(community_id) as connection:
        access = await find_access(connection, community_id, refresh_token, kind="refresh")
    if access is None:
        raise OAuthError("invalid_grant", "the refresh token is not valid for this client")
    parts.authorizer.uses.note(access)
    return access


def _json(status: int, content: dict[str, object]) -> HttpAnswer:
    return HttpAnswer(status, JSON, msgspec.json.encode(content), _UNCACHED)

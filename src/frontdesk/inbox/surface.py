"""The HTML surface: from an ASGI request, by the route table, to a page."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from http import HTTPStatus

import structlog
from litestar.types import HTTPScope, Receive

from frontdesk.accounts.sessions import find_session
from frontdesk.communities.community import SHORT_NAME, find_community, get_community
from frontdesk.errors import MethodNotAllowed, NotFound, NotPermitted, RequestError
from frontdesk.inbox import cookies, entrance
from frontdesk.inbox.matching import RouteTable
from frontdesk.inbox.parts import InboxParts
from frontdesk.inbox.receiving import FormLimits, receive_form
from frontdesk.inbox.refusals import answer_fault, answer_refusal, answer_stranger, plain_refusal
from frontdesk.inbox.request import PageRequest
from frontdesk.inbox.route import ANONYMOUS, Route
from frontdesk.inbox.security_headers import SECURITY_HEADERS
from frontdesk.inbox.visit import HTML, Visit
from frontdesk.kit.handler import Answerer, Handler, make_handler
from frontdesk.kit.http import BodyStream, ClientGone, HttpAnswer
from frontdesk.people.permissions import require

log = structlog.get_logger()


def make_inbox_handlers(routes: Iterable[Route], parts: InboxParts) -> list[Handler]:
    """All pages, the page before them that asks for the community, and the files they need."""
    table = RouteTable(routes)

    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        return await _answer(PageRequest(scope), receive, table, parts)

    async def enter(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        return await entrance.answer(PageRequest(scope), parts)

    pages = {"/": enter, "/inbox": enter, "/assets/{name:str}": parts.static.answer}
    below = ("/inbox/{community:str}", "/inbox/{community:str}/{rest:path}")
    return [
        *(make_handler(path, _guarded(answerer, parts)) for path, answerer in pages.items()),
        *(make_handler(path, _guarded(answer, parts)) for path in below),
    ]


def _guarded(answerer: Answerer, parts: InboxParts) -> Answerer:
    """Every answer carries the security headers, and no fault leaves as anything but a page."""

    async def guarded(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        try:
            answer = await answerer(scope, receive)
        except RequestError as error:
            answer = plain_refusal(PageRequest(scope), parts, error)
        return replace(answer, headers={**SECURITY_HEADERS, **answer.headers})

    return guarded


async def _answer(
    request: PageRequest, receive: Receive, table: RouteTable, parts: InboxParts
) -> HttpAnswer:
    name = request.segments[1]
    if name != name.lower():  # browsers compare the paths of cookies by case
        return _spell_small(request, parts)
    visit = await _open_visit(request, parts, name)
    try:
        answer = await _answer_visit(visit, receive, table)
    except RequestError as error:
        answer = answer_refusal(visit, error)
    except ClientGone:
        raise
    except Exception:
        log.exception("request_failed", path=request.scope["path"])
        answer = answer_fault(visit)
    return replace(answer, cookies=(*answer.cookies, *visit.cookies))


def _spell_small(request: PageRequest, parts: InboxParts) -> HttpAnswer:
    _, inbox, name, *rest = request.raw_path.split("/")
    path = "/".join(["", inbox.lower(), name.lower(), *rest])
    address = path + request.target.removeprefix(request.raw_path)
    return HttpAnswer(
        HTTPStatus.PERMANENT_REDIRECT, HTML, b"", {"Location": f"{parts.base}{address}"}
    )


async def _open_visit(request: PageRequest, parts: InboxParts, short_name: str) -> Visit:
    """Raises NotFound without such a community."""
    community_id = await _find_community(parts, short_name)
    token = request.cookies.get(cookies.SESSION)
    async with parts.database.reading(community_id) as connection:
        community = await get_community(connection, community_id)
        assert community is not None, "its id was just found, and none is ever deleted"
        now = parts.clock()
        signed_in = await find_session(connection, community_id, token, now) if token else None
    return Visit(parts=parts, request=request, community=community, signed_in=signed_in)


async def _find_community(parts: InboxParts, short_name: str) -> int:
    known = parts.community_ids.get(short_name)
    if known is None and SHORT_NAME.fullmatch(short_name):
        known = await find_community(parts.database, short_name)
    if known is None:
        raise NotFound("there is no such community")
    parts.community_ids[short_name] = known
    return known


async def _answer_visit(visit: Visit, receive: Receive, table: RouteTable) -> HttpAnswer:
    route = _find_route(visit, table)
    if route.needs is not ANONYMOUS:
        if visit.signed_in is None:
            return answer_stranger(visit)
        require(visit.signed_in.role, route.needs)
    with ExitStack() as held:
        if visit.request.is_unsafe:
            await _receive(visit, receive, route, held)
        return await route.handle(visit)


def _find_route(visit: Visit, table: RouteTable) -> Route:
    """Raises NotFound and MethodNotAllowed."""
    match = table.match(visit.request.segments[2:])
    if match is None:
        raise NotFound("there is no such page")
    visit.path = match.path
    method = visit.request.method
    route = match.methods.get("GET" if method == "HEAD" else method)
    if route is None:
        raise MethodNotAllowed(method, sorted(match.methods))
    visit.section = route.section
    return route


async def _receive(visit: Visit, receive: Receive, route: Route, held: ExitStack) -> None:
    """Only what a page of ours sends is heard: first the browser says so, then the form."""
    parts = visit.parts
    if not visit.request.comes_from(parts.public_address):
        raise NotPermitted("this form is not from here")
    limits = FormLimits(
        body_bytes=parts.settings.max_body_bytes,
        file_bytes=parts.settings.max_file_bytes,
        folder=parts.store.drafts if route.takes_files else None,
    )
    visit.received = await receive_form(BodyStream(visit.request.scope, receive), limits, held)
    if not visit.is_from_our_form():
        raise NotPermitted("this form is too old")

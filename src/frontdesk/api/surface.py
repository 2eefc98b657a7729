"""The JSON surface: from an ASGI request, by the route table, to an answer in the envelope."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from litestar.types import ASGIApp, HTTPScope, Receive

from frontdesk.api.authorization import authorize
from frontdesk.api.call import ApiParts, Call, Route
from frontdesk.api.envelope import failure
from frontdesk.api.handler import enveloping
from frontdesk.api.idempotency import digest_request, read_key
from frontdesk.api.path_ids import PathIds, read_path_ids
from frontdesk.api.upload import Reception, fingerprint
from frontdesk.database.pool import Connection
from frontdesk.errors import MethodNotAllowed, RequestError, UnsupportedMediaType
from frontdesk.kit.collisions import persist
from frontdesk.kit.handler import make_app
from frontdesk.kit.http import BodyStream, HttpAnswer, get_header, read_whole_body
from frontdesk.kit.path_table import PathTable
from frontdesk.people.permissions import Permission, require
from frontdesk.tokens.access import Access
from frontdesk.tokens.first_answers import Claim
from frontdesk.wire.reading import read_body, read_query, read_wish


def make_table(routes: Iterable[Route], parts: ApiParts) -> PathTable:
    """One application a path; the method is chosen here, so that a 405 names the others."""
    paths: dict[str, dict[str, Route]] = defaultdict(dict)
    for route in routes:
        paths[route.path][route.method] = route
    return PathTable({path: _make_app(methods, parts) for path, methods in paths.items()})


def _make_app(methods: dict[str, Route], parts: ApiParts) -> ASGIApp:
    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        return await _answer(scope, receive, methods, parts)

    return make_app(enveloping(answer))


async def _answer(
    scope: HTTPScope, receive: Receive, methods: dict[str, Route], parts: ApiParts
) -> HttpAnswer:
    ids = read_path_ids(scope["path_params"])
    route = methods.get("GET" if scope["method"] == "HEAD" else scope["method"])
    if route is None:
        raise MethodNotAllowed(scope["method"], sorted(methods))
    access = await authorize(scope, parts.authorizer, parts.rates)
    allowance = parts.rates.count_token(access.token_id)
    try:
        answer = await _answer_authorized(scope, receive, route, parts, access, ids)
    except RequestError as error:
        answer = failure(error)
    return answer.with_headers(allowance)


async def _answer_authorized(
    scope: HTTPScope,
    receive: Receive,
    route: Route,
    parts: ApiParts,
    access: Access,
    ids: PathIds,
) -> HttpAnswer:
    require(access.role, route.permission)
    query = read_query(scope["query_string"], route.query)
    with ExitStack() as held:
        body, content = await _receive(scope, receive, route, parts, held)
        call = Call(
            parts=parts,
            route=route,
            access=access,
            method=scope["method"],
            headers=scope["headers"],
            path=ids.numbers,
            guids=ids.guids,
            query=query,
            body=body,
        )
        key = read_key(call.headers) if route.runs_once else None
        act = await _prepare(call)
        if key is None:
            return call.conditional(await persist(lambda: act(call)))
        request_hash = digest_request(scope, content)
        return await persist(lambda: _answer_once(call, act, key, request_hash))


Act = Callable[[Call], Awaitable[HttpAnswer]]


async def _prepare(call: Call) -> Act:
    """What carries the call out, once the route's preparation is done. If that is refused, only
    carrying out is: a request that was answered before is answered the same again."""
    route = call.route
    if route.prepare is None:
        return route.handle
    try:
        prepared = await route.prepare(call)
    except RequestError as error:
        refusal = error
    else:
        return lambda ready: route.handle(replace(ready, prepared=prepared))

    async def refuse(_: Call) -> HttpAnswer:
        raise refusal

    return refuse


async def _answer_once(call: Call, act: Act, key: str, request_hash: bytes) -> HttpAnswer:
    async def act_on(connection: Connection) -> HttpAnswer:
        return await act(replace(call, held=call.transaction_on(connection)))

    claim = Claim(
        community_id=call.community_id,
        token_id=call.access.token_id,
        key=key,
        request_hash=request_hash,
        now=call.parts.clock(),
    )
    return await call.parts.once.answer(claim, act_on)


async def _receive(
    scope: HTTPScope, receive: Receive, route: Route, parts: ApiParts, held: ExitStack
) -> tuple[Any, bytes]:
    """The body as the handler wants it, and bytes that tell it from others."""
    if route.takes_files:
        reception = Reception(
            folder=parts.files.store.drafts, most=parts.files.max_bytes, held=held
        )
        files = await reception.receive(BodyStream(scope, receive))
        return files, fingerprint(files)
    if route.body is None:
        return None, b""
    body = await read_whole_body(scope, receive, most=parts.max_body_bytes)
    if body:
        _refuse_other_types(get_header(scope, b"content-type"))
    read = read_wish if route.permission is Permission.READ_TICKETS else read_body
    return read(body, route.body), body


def _refuse_other_types(content_type: str | None) -> None:
    if content_type is not None and content_type.partition(";")[0].strip().lower() not in (
        "application/json",
        "",
    ):
        raise UnsupportedMediaType(f"the body must be application/json, not {content_type[:100]}")

"""The JSON surface: from an ASGI request, by the route table, to an answer in the envelope."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from litestar.types import HTTPScope, Receive

from frontdesk.api.authorization import authorize
from frontdesk.api.call import ApiParts, Call, Route
from frontdesk.api.handler import Handler, make_handler
from frontdesk.api.path_ids import read_guids, read_ids
from frontdesk.errors import MethodNotAllowed, UnsupportedMediaType
from frontdesk.kit.http import BodyStream, HttpAnswer, get_header, read_whole_body
from frontdesk.people.permissions import require
from frontdesk.wire.reading import read_body, read_query


def make_handlers(routes: Iterable[Route], parts: ApiParts) -> list[Handler]:
    """One Litestar handler a path; the method is chosen here, so that a 405 names the others."""
    paths: dict[str, dict[str, Route]] = defaultdict(dict)
    for route in routes:
        paths[route.path][route.method] = route
    return [_make_handler(path, methods, parts) for path, methods in paths.items()]


def _make_handler(path: str, methods: dict[str, Route], parts: ApiParts) -> Handler:
    async def answer(scope: HTTPScope, receive: Receive) -> HttpAnswer:
        return await _answer(scope, receive, methods, parts)

    return make_handler(_lower_path(path), answer)


def _lower_path(path: str) -> str:
    """The path as Litestar wants it: literal parts in lower case, `{ids}` as they are."""
    parts = (f"{part[:-1]}:str}}" if part[:1] == "{" else part.lower() for part in path.split("/"))
    return "/".join(parts)


async def _answer(
    scope: HTTPScope, receive: Receive, methods: dict[str, Route], parts: ApiParts
) -> HttpAnswer:
    route = methods.get("GET" if scope["method"] == "HEAD" else scope["method"])
    if route is None:
        raise MethodNotAllowed(scope["method"], sorted(methods))
    access = await authorize(scope, parts.authorizer)
    require(access.role, route.permission)
    call = Call(
        parts=parts,
        access=access,
        method=scope["method"],
        headers=scope["headers"],
        path=read_ids(scope["path_params"]),
        guids=read_guids(scope["path_params"]),
        query=read_query(scope["query_string"], route.query),
        body=await _read_body(scope, receive, route, parts),
    )
    return await route.handle(call)


async def _read_body(scope: HTTPScope, receive: Receive, route: Route, parts: ApiParts) -> Any:
    if route.raw_body:
        return BodyStream(scope, receive)
    if route.body is None:
        return None
    body = await read_whole_body(scope, receive, most=parts.max_body_bytes)
    if body:
        _refuse_other_types(get_header(scope, b"content-type"))
    return read_body(body, route.body)


def _refuse_other_types(content_type: str | None) -> None:
    if content_type is not None and content_type.partition(";")[0].strip().lower() not in (
        "application/json",
        "",
    ):
        raise UnsupportedMediaType(f"the body must be application/json, not {content_type[:100]}")

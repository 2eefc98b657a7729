"""OpenAPI 3.1 from the same types that parse requests and shape answers."""

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from frontdesk import __version__
from frontdesk.api.call import Route
from frontdesk.api.path_ids import id_schema
from frontdesk.wire.attachments import MOST_FILES_AT_ONCE
from frontdesk.wire.oauth import AccessTokenAnswer, OAuthFailure, TokenRequest

Schema = dict[str, Any]

_REFERENCE: Final = "#/components/schemas/{name}"
_ERRORS: Final = {
    "400": "The body is not JSON (code 1), or a member is wrong and named (code 2)",
    "401": "No valid authorization (code 3)",
    "403": "Authorized, but not for this (code 4)",
    "404": "No such path, or no such object in this community (code 5)",
    "405": "No such method here (code 9)",
    "409": "Not in the state that the caller assumed, or an Idempotency-Key used before (code 6)",
    "413": "The body is too large (code 7)",
    "415": "The body is not application/json (code 8)",
    "429": "Too many requests, see Retry-After (code 10)",
    "503": "The database cannot be reached, or the server is stopping (code 11)",
}
_ANY_BYTES: Final[Schema] = {"application/octet-stream": {"schema": {}}}
_FILE: Final[Schema] = {
    "200": {"description": "The file", "content": _ANY_BYTES},
    "206": {"description": "The part that `Range` asks for", "content": _ANY_BYTES},
    "304": {"description": "`If-None-Match` names what the file is still"},
    "416": {
        "description": "`Range` begins behind the end (code 2)",
        "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(name="Failure")}}},
    },
}
_UPLOAD: Final[Schema] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "minItems": 1,
                        "maxItems": MOST_FILES_AT_ONCE,
                    }
                },
                "required": ["file"],
            }
        }
    },
}
_CHANGED: Final = "The object is not the one of If-Match any more (code 6)"
_KEY_HEADER: Final[Schema] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The request is done once, however often it is sent with this key in 24 hours.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
_MATCH_HEADER: Final[Schema] = {
    "name": "If-Match",
    "in": "header",
    "description": "Do it only if the object still has this ETag, or one of several; `*`: any.",
    "schema": {"type": "string"},
    "example": "*",
}
_FAILURE: Final[Schema] = {
    "type": "object",
    "title": "Failure",
    "properties": {
        "data": {"type": "null"},
        "errorCode": {"type": "integer", "minimum": 0, "examples": [2]},
        "errorText": {"type": "string", "examples": ["customFields[0].key: expected an integer"]},
    },
    "required": ["data", "errorCode", "errorText"],
}


def describe(routes: Iterable[Route]) -> Schema:
    """The whole description, as JSON values."""
    routes = list(routes)
    named = [kind for route in routes for kind in (route.body, route.query, route.answer)]
    types = [kind for kind in named if kind not in (None, bytes)]
    types += [TokenRequest, AccessTokenAnswer, OAuthFailure]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    by_type = dict(zip(map(str, types), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "frontdesk Ticket API",
            "version": __version__,
            "description": "Customers' messages from every channel, as tickets.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"community": [], "publicToken": []}],
        "tags": [{"name": name} for name in dict.fromkeys(route.section for route in routes)],
        "paths": _paths(routes, by_type),
        "components": {
            "schemas": {**components, "Failure": _FAILURE},
            "securitySchemes": _SECURITY,
        },
    }


_SECURITY: Final[Schema] = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "community": {"type": "apiKey", "in": "header", "name": "Community"},
    "publicToken": {"type": "apiKey", "in": "header", "name": "X-Token"},
}


def _paths(routes: list[Route], by_type: dict[str, Schema]) -> Schema:
    paths: Schema = {"/token": {"post": _token_operation(by_type)}}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, by_type)
    return paths


def _operation(route: Route, by_type: dict[str, Schema]) -> Schema:
    operation: Schema = {
        "operationId": _identifier(route.name),
        "summary": route.name,
        "tags": [route.section],
        "parameters": [
            *_path_parameters(route),
            *_query_parameters(route),
            *_header_parameters(route),
        ],
        "responses": {
            **(_FILE if route.answer is bytes else {"200": _success(by_type[str(route.answer)])}),
            **{status: _json(text, _reference("Failure")) for status, text in _errors(route)},
        },
    }
    if route.description:
        operation["description"] = route.description
    if route.body is not None:
        operation["requestBody"] = _request_body(route, by_type[str(route.body)])
    if route.takes_files:
        operation["requestBody"] = _UPLOAD
    return operation


def _identifier(name: str) -> str:
    words: list[str] = re.findall(r"[A-Za-z]+", name)
    first, *rest = words
    return first.lower() + "".join(word.capitalize() for word in rest)


def _path_parameters(route: Route) -> list[Schema]:
    return [
        {"name": name, "in": "path", "required": True, "schema": id_schema(name)}
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]


def _query_parameters(route: Route) -> list[Schema]:
    if route.query is None:
        return []
    _, components = msgspec.json.schema_components([route.query])
    members = components[route.query.__name__]["properties"]
    return [{"name": name, "in": "query", "schema": schema} for name, schema in members.items()]


def _header_parameters(route: Route) -> list[Schema]:
    keyed = [_KEY_HEADER] if route.runs_once else []
    return [*keyed, _MATCH_HEADER] if route.guard is not None else keyed


def _errors(route: Route) -> list[tuple[str, str]]:
    guarded = {"412": _CHANGED} if route.guard is not None else {}
    return sorted({**_ERRORS, **guarded}.items())


def _request_body(route: Route, schema: Schema) -> Schema:
    content: Schema = {"schema": schema}
    if route.example is not None:
        content["example"] = route.example
    return {"required": False, "content": {"application/json": content}}


def _success(data: Schema) -> Schema:
    envelope = {
        "type": "object",
        "properties": {
            "data": data,
            "errorCode": {"type": "integer", "const": -1},
            "errorText": {"type": "null"},
        },
        "required": ["data", "errorCode", "errorText"],
    }
    return _json("Done", envelope)


def _json(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _reference(name: str) -> Schema:
    return {"$ref": _REFERENCE.format(name=name)}


def _token_operation(by_type: dict[str, Schema]) -> Schema:
    form = {"application/x-www-form-urlencoded": {"schema": by_type[str(TokenRequest)]}}
    return {
        "operationId": "getAccessToken",
        "summary": "Get Access Token",
        "tags": ["Authorization"],
        "security": [],
        "description": "A refresh token for an access token, in the form of RFC 6749.",
        "requestBody": {"required": True, "content": form},
        "responses": {
            "200": _json("An access token", by_type[str(AccessTokenAnswer)]),
            "400": _json("Refused, in OAuth's own form", by_type[str(OAuthFailure)]),
            "405": _json(_ERRORS["405"], _reference("Failure")),
            "413": _json(_ERRORS["413"], _reference("Failure")),
            "429": _json(_ERRORS["429"], _reference("Failure")),
            "503": _json(_ERRORS["503"], _reference("Failure")),
        },
    }

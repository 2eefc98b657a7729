"""One route as an OpenAPI operation."""

import re
from collections.abc import Iterator
from typing import Any, Final

from frontdesk.api.call import Route
from frontdesk.api.openapi_files import FILE_HEADERS, UPLOAD, file_answers
from frontdesk.api.openapi_models import Models, query_members
from frontdesk.api.openapi_responses import headers_of, is_tagged, other_answers
from frontdesk.api.path_ids import id_schema
from frontdesk.errors import RequestError
from frontdesk.wire.reading import read_body

Schema = dict[str, Any]  # Any: JSON

PATH_PARAMETERS: Final[dict[str, tuple[str, Any]]] = {
    "ticketId": ("The ticket.", 4484636),
    "categoryId": ("The category.", 15597),
    "replyId": ("A reply of this ticket.", 8812),
    "noteId": ("A note of this ticket.", 8813),
    "id": ("The custom field.", 18464),
    "parentId": ("The category above.", 15597),
    "teammateId": ("The teammate.", "7c0a344a-c369-4e27-9840-88257a56e835"),
    "userGroupId": ("The user group.", 12),
    "fileId": ("The uploaded file.", "7c0a344a-c369-4e27-9840-88257a56e835"),
    "widgetId": ("The widget.", 7),
    "webhookId": ("The webhook.", 31),
    "deliveryId": ("A delivery of this webhook.", 90211),
}
"""What each id in a path means, and an example."""

_KEY_HEADER: Final[Schema] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The request is done once, however often it is sent with this key in 24 hours.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "example": "0f9a3a52-5d9c-4b2f-8a1e-2f6a5c1f7f10",
}
_MATCH_HEADER: Final[Schema] = {
    "name": "If-Match",
    "in": "header",
    "description": "Do it only if the object still has this `ETag`, or one of several; `*`: any.",
    "schema": {"type": "string"},
    "example": "*",
}
_NONE_MATCH_HEADER: Final[Schema] = {
    "name": "If-None-Match",
    "in": "header",
    "description": "Answer 304 if what is there still has this `ETag`, or one of several.",
    "schema": {"type": "string"},
    "example": '"mUSjB4yYzVn9dQ0q2q3l1a7x"',
}


def describe_operation(route: Route, models: Models) -> Schema:
    operation: Schema = {
        "operationId": operation_id(route.name),
        "summary": route.name,
        "description": route.description,
        "tags": [route.section],
        "parameters": [
            *_path_parameters(route),
            *_query_parameters(route),
            *_header_parameters(route),
        ],
        "responses": dict(sorted((_success(route, models) | other_answers(route)).items())),
    }
    if "obsolete" in route.name:
        operation["deprecated"] = True
    if route.takes_files:
        operation["requestBody"] = UPLOAD
    if route.body is not None:
        operation["requestBody"] = _request_body(route, models)
    return operation


def operation_id(name: str) -> str:
    words: list[str] = re.findall(r"[A-Za-z]+", name)
    first, *rest = words
    return first.lower() + "".join(word.capitalize() for word in rest)


def path_names(path: str) -> list[str]:
    """The names of the parameters in a path."""
    return re.findall(r"\{(\w+)\}", path)


def _path_parameters(route: Route) -> list[Schema]:
    return [_path_parameter(name) for name in path_names(route.path)]


def _path_parameter(name: str) -> Schema:
    meaning, example = PATH_PARAMETERS[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": meaning,
        "schema": id_schema(name),
        "example": example,
    }


def _query_parameters(route: Route) -> list[Schema]:
    if route.query is None:
        return []
    return [_query_parameter(name, schema) for name, schema in query_members(route.query).items()]


def _query_parameter(name: str, schema: Schema) -> Schema:
    # A parameter that may be left out is null inside; no text in an address says so.
    given = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    kept = {key: value for key, value in schema.items() if key not in ("anyOf", "description")}
    if given:
        kept = {**kept, **given[0]}
    if kept.get("default", ...) is None:
        del kept["default"]
    return {"name": name, "in": "query", "description": schema["description"], "schema": kept}


def _header_parameters(route: Route) -> Iterator[Schema]:
    if route.runs_once:
        yield _KEY_HEADER
    if route.guard is not None:
        yield _MATCH_HEADER
    if route.answer is bytes:
        yield from FILE_HEADERS
    if route.answer is bytes or (route.method == "GET" and is_tagged(route)):
        yield _NONE_MATCH_HEADER


def _request_body(route: Route, models: Models) -> Schema:
    content: Schema = {"schema": models.of(route.body)}
    if route.example is not None:
        content["example"] = route.example
    return {"required": _needs_body(route), "content": {"application/json": content}}


def _needs_body(route: Route) -> bool:
    """Whether a request without a body is refused."""
    try:
        read_body(b"", route.body)
    except RequestError:
        return True
    return False


def _success(route: Route, models: Models) -> Schema:
    if route.answer is bytes:
        return file_answers()
    data = models.of(route.answer)
    envelope = {
        "type": "object",
        "properties": {
            "data": data,
            "errorCode": {"type": "integer", "const": -1},
            "errorText": {"type": "null"},
        },
        "required": ["data", "errorCode", "errorText"],
        "additionalProperties": False,
    }
    example = {"data": models.example(data), "errorCode": -1, "errorText": None}
    return {
        "200": {
            "description": "Done",
            "headers": headers_of(route),
            "content": {"application/json": {"schema": envelope, "example": example}},
        }
    }

"""One route as an OpenAPI operation."""

import re
from typing import Any, Final

from frontdesk.api.call import Route
from frontdesk.api.openapi_models import Models, query_members
from frontdesk.api.openapi_responses import failures_of, header_references
from frontdesk.errors import RequestError
from frontdesk.tickets.document import MAX_ID
from frontdesk.wire.reading import read_body

Schema = dict[str, Any]  # Any: JSON

PATH_PARAMETERS: Final = {
    "ticketId": ("The ticket.", 4484636),
    "categoryId": ("The category.", 15597),
    "replyId": ("A reply of this ticket.", 8812),
    "noteId": ("A note of this ticket.", 8813),
    "id": ("The custom field.", 18464),
}
"""What each id in a path means, and an example."""

_HEADERS: Final = {"List Tickets": ("Link",)}


def describe_operation(route: Route, models: Models) -> Schema:
    operation: Schema = {
        "operationId": operation_id(route.name),
        "summary": route.name,
        "description": route.description,
        "tags": [route.section],
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": {"200": _success(route, models), **failures_of(route)},
    }
    if "obsolete" in route.name:
        operation["deprecated"] = True
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
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_ID},
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
        "description": "Done",
        "headers": header_references(*_HEADERS.get(route.name, ())),
        "content": {"application/json": {"schema": envelope, "example": example}},
    }

"""Answers that many endpoints share: their headers and the errors of contract section 6."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from frontdesk.api.call import Route
from frontdesk.api.openapi_models import reference
from frontdesk.people.enums import Role
from frontdesk.people.permissions import may

Schema = dict[str, Any]  # Any: JSON

HEADERS: Final[dict[str, Schema]] = {
    "X-Request-Id": {
        "description": "The request's id in the log: the one that was sent, if it is plain.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{8,64}$"},
        "example": "5864787850cb60716943f602",
    },
    "WWW-Authenticate": {
        "description": "How to authorize.",
        "required": True,
        "schema": {"type": "string", "const": "Bearer"},
    },
    "Allow": {
        "description": "The methods that this address knows.",
        "required": True,
        "schema": {"type": "string"},
        "example": "GET, POST",
    },
    "Retry-After": {
        "description": "Seconds to wait before the next try.",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
        "example": 2,
    },
    "Link": {
        "description": "The address of the next page, there while more follow: the same body "
        "posted to it gives that page.",
        "schema": {"type": "string"},
        "example": '</tickets/list?cursor=WyJsYXN0Il0>; rel="next"',
    },
    "ETag": {
        "description": "What `If-Match` and `If-None-Match` take: it changes with the object.",
        "required": True,
        "schema": {"type": "string"},
        "example": '"mUSjB4yYzVn9dQ0q2q3l1a7x"',
    },
    "Idempotency-Replayed": {
        "description": "There where the request was done before and this is its first answer.",
        "schema": {"type": "string", "const": "true"},
    },
    "RateLimit-Limit": {
        "description": "How many requests the token has in a span of time.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 6000,
    },
    "RateLimit-Remaining": {
        "description": "How many of them are left.",
        "schema": {"type": "integer", "minimum": 0},
        "example": 5999,
    },
    "RateLimit-Reset": {
        "description": "Seconds until all of them are there again.",
        "schema": {"type": "integer", "minimum": 0},
        "example": 60,
    },
}

_REQUEST_ID: Final = "X-Request-Id"
_ALLOWANCE: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_TAGGED: Final = (
    "Get Ticket by Id",
    "Get Note",
    "Add Note To Ticket",
    "Update Note",
    "Get Custom Field",
    "Add Custom Field",
    "Update Custom Field",
)
"""Endpoints that answer an object with its `ETag`."""
Example = tuple[int, str]
"""An `errorCode` and the text that comes with it."""

_ERRORS: Final[Mapping[str, tuple[str, str, tuple[str, ...], tuple[Example, ...]]]] = {
    "400": (
        "BadRequest",
        "The body is not JSON (code 1), or a member or parameter is wrong and named (code 2)",
        (),
        (
            (1, "the body is not JSON: Expecting value: line 1 column 1 (char 0)"),
            (2, "unheardOf: no such parameter here"),
        ),
    ),
    "401": (
        "NotAuthorized",
        "No valid authorization (code 3)",
        ("WWW-Authenticate",),
        ((3, "the token is not valid: malformed, expired or revoked"),),
    ),
    "403": (
        "NotPermitted",
        "Authorized, but not for this (code 4)",
        (),
        ((4, "the role read_only_user may not change tickets"),),
    ),
    "404": (
        "NotFound",
        "No such object in this community, or an id in the address that can be none (code 5)",
        (),
        ((5, "no ticket has the id 7"),),
    ),
    "405": (
        "MethodNotAllowed",
        "No such method here (code 9)",
        ("Allow",),
        ((9, "DELETE is not possible here; possible: GET"),),
    ),
    "412": (
        "PreconditionFailed",
        "The object is not the one of `If-Match` any more (code 6)",
        (),
        ((6, "If-Match: the object has changed; get it again"),),
    ),
    "413": (
        "BodyTooLarge",
        "The body is too large (code 7)",
        (),
        ((7, "the body is larger than 1048576 bytes"),),
    ),
    "415": (
        "UnsupportedMediaType",
        "The body is not application/json (code 8)",
        (),
        ((8, "the body must be application/json, not text/plain"),),
    ),
    "429": (
        "RateLimited",
        "Too many requests (code 10)",
        ("Retry-After", *_ALLOWANCE),
        ((10, "too many requests of this token; wait 12 s"),),
    ),
    "500": (
        "InternalFault",
        "A fault of ours (code 0): the text gives only a request id, the log has the rest",
        (),
        ((0, "internal error; request id 5864787850cb60716943f602"),),
    ),
    "503": (
        "Unavailable",
        "The database cannot be reached, or the server is stopping (code 11)",
        ("Retry-After",),
        ((11, "the database cannot be reached"),),
    ),
}
_KEY_CONFLICT: Final = (
    "The `Idempotency-Key` was used for another request",
    "this Idempotency-Key was used for another request",
)
_SAME_ADDRESS: Final = (
    "Another teammate has the e-mail address",
    "a teammate has the e-mail address ida@example.com already",
)
CONFLICTS: Final = {
    "Update Ticket Assignee": (
        "`previousAssigneeId` is not the present assignee",
        "the ticket has another assignee than previousAssigneeId by now",
    ),
    "Update Custom Field": (
        "Tickets hold values that the new definition does not take",
        "1 ticket holds a value of this field that is not valid for the new definition (dropdown)",
    ),
    "Delete Category": (
        "The category has subcategories, or a custom field is assigned to it alone",
        "the category has subcategories: move or delete them first",
    ),
    "Create Teammate": _SAME_ADDRESS,
    "Update Teammate": _SAME_ADDRESS,
    "Create Widget Schedule": (
        "The widget has a schedule",
        "widget 7 has a schedule already",
    ),
}
"""What makes each of these endpoints answer 409, and the text that comes with it."""


def header_references(*names: str) -> Schema:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*names, _REQUEST_ID)}


def failure_response(
    description: str, headers: tuple[str, ...], examples: tuple[Example, ...]
) -> Schema:
    shown = {
        f"example{number}": {"value": {"data": None, "errorCode": code, "errorText": text}}
        for number, (code, text) in enumerate(examples, 1)
    }
    return {
        "description": description,
        "headers": header_references(*headers),
        "content": {"application/json": {"schema": reference("Failure"), "examples": shown}},
    }


RESPONSES: Final = {name: failure_response(*parts) for name, *parts in _ERRORS.values()}  # type: ignore[arg-type] # the starred rest of a tuple of known length is a list to mypy


def shared_failures(*statuses: str) -> Schema:
    return {status: {"$ref": f"#/components/responses/{_ERRORS[status][0]}"} for status in statuses}


def other_answers(route: Route) -> Schema:
    """The answers but 200 that the endpoint can give, by status."""
    found = shared_failures(*_statuses(route))
    if conflicts := list(_conflicts(route)):
        reasons, texts = zip(*conflicts, strict=True)
        examples = tuple((6, text) for text in texts)
        found["409"] = failure_response(f"{'; or: '.join(reasons)} (code 6)", (), examples)
    if route.method == "GET" and is_tagged(route):
        headers = header_references("ETag", *_ALLOWANCE)
        found["304"] = {"description": "The object has this `ETag` still", "headers": headers}
    return dict(sorted(found.items()))


def is_tagged(route: Route) -> bool:
    return route.name in _TAGGED


def headers_of(route: Route) -> Schema:
    """The headers of success."""
    own = ["Link"] if route.name == "List Tickets" else []
    own += ["ETag"] if is_tagged(route) else []
    own += ["Idempotency-Replayed"] if route.runs_once else []
    return header_references(*own, *_ALLOWANCE)


def _conflicts(route: Route) -> Iterator[tuple[str, str]]:
    if route.name in CONFLICTS:
        yield CONFLICTS[route.name]
    if route.runs_once:
        yield _KEY_CONFLICT


def _statuses(route: Route) -> Iterator[str]:
    yield from ("400", "401", "405", "429", "500", "503")
    if not all(may(role, route.permission) for role in Role):
        yield "403"
    if "{" in route.path:
        yield "404"
    if route.guard is not None:
        yield "412"
    if route.body is not None:
        yield from ("413", "415")

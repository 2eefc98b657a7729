"""The errors of contract section 6, as answers that endpoints share."""

from collections.abc import Mapping
from typing import Any, Final

from frontdesk.api.openapi_headers import ALLOWANCE, header_references
from frontdesk.api.openapi_models import reference

Schema = dict[str, Any]  # Any: JSON

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
        "The body is not application/json, or multipart/form-data where files are sent (code 8)",
        (),
        ((8, "the body must be application/json, not text/plain"),),
    ),
    "429": (
        "RateLimited",
        "Too many requests (code 10)",
        ("Retry-After", *ALLOWANCE),
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


RESPONSES: Final = {
    name: failure_response(description, headers, examples)
    for name, description, headers, examples in _ERRORS.values()
}


def shared_failures(*statuses: str) -> Schema:
    return {status: {"$ref": f"#/components/responses/{_ERRORS[status][0]}"} for status in statuses}

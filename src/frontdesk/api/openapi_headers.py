"""The headers of answers."""

from typing import Any, Final

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
    "Content-Disposition": {
        "description": "Whether a browser may show the file, and its name.",
        "required": True,
        "schema": {"type": "string"},
        "example": "attachment; filename=\"list.pdf\"; filename*=UTF-8''list.pdf",
    },
    "Content-Range": {
        "description": "Which bytes of how many.",
        "required": True,
        "schema": {"type": "string"},
        "example": "bytes 0-1023/4096",
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

ALLOWANCE: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def header_references(*names: str) -> Schema:
    """These headers and the one that every answer has."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*names, "X-Request-Id")}

"""The operations whose answers have no envelope: the access token, files by a link, and the
probes."""

from typing import Any, Final

from frontdesk.api.openapi_errors import shared_failures
from frontdesk.api.openapi_files import link_operation
from frontdesk.api.openapi_headers import header_references
from frontdesk.api.openapi_models import Models
from frontdesk.wire.oauth import AccessTokenAnswer, OAuthFailure, TokenRequest

Schema = dict[str, Any]  # Any: JSON

_FORM: Final = "application/x-www-form-urlencoded"
_REFUSED: Final = {"error": "invalid_client", "error_description": "nobody has this client_id"}


def plain_operations(models: Models) -> dict[str, Schema]:
    """By path, then method."""
    return {
        "/files/{fileId}/{name}": {"get": link_operation()},
        "/token": {"post": _token_operation(models)},
        "/healthz": {
            "get": _probe("Get Health", "Whether the process runs.", {"status": "alive"}, "500")
        },
        "/readyz": {
            "get": _probe(
                "Get Readiness",
                "Whether the process can serve: its database answers and has its schema.",
                {"status": "ready", "schema": "0005"},
                "500",
                "503",
            )
        },
    }


def _token_operation(models: Models) -> Schema:
    request = models.of(TokenRequest)
    return {
        "operationId": "getAccessToken",
        "summary": "Get Access Token",
        "tags": ["Authorization"],
        "security": [],
        "parameters": [],
        "description": "A refresh token for an access token, in the form of RFC 6749. Names and "
        "values are those of OAuth 2.0, and so are the errors.",
        "requestBody": {
            "required": True,
            "content": {_FORM: {"schema": request, "example": models.example(request)}},
        },
        "responses": {
            "200": _json(
                "An access token",
                models.of(AccessTokenAnswer),
                models.example(models.of(AccessTokenAnswer)),
            ),
            "400": _json("Refused, in OAuth's own form", models.of(OAuthFailure), _REFUSED),
            **shared_failures("405", "413", "429", "500", "503"),
        },
    }


def _probe(name: str, description: str, answer: dict[str, str], *failures: str) -> Schema:
    first, second = name.split()
    schema = {
        "type": "object",
        "properties": {member: {"type": "string"} for member in answer},
        "required": list(answer),
        "additionalProperties": False,
    }
    return {
        "operationId": first.lower() + second,
        "summary": name,
        "tags": ["Probes"],
        "security": [],
        "parameters": [],
        "description": description,
        "responses": {"200": _json("Yes", schema, answer), **shared_failures("405", *failures)},
    }


def _json(description: str, schema: Schema, example: Any) -> Schema:
    return {
        "description": description,
        "headers": header_references(),
        "content": {"application/json": {"schema": schema, "example": example}},
    }

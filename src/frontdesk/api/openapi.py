"""OpenAPI 3.1 from the same types that parse requests and shape answers."""

from collections.abc import Iterable
from typing import Any, Final

from frontdesk import __version__
from frontdesk.api.call import SECTIONS, Route
from frontdesk.api.openapi_errors import RESPONSES
from frontdesk.api.openapi_headers import HEADERS
from frontdesk.api.openapi_links import link_operations
from frontdesk.api.openapi_models import describe_models
from frontdesk.api.openapi_operation import describe_operation
from frontdesk.api.openapi_plain import plain_operations

Schema = dict[str, Any]  # Any: JSON

_TAGS: Final = {
    "Authorization": "From a refresh token to the access token that every other call needs.",
    "Tickets": "Customers' messages with all that was answered, noted and changed.",
    "Categories": "The tree that tickets are sorted into.",
    "Custom fields": "What a community wants to know of its tickets beyond the given members.",
    "Teammates": "The people who answer.",
    "User groups": "Teams within the team.",
    "Tags": "Free words on tickets and replies.",
    "Widgets": "When the chat on a web site says that somebody is there.",
    "Events": "Every change in the order of its commit, for programs that keep up.",
    "Webhooks": "Telling other programs of changes, and what became of it.",
    "Attachments": "Files that tickets, replies and notes carry.",
    "Probes": "For whoever runs the server.",
}
_SECURITY: Final[Schema] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token from Get Access Token; it works for an hour.",
    },
    "community": {
        "type": "apiKey",
        "in": "header",
        "name": "Community",
        "description": "Version 1: the community's short name, beside `X-Token`.",
    },
    "publicToken": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Token",
        "description": "Version 1: a public token of the community, beside `Community`.",
    },
}
_ABOUT: Final = """Customers' messages from every channel, as tickets.

Names of members and paths match whatever their case; unknown members are refused by name. Every \
answer but those of `/token` and of the probes is an envelope: `data`, `errorCode` (-1 is success) \
and `errorText`.

A token opens one community; what belongs to another answers like what does not exist."""


def describe(routes: Iterable[Route]) -> Schema:
    """The whole description, as JSON values."""
    routes = list(routes)
    models = describe_models(routes)
    paths = plain_operations(models)
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = describe_operation(route, models)
    link_operations(paths, routes)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "frontdesk Ticket API",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "This installation"}],
        "security": [{"bearer": []}, {"community": [], "publicToken": []}],
        "tags": _tags(routes),
        "paths": paths,
        "components": {
            "schemas": models.components,
            "responses": RESPONSES,
            "headers": HEADERS,
            "securitySchemes": _SECURITY,
        },
    }


def _tags(routes: list[Route]) -> list[Schema]:
    used = {"Authorization", "Probes", *(route.section for route in routes)}
    assert used <= _TAGS.keys() <= {*SECTIONS.values(), "Authorization", "Probes"}, "tags"
    return [{"name": name, "description": text} for name, text in _TAGS.items() if name in used]

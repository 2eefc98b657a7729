"""What an endpoint can answer: which errors, which headers."""

from collections.abc import Iterator
from typing import Any, Final

from frontdesk.api.call import Route
from frontdesk.api.openapi_errors import failure_response, shared_failures
from frontdesk.api.openapi_headers import ALLOWANCE, header_references
from frontdesk.people.enums import Role
from frontdesk.people.permissions import may

Schema = dict[str, Any]  # Any: JSON

_TAGGED: Final = (
    "Add Note To Ticket",
    "Update Note",
    "Add Custom Field",
    "Update Custom Field",
    "Get Webhook",
    "Create Webhook",
    "Update Webhook",
    "Rotate Webhook Secret",
)
"""Endpoints that change an object and answer it with its `ETag`."""
_KEY_CONFLICT: Final = (
    "The `Idempotency-Key` was used for another request",
    "this Idempotency-Key was used for another request",
)
_TURNED_OFF: Final = ("The webhook is turned off", "webhook 31 is turned off; turn it on first")
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
    "Create Webhook": (
        "The community has 50 webhooks",
        "a community has at most 50 webhooks",
    ),
    "Resend Webhook Delivery": _TURNED_OFF,
    "Replay Webhook": _TURNED_OFF,
    "Create Widget Schedule": (
        "The widget has a schedule",
        "widget 7 has a schedule already",
    ),
}
"""What makes each of these endpoints answer 409, and the text that comes with it."""


def other_answers(route: Route) -> Schema:
    """The answers but 200 that the endpoint can give, by status."""
    found = shared_failures(*_statuses(route))
    if conflicts := list(_conflicts(route)):
        reasons, texts = zip(*conflicts, strict=True)
        examples = tuple((6, text) for text in texts)
        found["409"] = failure_response(f"{'; or: '.join(reasons)} (code 6)", (), examples)
    if route.method == "GET" and is_tagged(route):
        headers = header_references("ETag", *ALLOWANCE)
        found["304"] = {"description": "What is there has this `ETag` still", "headers": headers}
    return dict(sorted(found.items()))


def is_tagged(route: Route) -> bool:
    """Every GET; of the others, what answers an object that `If-Match` may name."""
    return route.method == "GET" or route.name in _TAGGED


def headers_of(route: Route) -> Schema:
    """The headers of success."""
    own = ["Link"] if route.name == "List Tickets" else []
    own += ["ETag"] if is_tagged(route) else []
    own += ["Idempotency-Replayed"] if route.runs_once else []
    return header_references(*own, *ALLOWANCE)


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
    if route.body is not None or route.takes_files:
        yield from ("413", "415")

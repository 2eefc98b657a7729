"""Links between operations: what one answers, others take for the ids in their address."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from frontdesk.api.call import Route
from frontdesk.api.openapi_operation import operation_id, path_names

Schema = dict[str, Any]  # Any: JSON

_TICKET: Final = {"ticketId": "$request.path.ticketId"}
_OF_ANSWER: Final = "$response.body#/data/id"

GIVEN: Final[Mapping[str, Mapping[str, str]]] = {
    "Create Ticket": {"ticketId": "$response.body#/data"},
    "List Tickets": {"ticketId": "$response.body#/data/0/id"},
    "List Ticket Ids By Field Ids": {"ticketId": "$response.body#/data/0"},
    "Create Reply": {**_TICKET, "replyId": _OF_ANSWER},
    "List Replies": {**_TICKET, "replyId": "$response.body#/data/0/id"},
    "Add Note To Ticket": {**_TICKET, "noteId": _OF_ANSWER},
    "List Notes": {**_TICKET, "noteId": "$response.body#/data/0/id"},
    "Add Custom Field": {"id": _OF_ANSWER},
    "Create Category": {"categoryId": _OF_ANSWER},
    "Create Teammate": {"teammateId": _OF_ANSWER},
    "Create User Group": {"userGroupId": _OF_ANSWER},
    "Upload Files": {"fileId": "$response.body#/data/0/id"},
    "Create Widget Schedule": {"widgetId": "$response.body#/data/widgetId"},
}
"""By endpoint the ids that its answer gives; the last one is new, what stands before it known."""


def link_operations(paths: dict[str, Schema], routes: Iterable[Route]) -> None:
    """Put the links into the operations' answers."""
    routes = list(routes)
    for route in routes:
        if given := GIVEN.get(route.name):
            operation = paths[route.path][route.method.lower()]
            operation["responses"]["200"]["links"] = dict(_links(given, routes))


def _links(given: Mapping[str, str], routes: Iterable[Route]) -> Iterator[tuple[str, Schema]]:
    new = list(given)[-1]
    for route in routes:
        names = path_names(route.path)
        if new in names and given.keys() >= set(names):
            yield (
                operation_id(route.name),
                {
                    "operationId": operation_id(route.name),
                    "description": f"The `{new}` of {route.name}",
                    "parameters": {name: given[name] for name in names},
                },
            )

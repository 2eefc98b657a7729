"""Request bodies by the name of their endpoint: shown in the API's description, and sent by the
tests for real."""

from typing import Any, Final

EXAMPLES: Final[dict[str, Any]] = {
    "List Tickets": {
        "categoryId": 33527,
        "customFields": [{"key": 18464, "value": "Option 2"}],
        "from": "2020-01-01T00:00:00+00:00",
        "orderBy": "last_thread_activity_desc",
        "skip": 0,
        "source": "web",
        "status": "open",
        "take": 100,
        "to": "2020-03-02T00:00:00+00:00",
        "ticketIds": [4484636, 4484618, 4478963],
    },
    "Update Ticket Status": {"status": "completed"},
    "Update Ticket Assignee": {"assigneeId": None, "previousAssigneeId": "null"},
    "Update Ticket Category": {"id": None},
    "Replace Ticket Tags": ["urgent", "price list"],
    "Add Custom Field": {
        "name": "Shipping",
        "type": "dropdown",
        "order": 2,
        "possibleValues": [{"order": 1, "value": "Standard"}, {"order": 2, "value": "Express"}],
        "defaultValue": "Standard",
    },
    "Update Custom Field": {
        "name": "Shipping",
        "type": "dropdown",
        "order": 2,
        "possibleValues": [{"order": 1, "value": "Standard"}, {"order": 2, "value": "Overnight"}],
    },
    "List Ticket Ids By Field Ids": {
        "customFields": [{"id": 18464, "value": "Option 2"}, {"id": 18465}]
    },
    "Update Ticket Custom Field Value": {"id": 18464, "value": "Option 2"},
}

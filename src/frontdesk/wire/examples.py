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
    "Create Category": {"name": "Deliveries", "parentId": None, "canBeChosen": True},
    "Update Category": {"name": "Returns", "parentId": None, "isMuted": True},
    "Create Teammate": {"name": "Ida Berg", "email": "ida@example.com", "role": "agent"},
    "Update Teammate": {
        "name": "Ida Lund",
        "email": "ida@example.com",
        "role": "admin",
        "groupIds": [],
    },
    "Create User Group": {"name": "Second line", "memberIds": [], "categoryIds": []},
    "Update User Group": {"name": "Specialists"},
    "Create Widget Schedule": {
        "widgetId": 7,
        "timePeriod": 2,
        "times": [{"startAt": "08:30:00", "endAt": "16:00:00"}],
        "customTimes": None,
    },
    "Update Widget Schedule": {
        "timePeriod": 3,
        "times": None,
        "customTimes": {
            "monday": [
                {"startAt": "08:00:00", "endAt": "12:00:00"},
                {"startAt": "13:00:00", "endAt": "17:00:00"},
            ],
            "saturday": [{"startAt": "10:00:00", "endAt": "14:00:00"}],
        },
    },
}

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
    "Create Ticket": {
        "title": "New car price list.",
        "message": "<p>Hello I want to buy a new car, how can I get a price list?</p>",
        "creator": {"name": "Bill Smith", "email": "bill_smith@gmail.com"},
        "cc": ["anna_smith@gmail.com"],
        "sentiment": "question",
        "tags": ["urgent"],
        "attachments": [{"url": "https://files.example/showroom.jpg", "name": "showroom.jpg"}],
    },
    "Get Ticket Log": {"action_types": ["ticket_status_changed", "reply_created"]},
    "Create Reply": {
        "message": "Hi Bill, here is the list. Shall we book a test drive?",
        "attachments": [{"url": "https://files.example/prices.pdf", "name": "prices.pdf"}],
        "isTicketNeededToBeCompleted": False,
    },
    "Add Note To Ticket": {"message": "He was at the showroom last week."},
    "Update Note": {"message": "He was at the showroom last Thursday."},
    "Replace Reply Tags": ["price list"],
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
    "Create Webhook": {
        "url": "https://hooks.example.com/frontdesk",
        "verifyToken": "a text that only the two of us know",
        "objectType": "ticket",
        "events": ["ticket_create", "ticket_status_change"],
        "isEnabled": True,
    },
    "Update Webhook": {
        "url": "https://hooks.example.com/frontdesk",
        "objectType": "reply",
        "events": ["reply_create"],
    },
    "Rotate Webhook Secret": {"overlapHours": 48},
    "Replay Webhook": {
        "from": "2026-03-02T00:00:00+00:00",
        "to": "2026-03-02T12:00:00+00:00",
    },
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

"""Bodies and answers that stand in the API's description; the tests send them for real."""

from typing import Any, Final

LIST_TICKETS: Final[Any] = {
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
}

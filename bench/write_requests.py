"""Changes of tickets as requests: tickets are opened, answered, assigned and tagged in turns."""

from typing import Any, Final, NamedTuple

import msgspec

from bench.installation import Installation
from bench.scenarios import community_connection
from bench.targets import Target

MOST_TICKETS: Final = 500
"""So many are assigned before the first of them is assigned again."""


class _Assigned(NamedTuple):
    ticket_id: int
    assignee_id: str
    other_id: str


def write_requests(place: Installation, target: Target) -> list[bytes]:
    """They can be sent over and over in this order: an assignment names who has the ticket, and so
    the second half gives all tickets back to those who had them before the first."""
    assigned = _assigned_tickets(place)
    return [
        target.whole_request(msgspec.json.encode(body), method=method, path=path)
        for is_back in (False, True)
        for each in assigned
        for method, path, body in _changes(each, is_back=is_back)
    ]


def new_ticket(number: int) -> dict[str, Any]:  # Any: JSON
    """By another client for each number: whoever opens two tickets at once opens one after the
    other."""
    return {
        "title": "A question",
        "message": "How long does it take?",
        "creator": {"email": f"client-{number}@example.com"},
    }


def _changes(each: _Assigned, *, is_back: bool) -> list[tuple[str, str, Any]]:  # Any: JSON
    before, after = each.assignee_id, each.other_id
    if is_back:
        before, after = after, before
    path = f"/tickets/{each.ticket_id}"
    return [
        ("POST", "/tickets", new_ticket(each.ticket_id)),
        ("POST", f"{path}/replies", {"message": "Thank you, that helped."}),
        ("PATCH", f"{path}/Assignee", {"assigneeId": after, "previousAssigneeId": before}),
        ("PUT", f"{path}/tags", ["urgent", "answered"] if is_back else ["urgent"]),
    ]


def _assigned_tickets(place: Installation) -> list[_Assigned]:
    """From all over the table."""
    with community_connection(place.address.owner, place.community_id) as connection:
        found = connection.execute(
            """
            with team as (
                select person_id from teammates where role in ('admin', 'agent')
            )
            select t.ticket_id, t.assignee_id::text,
                   (select person_id::text from team where person_id <> t.assignee_id limit 1)
            from tickets t
            where t.assignee_id in (select person_id from team)
            order by hashint8(t.ticket_id)
            limit %s
            """,
            [MOST_TICKETS],
        )
        return [_Assigned(*row) for row in found]

"""The whole JSON surface on one screen. `POST /token` and the probes beside it have no envelope
around their own forms: see `api.tokens` and `api.health`."""

from typing import Final

from frontdesk.api import tickets
from frontdesk.api.call import Route
from frontdesk.tickets.document import Ticket
from frontdesk.wire import examples
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery

ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path="/tickets/list",
        name="List Tickets",
        section="Tickets",
        handle=tickets.list_tickets,
        body=ListTickets,
        query=ListTicketsQuery,
        answer=list[Ticket],
        description="Tickets that hold all given members, at most 50 a call. While more follow, "
        "the answer's `Link` header holds the address of the next page.",
        example=examples.LIST_TICKETS,
    ),
)

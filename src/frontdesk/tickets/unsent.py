"""Tickets on which something is written and not sent: drafts that everybody sees, and what one
teammate has typed."""

from dataclasses import replace
from typing import Final
from uuid import UUID

import msgspec

from frontdesk.compositions.composition import tickets_composed_on
from frontdesk.database.pool import Connection
from frontdesk.kit.clock import parse_ticks
from frontdesk.tickets.cursor import Cursor
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.paging import TicketPage, count_listed, list_tickets
from frontdesk.tickets.visibility import EVERYTHING, Visibility

MOST_COMPOSED: Final = 200
"""A teammate's latest unsent texts; older ones are found on their tickets."""


class _Place(msgspec.Struct, rename="camel"):
    id: int
    creation_time: str
    last_thread_element_creation_time: str

    def cursor(self, order: TicketListOrderBy) -> Cursor:
        by_creation = order.startswith("creation_time")
        text = self.creation_time if by_creation else self.last_thread_element_creation_time
        return Cursor(order, parse_ticks(text), self.id, 0)


_decoder = msgspec.json.Decoder(_Place)


async def list_unsent(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    person_id: UUID,
    *,
    order: TicketListOrderBy,
    start: Cursor | int,
    take: int,
    now: int,
    visibility: Visibility = EVERYTHING,
) -> TicketPage:
    """As `list_tickets`, of the wanted tickets that have a draft reply or an unsent text of the
    person."""
    pages = [
        await list_tickets(
            connection,
            community_id,
            each,
            order=order,
            start=start,
            take=take,
            now=now,
            visibility=visibility,
        )
        for each in await _both(connection, community_id, wanted, person_id)
    ]
    found = {place.id: (place.cursor(order), document) for place, document in _places(pages)}
    ordered = sorted(
        found.values(),
        key=lambda each: (each[0].time, each[0].ticket_id),
        reverse=order.endswith("_desc"),
    )
    goes_on = len(ordered) > take or any(page.next for page in pages)
    shown = ordered[:take]
    return TicketPage([d for _, d in shown], shown[-1][0] if goes_on and shown else None)


def _places(pages: list[TicketPage]) -> list[tuple[_Place, bytes]]:
    return [(_decoder.decode(document), document) for page in pages for document in page.documents]


async def count_unsent(
    connection: Connection,
    community_id: int,
    wanted: TicketFilter,
    person_id: UUID,
    *,
    now: int,
    visibility: Visibility = EVERYTHING,
) -> int:
    """How many tickets `list_unsent` has on all its pages, as far as counts go."""
    first, *more = await _both(connection, community_id, wanted, person_id)
    total = await count_listed(connection, community_id, first, now=now, visibility=visibility)
    for each in more:
        total += await count_listed(
            connection,
            community_id,
            replace(each, has_draft=False),
            now=now,
            visibility=visibility,
        )
    return total


async def _both(
    connection: Connection, community_id: int, wanted: TicketFilter, person_id: UUID
) -> list[TicketFilter]:
    composed = await tickets_composed_on(connection, community_id, person_id, take=MOST_COMPOSED)
    filters = [replace(wanted, has_draft=True)]
    if composed:
        filters.append(replace(wanted, has_draft=None, ticket_ids=tuple(composed)))
    return filters

"""What came into a list that somebody is reading, or up in it: how many, before they are shown."""

from collections.abc import Iterable
from typing import Final

from frontdesk.inbox.tickets import narrowed_list
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.tickets_rows import RowTicket, place_of
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer

_MOST: Final = 200


async def show(visit: Visit) -> HttpAnswer:
    """Which of some tickets the list holds, no further down than `until`; those that are on the
    page already have `moved`."""
    asked, tickets = await narrowed_list(visit, visit.query, _ids(visit, "ids")[:_MOST])
    until = next(iter(_ids(visit, "until")), None)
    ids = [ticket.id for ticket in _down_to(until, asked, tickets)]
    has_moved = not set(ids).isdisjoint(_ids(visit, "moved"))
    return visit.page("live/_news.html", ids=ids, has_moved=has_moved)


def _ids(visit: Visit, name: str) -> list[int]:
    given = visit.query.get(name, [])
    return [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 19]


def _down_to(until: int | None, asked: Asked, tickets: Iterable[RowTicket]) -> Iterable[RowTicket]:
    for ticket in tickets:
        place = place_of(ticket, asked)
        if until is None or place is None or _is_down_to(until, asked, place):
            yield ticket


def _is_down_to(until: int, asked: Asked, place: int) -> bool:
    return place <= until if asked.is_upwards else place >= until

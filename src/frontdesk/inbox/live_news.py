"""New tickets in a list that somebody is reading: how many, before they are shown."""

from typing import Final

from frontdesk.inbox.tickets import changed_context
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer

_MOST: Final = 200


async def show(visit: Visit) -> HttpAnswer:
    """Which of some tickets the list holds."""
    given = visit.query.get("ids", [])
    ids = [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 19]
    context = await changed_context(visit, visit.query, ids[:_MOST])
    return visit.page("live/_news.html", rows=context["rows"])

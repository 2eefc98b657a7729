"""The front of a community's inbox."""

from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer


async def show(visit: Visit) -> HttpAnswer:
    """The work begins at the list of tickets."""
    return visit.redirect("/tickets")

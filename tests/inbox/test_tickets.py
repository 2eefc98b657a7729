"""The list of tickets over real HTTP, as a browser without script sees it."""

from tests.desk import Desk
from tests.inbox.browser import HTMX, Browser
from tests.team import open_ticket


async def test_the_list_shows_what_is_open(acme: Desk, agent: Browser) -> None:
    ticket_id = await open_ticket(acme, title="Cat is ill", message="She does not eat.")
    page = await agent.read("/tickets")
    assert "Cat is ill" in page
    assert f'id="row-{ticket_id}"' in page
    assert "1 ticket, oldest waits" in page

"""The page of a ticket, over real HTTP, without script unless a test says otherwise."""

from tests.desk import Desk
from tests.inbox.browser import Browser
from tests.team import open_ticket


async def test_a_ticket_shows_its_thread(acme: Desk, agent: Browser) -> None:
    ticket = await open_ticket(
        acme, title="Cat is ill", message="It sneezes.\n\nSee https://x.example/a."
    )
    page = await agent.read(f"/tickets/{ticket}")
    open("/tmp/ticket-page.html", "w").write(page)
    assert "Cat is ill" in page

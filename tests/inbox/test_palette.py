"""One field that finds tickets, people and commands."""

from tests.desk import Desk
from tests.inbox.browser import HTMX, Browser
from tests.team import open_ticket


async def test_tickets_people_and_commands_are_found(acme: Desk, agent: Browser) -> None:
    creator = {"name": "Elena Petrova", "email": "elena@example.com"}
    ticket_id = await open_ticket(acme, title="Invoice with VAT", creator=creator)
    found = await agent.read("/palette?q=elena", headers=HTMX)
    assert "Invoice with VAT" in found
    assert f"#{ticket_id}" in found
    assert "elena@example.com" in found
    assert 'aria-label="People"' in found
    assert "Invoice with VAT" in await agent.read(f"/palette?q=%23{ticket_id}", headers=HTMX)
    assert "Anton Agent" in await agent.read("/palette?q=anton", headers=HTMX)
    assert "Waiting for customer" in await agent.read("/palette?q=waiting", headers=HTMX)


async def test_commands_are_those_that_ones_role_allows(
    agent: Browser, admin: Browser, reader: Browser
) -> None:
    pages = [await each.read("/palette", headers=HTMX) for each in (agent, admin, reader)]
    assert ["Teammates" in page for page in pages] == [False, True, False]
    assert ["Write a note" in page for page in pages] == [True, True, False]


async def test_a_person_without_a_ticket_is_found_by_their_address(
    acme: Desk, agent: Browser
) -> None:
    creator = {"name": "Elena Petrova", "email": "elena@example.com"}
    ticket_id = await open_ticket(acme, creator=creator)
    await agent.post(f"/tickets/{ticket_id}/aside", {"mark": "is_deleted", "wanted": "1"})
    found = await agent.read("/palette?q=Elena@example.com", headers=HTMX)
    assert ('aria-label="People"' in found, "Elena Petrova" in found) == (True, True)
    address = found.partition('data-href="')[2].partition('"')[0].replace("&amp;", "&")
    page = (await agent.client.get(address)).text
    assert "This person has written no ticket that you can see." in page
    team = await agent.read("/palette?q=anton@acme.example", headers=HTMX)
    assert 'aria-label="People"' not in team


async def test_nothing_found_is_said(agent: Browser) -> None:
    found = await agent.read("/palette?q=%22zzz", headers=HTMX)
    assert "Nothing is called so." in found


async def test_it_is_a_page_without_script(acme: Desk, agent: Browser) -> None:
    await open_ticket(acme, title="Cat is ill")
    page = await agent.read("/palette?q=cat")
    assert "<html" in page
    assert "Cat is ill" in page

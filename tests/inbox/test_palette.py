"""One field that finds tickets, people and commands."""

import re

import pytest

from tests.desk import Desk, data_of
from tests.inbox.browser import HTMX, Browser
from tests.inbox.test_ticket import put_into_group
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


@pytest.mark.parametrize("text", ["elena", "Elena%20Pet", "petr", "ep@ex"])
async def test_a_person_without_a_ticket_is_found_by_how_they_begin(
    acme: Desk, agent: Browser, text: str
) -> None:
    creator = {"name": "Elena Petrova", "email": "ep@example.com"}
    ticket_id = await open_ticket(acme, creator=creator)
    await agent.post(f"/tickets/{ticket_id}/aside", {"mark": "is_deleted", "wanted": "1"})
    found = await agent.read(f"/palette?q={text}", headers=HTMX)
    assert ('aria-label="People"' in found, found.count("Elena Petrova")) == (True, 1)


async def test_who_wrote_lately_and_who_begins_so_take_turns(acme: Desk, agent: Browser) -> None:
    for number in range(8):
        creator = {"name": f"Anna Number{number}", "email": f"a{number}@example.com"}
        await open_ticket(acme, creator=creator)
    await open_ticket(acme, creator={"name": "Zoe Anna", "email": "zoe@example.com"})
    found = await agent.read("/palette?q=anna", headers=HTMX)
    people = found.partition('aria-label="People"')[2].partition('role="group"')[0]
    shown = re.findall(r'<span class="clip">(.*?)</span>', people)
    assert shown[:2] == ["Zoe Anna", "Anna Number0"]
    assert len(shown) == 6


async def test_who_sees_some_categories_only_meets_nobody_else(acme: Desk, agent: Browser) -> None:
    elena = {"name": "Elena Petrova", "email": "ep@example.com"}
    shop = data_of(await acme.post("/categories", {"name": "Shop"}))["id"]
    await open_ticket(acme, creator=elena, categoryId=shop)
    press = data_of(await acme.post("/categories", {"name": "Press"}))["id"]
    group = data_of(await acme.post("/UserGroups", {"name": "Press"}))["id"]
    await put_into_group(acme, group, str(agent.person_id), press)
    assert "Elena Petrova" not in await agent.read("/palette?q=elena", headers=HTMX)


async def test_nothing_found_is_said(agent: Browser) -> None:
    found = await agent.read("/palette?q=%22zzz", headers=HTMX)
    assert "Nothing is called so." in found


async def test_it_is_a_page_without_script(acme: Desk, agent: Browser) -> None:
    await open_ticket(acme, title="Cat is ill")
    page = await agent.read("/palette?q=cat")
    assert "<html" in page
    assert "Cat is ill" in page

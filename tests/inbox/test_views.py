"""Saved views in the inbox."""

import re

from tests.desk import Desk, data_of
from tests.inbox.browser import Browser, location
from tests.inbox.test_tickets import listed, rows_of
from tests.team import open_ticket


async def save(browser: Browser, name: str, query: str, **fields: str) -> int:
    answer = await browser.post("/views", {"name": name, "filter": query, **fields})
    found = re.search(r"savedView=(\d+)", location(answer))
    assert found is not None
    return int(found[1])


async def test_a_filtered_list_is_saved_and_found_again(acme: Desk, agent: Browser) -> None:
    wanted = await open_ticket(acme, tags=["b2b"])
    await open_ticket(acme)
    view_id = await save(agent, "Big customers", "view=open&tag=b2b&from=2026-03-02")
    page = await agent.read(f"/tickets?savedView={view_id}")
    assert rows_of(page) == [wanted]
    assert '<h1 id="list-title">Big customers</h1>' in page
    for chip in ("Tag b2b", "Created from 2026-03-02", "Open"):
        assert f"Remove the filter {chip}" in page
    assert f"savedView={view_id}" in await agent.read("/tickets")


async def test_each_standing_view_can_be_saved(acme: Desk, agent: Browser) -> None:
    mine = await open_ticket(acme, assigneeId=str(agent.person_id))
    loose = await open_ticket(acme)
    for query, ids in (
        ("view=mine", [mine]),
        ("view=unassigned", [loose]),
        ("view=open", [loose, mine]),
        ("view=completed", []),
        ("view=all&order=oldest", [mine, loose]),
        ("view=spam", []),
        ("view=drafts", []),
        ("view=mentions", []),
        ("view=expired", []),
        ("view=deleted", []),
    ):
        view_id = await save(agent, query, query)
        assert await listed(agent, savedView=view_id) == ids, query


async def test_a_view_of_hidden_or_muted_tickets_stays_one(acme: Desk, agent: Browser) -> None:
    plain = await open_ticket(acme)
    hidden = await open_ticket(acme)
    await agent.post(f"/tickets/{hidden}/aside", {"mark": "is_hidden", "wanted": "1"})
    for query, ids in (
        ("view=all&hidden=1", [hidden]),
        ("view=all&hidden=0&muted=0", [plain]),
        ("view=all&muted=1", []),
    ):
        view_id = await save(agent, query, query)
        assert await listed(agent, savedView=view_id) == ids, query


async def test_a_shared_view_is_everybodys_and_stays_its_owners(
    acme: Desk, agent: Browser, reader: Browser
) -> None:
    view_id = await save(agent, "Ours", "view=open", isShared="on")
    assert "Ours" in await reader.read("/tickets")
    assert "Shared by others" in await reader.read("/views")
    assert (await reader.post(f"/views/{view_id}", {"name": "Mine"})).status_code == 403
    assert (await reader.post(f"/views/{view_id}/delete")).status_code == 403


async def test_a_view_is_renamed_and_keeps_what_it_shows(acme: Desk, agent: Browser) -> None:
    wanted = await open_ticket(acme, tags=["b2b"])
    await open_ticket(acme)
    view_id = await save(agent, "Big", "view=open&tag=b2b")
    answer = await agent.submit(
        f"/views/{view_id}", {"name": "Biggest"}, action=f"/views/{view_id}"
    )
    assert answer.status_code == 303
    page = await agent.read(f"/tickets?savedView={view_id}")
    assert "Biggest" in page
    assert rows_of(page) == [wanted]


async def test_a_view_shows_something_else_from_now_on(acme: Desk, agent: Browser) -> None:
    await open_ticket(acme, tags=["b2b"])
    plain = await open_ticket(acme, tags=["other"])
    view_id = await save(agent, "Big", "view=open&tag=b2b")
    path = f"/views/{view_id}?filter=view%3Dopen%26tag%3Dother"
    await agent.submit(path, action=f"/views/{view_id}")
    assert await listed(agent, savedView=view_id) == [plain]


async def test_views_are_put_into_order_and_deleted(agent: Browser) -> None:
    first, second = [await save(agent, name, "view=open") for name in ("First", "Second")]
    await agent.post("/views/order", {"up": str(second)})
    page = await agent.read("/views")
    assert page.index("Second") < page.index("First")
    await agent.post("/views/order", {"down": str(second)})
    page = await agent.read("/views")
    assert page.index("First") < page.index("Second")
    await agent.post(f"/views/{first}/delete")
    assert "First" not in await agent.read("/tickets")


async def test_a_view_without_a_name_is_asked_for_one(agent: Browser) -> None:
    answer = await agent.post("/views", {"name": " ", "filter": "view=mine"})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.text


async def test_what_vanished_from_a_view_is_said(acme: Desk, agent: Browser) -> None:
    category = data_of(await acme.post("/categories", {"name": "Warranty"}))["id"]
    view_id = await save(agent, "Warranty", f"view=open&category={category}")
    data_of(await acme.client.delete(f"/categories/{category}"))
    page = await agent.read(f"/tickets?savedView={view_id}")
    assert "There is no such category." in page
    assert "This view asks for something that is no longer there:" in page
    assert "Asks for what is gone" in await agent.read("/views")

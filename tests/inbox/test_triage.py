"""Many tickets changed at once, and taken back."""

import re
from typing import Any

import pytest

from frontdesk.kit.clock import MINUTE
from tests.desk import Desk, FakeClock, data_of
from tests.inbox.browser import HTMX, Browser, location
from tests.inbox.test_tickets import complete
from tests.team import add_teammate, open_ticket


async def change(browser: Browser, ids: list[int], change: str, **fields: str) -> str:
    """What the page then says."""
    form = {"ticketIds": [str(id_) for id_ in ids], "change": change, "list": "view=open", **fields}
    answer = await browser.post("/tickets/triage", form)
    address = location(answer).removeprefix(browser.address(""))
    return await browser.read(address)


async def undo(browser: Browser, page: str) -> str:
    found = re.search(r'name="deed" value="([^"]+)"', page)
    assert found is not None, "there is nothing to undo"
    answer = await browser.post("/tickets/undo", {"deed": found[1], "list": "view=open"})
    return await browser.read(location(answer).removeprefix(browser.address("")))


async def read(desk: Desk, ticket_id: int) -> Any:
    return await desk.read(f"/tickets/{ticket_id}")


async def state(desk: Desk, ticket_id: int) -> dict[str, Any]:
    """What can be changed for many."""
    ticket = await read(desk, ticket_id)
    names = ("status", "category", "tags")
    flags = {name: ticket["properties"][name] for name in ("isSpam", "isDeleted")}
    assignee = ticket["lockedBy"] and ticket["lockedBy"]["id"]
    return {name: ticket[name] for name in names} | flags | {"assignee": assignee}


@pytest.fixture
async def two(acme: Desk) -> list[int]:
    """A plain ticket, and one with everything."""
    category = data_of(await acme.post("/categories", {"name": "Warranty"}))["id"]
    mate = str(await add_teammate(acme, "Terje Kvam"))
    return [
        await open_ticket(acme),
        await open_ticket(acme, categoryId=category, assigneeId=mate, tags=["a", "b"]),
    ]


@pytest.mark.parametrize(
    ("wanted", "said", "changed"),
    [
        ("status:completed", "2 tickets completed.", {"status": "completed"}),
        ("status:pending", "2 tickets wait for the customer.", {"status": "pending"}),
        ("assignee:none", "2 tickets are nobody&#39;s now.", {"assignee": None}),
        ("category:none", "2 tickets moved.", {"category": None}),
        ("spam", "2 tickets are spam.", {"isSpam": True}),
        ("delete", "2 tickets deleted.", {"isDeleted": True}),
    ],
)
async def test_many_are_changed_and_taken_back_exactly(
    acme: Desk, agent: Browser, two: list[int], wanted: str, said: str, changed: dict[str, Any]
) -> None:
    before = [await state(acme, id_) for id_ in two]
    page = await change(agent, two, wanted)
    assert said in page
    assert [await state(acme, id_) for id_ in two] == [each | changed for each in before]
    await undo(agent, page)
    assert [await state(acme, id_) for id_ in two] == before


async def test_tags_are_added_and_taken_off(acme: Desk, agent: Browser, two: list[int]) -> None:
    page = await change(agent, two, "add-tags", tags="b, c")
    assert [(await read(acme, id_))["tags"] for id_ in two] == [["b", "c"], ["a", "b", "c"]]
    await undo(agent, page)
    assert [(await read(acme, id_))["tags"] for id_ in two] == [[], ["a", "b"]]
    await change(agent, two, "take-tags", tags="A")
    assert [(await read(acme, id_))["tags"] for id_ in two] == [[], ["b"]]


async def test_a_category_that_archives_is_taken_back_with_the_status(
    acme: Desk, agent: Browser, two: list[int]
) -> None:
    body = {"name": "Done", "autoArchive": True}
    archive = data_of(await acme.post("/categories", body))["id"]
    before = [await state(acme, id_) for id_ in two]
    page = await change(agent, two, f"category:{archive}")
    assert {(await read(acme, id_))["status"] for id_ in two} == {"completed"}
    await undo(agent, page)
    assert [await state(acme, id_) for id_ in two] == before


async def test_what_others_changed_since_stays(acme: Desk, agent: Browser, two: list[int]) -> None:
    page = await change(agent, two, "status:pending")
    await complete(acme, two[0])
    said = await undo(agent, page)
    assert f"Others have changed #{two[0]} since." in said
    assert [(await read(acme, id_))["status"] for id_ in two] == ["completed", "open"]


async def test_after_ten_minutes_it_is_too_late(
    acme: Desk, agent: Browser, two: list[int], clock: FakeClock
) -> None:
    page = await change(agent, two, "status:completed")
    clock.advance(11 * MINUTE)
    assert "It is too late to undo this." in await undo(agent, page)
    assert (await read(acme, two[0]))["status"] == "completed"


async def test_somebody_else_cannot_undo_it(
    acme: Desk, agent: Browser, admin: Browser, two: list[int]
) -> None:
    page = await change(agent, two, "status:completed")
    assert "Nothing to undo." in await undo(admin, page)
    assert (await read(acme, two[0]))["status"] == "completed"


async def test_what_cannot_be_changed_is_named_and_the_rest_is_changed(
    acme: Desk, agent: Browser, two: list[int]
) -> None:
    page = await change(agent, [two[0], 999_999], "status:completed")
    assert "One ticket completed." in page
    assert "Not changed: #999999 is gone." in page
    page = await change(agent, two, "category:424242")
    assert "This category is gone. Choose another." in page


@pytest.mark.parametrize(
    "wanted",
    ["", "nonsense", "status:asleep", "assignee:x", "category:x", "add-tags", "status:"],
)
async def test_what_is_no_change_is_refused(
    acme: Desk, agent: Browser, two: list[int], wanted: str
) -> None:
    before = [await state(acme, id_) for id_ in two]
    assert "This cannot be done." in await change(agent, two, wanted)
    assert [await state(acme, id_) for id_ in two] == before


async def test_nothing_picked_is_said(agent: Browser) -> None:
    assert "Pick a ticket first." in await change(agent, [], "status:completed")


@pytest.mark.parametrize("deed", ["", "1", "1-2-3", "a-b-c", "-1-2-3", "9" * 30 + "-1-1"])
async def test_a_deed_that_never_was_is_refused(agent: Browser, deed: str) -> None:
    answer = await agent.post("/tickets/undo", {"deed": deed, "list": "toast=x&path=y"})
    page = await agent.read(location(answer).removeprefix(agent.address("")))
    assert "It is too late to undo this." in page


async def test_a_page_gets_only_what_changed(acme: Desk, agent: Browser, two: list[int]) -> None:
    form = {"ticketIds": [str(id_) for id_ in two], "change": "assignee:me", "list": "view=open"}
    answer = await agent.post("/tickets/triage", form, headers=HTMX)
    assert answer.status_code == 200
    for id_ in two:
        assert f'hx-target="#row-{id_}" hx-swap="outerMorph"' in answer.text
    assert "2 tickets assigned." in answer.text
    assert "Undo" in answer.text
    form["change"] = "status:completed"
    answer = await agent.post("/tickets/triage", form, headers=HTMX)
    for id_ in two:
        assert f'hx-target="#row-{id_}" hx-swap="delete"' in answer.text
    assert "Nobody is waiting" in answer.text


async def test_somebody_who_may_only_read_changes_nothing(
    acme: Desk, reader: Browser, two: list[int]
) -> None:
    form = {"ticketIds": [str(two[0])], "change": "status:completed"}
    assert (await reader.post("/tickets/triage", form)).status_code == 403
    assert (await read(acme, two[0]))["status"] == "open"


async def test_another_communitys_tickets_are_not_there(
    acme: Desk, stranger: Browser, two: list[int]
) -> None:
    assert f"#{two[0]} is gone." in await change(stranger, two, "status:completed")
    assert (await read(acme, two[0]))["status"] == "open"

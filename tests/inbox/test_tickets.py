"""The list of tickets over real HTTP, as a browser without script sees it."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from frontdesk.kit.clock import DAY, HOUR, MINUTE
from tests.desk import Desk, FakeClock, data_of
from tests.inbox.browser import HTMX, Browser, begin_session_of, find_form, location
from tests.team import add_teammate, open_ticket

ROW = re.compile(r'data-row="(\d+)"')


async def listed(browser: Browser, **query: Any) -> list[int]:
    """The ids of the rows, from top to bottom."""
    return rows_of(await browser.read(f"/tickets?{urlencode(query, doseq=True)}"))


def rows_of(page: str) -> list[int]:
    return [int(found) for found in ROW.findall(page)]


async def complete(desk: Desk, ticket_id: int) -> None:
    data_of(await desk.client.patch(f"/tickets/{ticket_id}/status", json={"status": "completed"}))


async def test_the_list_says_who_waits_for_what(
    acme: Desk, agent: Browser, clock: FakeClock
) -> None:
    ticket_id = await open_ticket(
        acme, title="Cat is ill", message="She does\n not eat.", tags=["urgent"]
    )
    clock.advance(3 * HOUR + 12 * MINUTE)
    page = await agent.read("/tickets")
    assert rows_of(page) == [ticket_id]
    for words in ("Bill Smith", "Cat is ill", "She does not eat.", "urgent", "3 h 12 min"):
        assert words in page
    assert "1 ticket, oldest waits 3 h 12 min" in page


async def test_a_long_wait_is_told_in_months_and_then_in_years(
    acme: Desk, agent: Browser, clock: FakeClock
) -> None:
    await open_ticket(acme)
    opened, ingrid = clock(), await add_teammate(acme, "Ingrid")
    for days, wait in ((99, "99 d"), (100, "3 mo"), (729, "23 mo"), (731, "2 y")):
        clock.advance(opened + days * DAY - clock())
        agent.keep_session(await begin_session_of(acme, ingrid, clock()))
        assert f"oldest waits {wait}" in await agent.read("/tickets")


async def test_a_ticket_is_bold_until_it_is_seen_and_red_when_it_is_late(
    acme: Desk, agent: Browser, clock: FakeClock
) -> None:
    clock.advance(MINUTE)
    await open_ticket(acme)
    assert "is-unread" in await agent.read("/tickets")
    assert "is-late" not in await agent.read("/tickets")
    clock.advance(5 * 24 * HOUR)
    assert "is-late" in await agent.read("/tickets?view=expired")


async def test_each_view_holds_what_it_is_for(acme: Desk, agent: Browser) -> None:
    mine = await open_ticket(acme, assigneeId=str(agent.person_id))
    loose, done, spam, gone = [await open_ticket(acme) for _ in range(4)]
    await complete(acme, done)
    await agent.post("/tickets/triage", {"ticketIds": [str(spam)], "change": "spam"})
    await agent.post("/tickets/triage", {"ticketIds": [str(gone)], "change": "delete"})
    assert {
        view: await listed(agent, view=view)
        for view in ("mine", "unassigned", "open", "pending", "completed", "spam", "deleted", "all")
    } == {
        "mine": [mine],
        "unassigned": [loose],
        "open": [loose, mine],
        "pending": [],
        "completed": [done],
        "spam": [spam],
        "deleted": [gone],
        "all": [done, loose, mine],
    }


async def test_drafts_are_those_of_the_team_and_ones_own_unsent_texts(
    acme: Desk, agent: Browser
) -> None:
    drafted, plain = [await open_ticket(acme) for _ in range(2)]
    data_of(await acme.post(f"/tickets/{drafted}/replies", {"message": "Almost", "isDraft": True}))
    assert await listed(agent, view="drafts") == [drafted]
    assert plain not in await listed(agent, view="drafts")


async def test_an_empty_view_says_what_it_is_for(agent: Browser) -> None:
    page = await agent.read("/tickets?view=mine")
    assert "Nothing is yours to do" in page
    assert "See unassigned tickets" in page


async def test_the_list_goes_on_behind_its_last_ticket(acme: Desk, agent: Browser) -> None:
    opened = [await open_ticket(acme) for _ in range(53)]
    page = await agent.read("/tickets")
    found = re.search(r'href="([^"]+cursor=[^"]+)" data-more', page)
    assert found is not None
    address = found[1].replace("&amp;", "&").removeprefix(agent.address(""))
    more = await agent.read(address, headers=HTMX)
    assert (rows_of(page), rows_of(more)) == (opened[:22:-1], opened[22::-1])
    assert "<html" not in more
    assert "That is all." in more
    assert rows_of(await agent.read(address)) == rows_of(more)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("status=sleeping", "There is no such status."),
        ("source=pigeon", "There is no such channel."),
        ("sentiment=blue", "There is no such mood."),
        ("category=77", "There is no such category."),
        ("category=x", "There is no such category."),
        ("assignee=bob", "There is no such person."),
        ("author=1", "There is no such person."),
        ("from=yesterday", "Use a day such as 2026-03-02."),
        ("to=9999-12-31", "Use a day such as 2026-03-02."),
        ("from=2026-03-05&to=2026-03-04", "This day is later than the last one."),
        ("field.1=x", "There is no such field."),
        ("field.%20=x", "There is no such field."),
        ("hasField=-1", "There is no such field."),
        ("days=0", "Use a number of days."),
        ("subcategories=2", "Use 0 or 1."),
        ("view=nowhere", "There is no such view."),
        ("order=random", "There is no such order."),
        ("savedView=5", "This view was deleted, or is no longer shared."),
        ("searchQuery=-refund", "Use a word to look for, and not too many."),
    ],
)
async def test_what_is_wrong_in_an_address_is_said_beside_the_list(
    acme: Desk, agent: Browser, query: str, sentence: str
) -> None:
    ticket_id = await open_ticket(acme)
    page = await agent.read(f"/tickets?{query}")
    assert sentence in page
    assert "is-wrong" in page
    assert rows_of(page) == [ticket_id]


@pytest.mark.parametrize(
    "query",
    ["cursor=nonsense", "ticketId=x", "ticketId=" + "9" * 40, "undo=<b>", "%00=%00&tag=%ff", "=&="],
)
async def test_nonsense_in_an_address_is_passed_over(
    acme: Desk, agent: Browser, query: str
) -> None:
    ticket_id = await open_ticket(acme)
    if "tag" not in query:
        assert rows_of(await agent.read(f"/tickets?{query}")) == [ticket_id]
    else:
        await agent.read(f"/tickets?{query}")


async def test_all_that_list_tickets_filters_by(acme: Desk, agent: Browser) -> None:
    parent = data_of(await acme.post("/categories", {"name": "Warranty"}))["id"]
    child = data_of(await acme.post("/categories", {"name": "Frames", "parentId": parent}))["id"]
    amount = data_of(await acme.post("/customFields", {"name": "Amount", "type": "number"}))["id"]
    await open_ticket(acme, title="Other")
    wanted = await open_ticket(
        acme,
        title="Creaking frame",
        categoryId=child,
        assigneeId=str(agent.person_id),
        tags=["b2b", "urgent"],
        sentiment="complaint",
        customFields=[{"id": amount, "value": 12.5}],
        creator={"name": "Yusuf Demir", "email": "yusuf@example.com"},
    )
    author = (await acme.read(f"/tickets/{wanted}"))["author"]["id"]
    for query in (
        {"category": parent},
        {"category": child, "subcategories": 0},
        {"assignee": "me"},
        {"assignee": agent.person_id},
        {"author": author},
        {"tag": ["b2b", "urgent"]},
        {"tags": "urgent, b2b"},
        {"sentiment": "complaint"},
        {f"field.{amount}": "12.50"},
        {"hasField": amount},
        {"searchQuery": "creaking"},
        {"tag": "b2b", "status": ["open", "pending"], "source": "web", "from": "2026-03-02"},
    ):
        if "tags" in query:
            answer = await agent.get(f"/tickets?{urlencode(query)}")
            assert location(answer).endswith("/tickets?tag=urgent&tag=b2b")
        else:
            assert await listed(agent, **query) == [wanted], query
    assert await listed(agent, category=parent, subcategories=0) == []
    assert await listed(agent, to="2026-03-01") == []


async def test_hidden_and_muted_tickets_are_asked_for(acme: Desk, agent: Browser) -> None:
    plain = await open_ticket(acme)
    hidden, muted = await open_ticket(acme), await open_ticket(acme)
    for ticket_id, mark in ((hidden, "is_hidden"), (muted, "is_muted")):
        await agent.post(f"/tickets/{ticket_id}/aside", {"mark": mark, "wanted": "1"})
    assert await listed(agent, view="all", hidden=1) == [hidden]
    assert await listed(agent, view="all", muted=1) == [muted]
    assert await listed(agent, view="all", hidden=0, muted=0) == [plain]
    page = await agent.read("/tickets?view=all&hidden=1&muted=x")
    assert ("Remove the filter Hidden" in page, "Use 0 or 1." in page) == (True, True)


async def test_a_tag_with_a_comma_is_one_tag(acme: Desk, agent: Browser) -> None:
    wanted = await open_ticket(acme, tags=["red, blue", "b2b"])
    await open_ticket(acme, tags=["b2b"])
    page = await agent.read("/tickets/filters?tag=red,+blue&tag=b2b")
    form = find_form(page)
    assert form.fields["tags"] == ['"red, blue", b2b']
    address = location(await agent.client.get(form.action, params=form.fields))
    assert address.endswith("tag=red%2C+blue&tag=b2b")
    assert rows_of((await agent.client.get(address)).text) == [wanted]


async def test_a_form_with_empty_fields_leads_to_a_short_address(agent: Browser) -> None:
    answer = await agent.get("/tickets?view=open&status=&tags=a,+b&from=&order=")
    assert location(answer) == agent.address("/tickets?view=open&tag=a&tag=b")


async def test_words_that_are_found_are_marked(acme: Desk, agent: Browser) -> None:
    await open_ticket(acme, title="<b>Refund</b> please", message="I want my refund now")
    page = await agent.read("/tickets?searchQuery=refund")
    assert "&lt;b&gt;<mark>Refund</mark>&lt;/b&gt; please" in page
    assert "I want my <mark>refund</mark> now" in page


async def test_a_row_begins_near_the_words_that_are_found(acme: Desk, agent: Browser) -> None:
    await open_ticket(acme, message="It is about a thing that I bought last year: a refund, please")
    page = await agent.read("/tickets?searchQuery=refund")
    assert '<span class="row-peek">… I bought last year: a <mark>refund</mark>, please' in page


async def test_the_best_match_comes_first_unless_asked_otherwise(
    acme: Desk, agent: Browser
) -> None:
    in_title = await open_ticket(acme, title="Refund", message="Hello")
    in_text = await open_ticket(acme, title="Hello", message="a refund")
    assert await listed(agent, searchQuery="refund") == [in_title, in_text]
    assert await listed(agent, searchQuery="refund", order="newest") == [in_text, in_title]


async def test_somebody_who_may_only_read_finds_no_controls(acme: Desk, reader: Browser) -> None:
    await open_ticket(acme)
    page = await reader.read("/tickets")
    assert len(rows_of(page)) == 1
    assert "row-pick" not in page
    assert "/tickets/triage" not in page


async def test_views_and_categories_are_counted(acme: Desk, agent: Browser) -> None:
    parent = data_of(await acme.post("/categories", {"name": "Warranty"}))["id"]
    child = data_of(await acme.post("/categories", {"name": "Frames", "parentId": parent}))["id"]
    for category_id in (parent, child, child, None):
        await open_ticket(acme, categoryId=category_id)
    page = await agent.read("/tickets/counts", headers=HTMX)
    counts = dict(re.findall(r'clip">([^<]+)</span><span class="count">([^<]+)<', page))
    assert counts == {
        "Unassigned": "4",
        "All open": "4",
        "Warranty": "3",
        "Frames": "2",
        "Uncategorized": "1",
    }


async def test_an_address_of_a_ticket_shows_it_beside_the_list(acme: Desk, agent: Browser) -> None:
    ticket_id = await open_ticket(acme, title="Cat is ill")
    page = await agent.read(f"/tickets?ticketId={ticket_id}")
    assert f'data-ticket="{ticket_id}"' in page
    assert "is-selected" in page
    into_pane = HTMX | {"HX-Target": "section#ticket"}
    pane = await agent.read(f"/tickets?ticketId={ticket_id}", headers=into_pane)
    assert f'data-ticket="{ticket_id}"' in pane
    assert "data-row=" not in pane
    assert "There is no such ticket" in await agent.read("/tickets?ticketId=999999")


async def test_density_is_remembered(acme: Desk, agent: Browser) -> None:
    await open_ticket(acme)
    answer = await agent.post("/tickets/density", {"density": "compact", "list": "view=mine"})
    assert location(answer) == agent.address("/tickets?view=mine")
    assert 'data-density="compact"' in await agent.read("/tickets")


async def test_all_tickets_are_marked_as_read_at_once(
    acme: Desk, agent: Browser, clock: FakeClock
) -> None:
    clock.advance(MINUTE)
    for title in ("First", "Second"):
        await open_ticket(acme, title=title)
    assert "is-unread" in await agent.read("/tickets")
    answer = await agent.post("/tickets/read-all", {"list": "view=all"})
    assert location(answer) == agent.address("/tickets?view=all")
    page = await agent.read("/tickets?view=all")
    assert ("Second" in page, "is-unread" in page) == (True, False)
    assert "All tickets are read." in page


async def test_another_community_sees_nothing_of_it(acme: Desk, stranger: Browser) -> None:
    ticket_id = await open_ticket(acme, title="Secret plans")
    for path in ("/tickets?view=all", f"/tickets?ticketId={ticket_id}", "/palette?q=secret"):
        assert "Secret plans" not in await stranger.read(path)


async def news(browser: Browser, ids: list[int], **more: Any) -> str:
    query = urlencode({"view": "open", "ids": ids} | more, doseq=True)
    return await browser.read(f"/tickets/news?{query}", headers=HTMX)


def place_of(page: str, ticket_id: int) -> str:
    found = re.search(rf'data-row="{ticket_id}" data-at="(\d+)"', page)
    assert found is not None
    return found[1]


async def test_news_are_of_what_the_list_holds_no_further_down_than_it_is_there(
    acme: Desk, agent: Browser, clock: FakeClock
) -> None:
    ids = []
    for _ in range(3):
        clock.advance(MINUTE)
        ids.append(await open_ticket(acme))
    done = await open_ticket(acme)
    await complete(acme, done)
    assert "3 new tickets" in await news(agent, [*ids, done])
    until = place_of(await agent.read("/tickets"), ids[1])
    assert f'data-list-news="{ids[2]} {ids[1]}"' in await news(agent, ids, until=until)
    oldest = await news(agent, ids, until=until, order="oldest")
    assert f'data-list-news="{ids[0]} {ids[1]}"' in oldest
    assert "News of 2 tickets" in await news(agent, ids[:2], moved=ids[0])
    assert "button" not in await news(agent, [done])


@pytest.mark.parametrize(
    ("view", "leaving"),
    [
        ("open", "status:pending status:completed spam delete"),
        ("mine", "status:completed spam delete assignee:none"),
        ("unassigned", "status:completed spam delete assignee:me"),
        ("all", "spam delete"),
        ("spam", "not-spam delete"),
        ("deleted", "restore"),
    ],
)
async def test_a_page_knows_after_which_changes_a_ticket_leaves_its_list(
    acme: Desk, agent: Browser, view: str, leaving: str
) -> None:
    assert f'data-leaves="{leaving}"' in await agent.read(f"/tickets?view={view}")


async def test_more_rows_than_a_page_are_brought_up_to_date_together(
    acme: Desk, agent: Browser
) -> None:
    ids = [await open_ticket(acme) for _ in range(52)]
    query = urlencode({"view": "open", "ids": ids}, doseq=True)
    rows = await agent.read(f"/tickets/rows?{query}", headers=HTMX)
    assert sorted(rows_of(rows)) == ids
    assert 'hx-swap="delete"' not in rows

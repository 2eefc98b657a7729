"""Two people, two browsers, two server processes: what one does the other sees at once."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import UUID

from httpx2 import AsyncClient
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from frontdesk.accounts.sessions import Visit, begin_session
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import owner_transaction
from frontdesk.inbox.cookies import SESSION
from frontdesk.inbox.tickets_list import FIRST_PAGE
from frontdesk.kit.clock import system_clock
from frontdesk.transfer.staging import advance_sequence
from tests.desk import Desk, data_of
from tests.e2e.chromium import PATIENCE, Console, barriers, open_page, shoot, until
from tests.e2e.servers import Server, run_server
from tests.e2e.signing_in import enter, open_inbox
from tests.inbox.browser import Browser
from tests.inbox.listening import listening
from tests.inbox.talking import say
from tests.team import CLIENT, acting, add_teammate, open_ticket


@asynccontextmanager
async def open_at(desk: Desk, server: Server) -> AsyncIterator[Browser]:
    """Somebody who is signed in at that process; without a page."""
    person_id = await add_teammate(desk, "Kari Nordmann")
    async with acting(desk, person_id, system_clock()) as tx:
        visit = Visit(address="127.0.0.1", user_agent="")
        session = await begin_session(tx, person_id, visit, is_remembered=True)
    async with AsyncClient(base_url=server.url, timeout=30) as client:
        browser = Browser(client=client, community=desk.community, person_id=person_id)
        client.cookies.set(SESSION, session.token, domain="127.0.0.1", path=browser.address(""))
        yield browser


async def test_a_change_at_one_process_is_heard_at_another(
    acme: Desk, second_server: Server
) -> None:
    async with open_at(acme, second_server) as browser, listening(browser) as live:
        ticket = await open_ticket(acme)
        async with asyncio.timeout(10):
            assert await live.changes() == {ticket: ["ticket_created"]}


async def test_two_people_at_one_ticket(acme: Desk, desktop: Page, second_desktop: Page) -> None:
    ticket = await open_ticket(acme, title="Broken chair")
    path = f"/tickets/{ticket}"
    await open_inbox(acme, desktop, "Kari Nordmann", path=path)
    await open_inbox(acme, second_desktop, "Ole Hansen", path=path)
    presence = desktop.locator("#presence")
    await expect(presence).to_contain_text("Ole Hansen is looking at this")
    await expect(second_desktop.locator("#presence")).to_contain_text("Kari Nordmann is looking")
    await second_desktop.locator("#write-reply textarea").fill("Hello, we send you a new one.")
    await expect(presence).to_contain_text("Ole Hansen is writing a reply")
    await shoot(desktop, "live-ticket")
    assert await barriers(desktop) == []
    await second_desktop.locator("#write-reply [data-sends]").click()
    await expect(desktop.locator("#thread")).to_contain_text("we send you a new one")
    await expect(desktop.locator("#thread .say")).to_have_count(2)
    await expect(second_desktop.locator("#thread .say")).to_have_count(2)
    await second_desktop.close()
    await expect(presence).to_be_hidden()


async def test_what_is_typed_beside_a_ticket_stays_when_others_change_it(
    acme: Desk, desktop: Page
) -> None:
    ticket = await open_ticket(acme, title="Broken chair")
    await open_inbox(acme, desktop, path=f"/tickets/{ticket}")
    await wait_for_line(desktop, "on")
    tag = desktop.get_by_label("Add a tag")
    await tag.fill("chair")
    data_of(await acme.client.put(f"/tickets/{ticket}/tags", json=["urgent"]))
    await expect(desktop.locator("#fact-tags .chip")).to_have_text(["urgent"])
    await expect(tag).to_have_value("chair")
    await expect(tag).to_be_focused()
    await tag.press("Enter")
    await expect(desktop.locator("#fact-tags .chip")).to_have_text(["urgent", "chair"])
    await expect(tag).to_have_value("")


async def test_a_list_follows_tickets_with_ids_that_a_script_cannot_count(
    acme: Desk, address: DatabaseAddress, desktop: Page
) -> None:
    async with owner_transaction(address.owner, acme.community.community_id) as connection:
        await advance_sequence(connection, "ticket_ids", 2**53 + 1)
    await open_inbox(acme, desktop)
    await wait_for_line(desktop, "on")
    tickets = [await open_ticket(acme, title=title) for title in ("Chair", "Table")]
    subjects = desktop.locator(".row-subject")
    await expect(subjects).to_have_text(["Table", "Chair"])
    await say(acme, tickets[0], "Are you there?", author={"email": CLIENT["email"]})
    await expect(subjects).to_have_text(["Chair", "Table"])


async def test_lists_and_counts_follow(acme: Desk, second_desktop: Page) -> None:
    first = await open_ticket(acme, title="Broken chair")
    await open_inbox(acme, second_desktop)
    rows = second_desktop.locator("[data-row]")
    await expect(rows).to_have_count(1)
    unassigned = second_desktop.locator(".views-link", has_text="Unassigned").locator(".count")
    await expect(unassigned).to_have_text("1")
    await open_ticket(acme, title="Price list")
    await expect(unassigned).to_have_text("2")
    await expect(rows).to_have_count(2)
    data_of(await acme.client.patch(f"/tickets/{first}/status", json={"status": "completed"}))
    await expect(rows).to_have_count(1)
    await second_desktop.locator(".row-pick").first.check(force=True)
    await open_ticket(acme, title="Where is my parcel?")
    news = second_desktop.get_by_role("button", name="1 new ticket")
    await expect(news).to_be_visible()
    assert await second_desktop.locator(".row-pick:checked").count() == 1
    await shoot(second_desktop, "live-news")
    assert await barriers(second_desktop, "#list-news") == []
    await news.click()
    await expect(rows).to_have_count(2)
    await expect(news).to_be_hidden()


async def test_a_ticket_comes_up_when_somebody_writes(acme: Desk, desktop: Page) -> None:
    older, newer = [await open_ticket(acme, title=title) for title in ("Chair", "Table")]
    await open_inbox(acme, desktop)
    rows = desktop.locator(".row-subject")
    await expect(rows).to_have_text(["Table", "Chair"])
    await say(acme, older, "Is anybody there?", author={"email": CLIENT["email"]})
    await expect(rows).to_have_text(["Chair", "Table"])
    await desktop.locator(".row-pick").first.check(force=True)
    await say(acme, newer, "Is anybody there?", author={"email": CLIENT["email"]})
    news = desktop.get_by_role("button", name="News of 1 ticket")
    await expect(news).to_be_visible()
    await expect(rows).to_have_text(["Chair", "Table"])
    await news.click()
    await expect(rows).to_have_text(["Table", "Chair"])
    await expect(news).to_be_hidden()


async def test_a_ticket_that_sank_while_it_was_open_has_one_row(acme: Desk, desktop: Page) -> None:
    first, *_ = [
        await open_ticket(acme, title=f"Chair {number}") for number in range(FIRST_PAGE + 2)
    ]
    await enter(acme, desktop)
    await desktop.goto(f"/inbox/{acme.community.short_name}/tickets?view=all&order=oldest")
    await wait_for_line(desktop, "on")
    rows = desktop.locator("[data-row]")
    await expect(rows).to_have_count(FIRST_PAGE)
    more = desktop.locator("[data-more]")
    await desktop.locator(f"#subject-{first}").click()
    await expect(desktop.locator("#ticket-title")).to_have_text("Chair 0")
    await say(acme, first, "Is anybody there?", author={"email": CLIENT["email"]})
    await expect(desktop.locator(f"#row-{first} .row-count")).to_have_text("2")
    await more.evaluate("more => more.click()")
    await expect(more).to_have_count(0)
    await expect(rows).to_have_count(FIRST_PAGE + 2)
    await expect(rows.last).to_have_attribute("id", f"row-{first}")
    await expect(desktop.locator(f"#row-{first}")).to_have_count(1)
    await expect(desktop.locator(f"#subject-{first}")).to_be_focused()


async def test_tabs_share_one_connection(acme: Desk, desktop: Page) -> None:
    await open_inbox(acme, desktop)
    await expect(desktop.locator("[data-live]")).to_have_attribute("data-state", "on")
    asked: list[str] = []
    desktop.context.on(
        "request", lambda request: asked.append(request.url) if "/live" in request.url else None
    )
    beside = await desktop.context.new_page()
    await beside.goto(desktop.url)
    await expect(beside.locator("[data-live]")).to_have_attribute("data-state", "on")
    await open_ticket(acme, title="Price list")
    for tab in (desktop, beside):
        await tab.bring_to_front()
        await expect(tab.locator("[data-row]")).to_have_count(1)
    assert asked == []
    await desktop.close()
    await open_ticket(acme, title="Broken chair")
    await expect(beside.locator("[data-row]")).to_have_count(2)
    assert len(asked) == 1


async def test_a_server_that_stops_waits_for_nobody_and_tells_what_happened_when_it_is_back(
    acme: Desk, address: DatabaseAddress, tmp_path: Path, browser: Chromium, console: Console
) -> None:
    console.expected.append("ERR_|Failed to fetch")  # nobody is at home for a moment
    await open_ticket(acme, title="Broken chair")
    async with AsyncExitStack() as stack:
        with run_server(address, tmp_path) as server:
            page = await stack.enter_async_context(open_page(browser, console, server.url))
            await open_inbox(acme, page)
            await expect(page.locator("[data-live]")).to_have_attribute("data-state", "on")
            async with open_at(acme, server) as other, listening(other) as live:
                server.process.send_signal(signal.SIGTERM)
                await live.end(seconds=20)
                assert await asyncio.to_thread(server.process.wait, 20) == 0
        await open_ticket(acme, title="Price list")
        with run_server(address, tmp_path, port=int(server.url.rpartition(":")[2])):
            await expect(page.locator("[data-row]")).to_have_count(2)
            await expect(page.locator("[data-live]")).to_be_hidden()


async def give(desk: Desk, ticket: int, person_id: UUID) -> None:
    change = {"assigneeId": f"{person_id}", "previousAssigneeId": None}
    data_of(await desk.client.patch(f"/tickets/{ticket}/assignee", json=change))


KEEPS_NOTIFICATIONS = """
window.kept = [];
window.Notification = class extends Notification {
  constructor(...given) { super(...given); kept.push(this); }
};
"""


async def test_a_desktop_notification_leads_to_the_ticket(acme: Desk, desktop: Page) -> None:
    await desktop.context.grant_permissions(["notifications"])
    await desktop.add_init_script(KEEPS_NOTIFICATIONS)
    ticket = await open_ticket(acme, title="Broken chair")
    person_id = await open_inbox(acme, desktop, path="/account")
    await expect(desktop.locator("[data-desktop-notices]")).to_contain_text("on your desktop")
    await expect(desktop.locator("[data-live]")).to_have_attribute("data-state", "on")
    await look_away(desktop)
    await give(acme, ticket, person_id)
    await until(desktop, "kept.length > 0")
    assert await desktop.evaluate("[kept[0].title, kept[0].body]") == [
        "Acme gives you a ticket",
        "Broken chair",
    ]
    await desktop.evaluate("kept[0].dispatchEvent(new Event('click'))")
    await desktop.wait_for_url(f"**/tickets/{ticket}")


async def look_away(page: Page) -> None:
    """Playwright lets each page believe that somebody is at it."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    await (await page.context.new_page()).bring_to_front()
    await until(page, "!document.hasFocus()")


async def test_who_is_at_the_page_is_told_there(acme: Desk, desktop: Page) -> None:
    ticket = await open_ticket(acme, title="Broken chair")
    person_id = await open_inbox(acme, desktop)
    await expect(desktop.locator("[data-live]")).to_have_attribute("data-state", "on")
    await give(acme, ticket, person_id)
    await expect(desktop.locator("#toasts")).to_contain_text("gives you a ticket: Broken chair")


async def test_a_line_says_that_there_is_no_connection(
    acme: Desk, desktop: Page, console: Console
) -> None:
    console.expected.append("ERR_FAILED|Failed to fetch")
    await desktop.clock.install()
    await desktop.route("**/live*", lambda route: route.abort())
    await open_inbox(acme, desktop)
    await wait_for_line(desktop, "off")
    await expect(desktop.locator("[data-live]")).to_contain_text("No connection.")
    assert await barriers(desktop, "[data-live]") == []
    await open_ticket(acme, title="Price list")
    await desktop.unroute("**/live*")
    await wait_for_line(desktop, "on")
    await expect(desktop.locator("[data-live]")).to_be_hidden()
    await expect(desktop.locator("[data-row]")).to_have_count(1)


async def wait_for_line(page: Page, state: str) -> None:
    """As long as it takes on the page's clock."""
    async with asyncio.timeout(PATIENCE / 1000):
        while await page.locator("[data-live]").get_attribute("data-state") != state:
            await page.clock.run_for(2000)


async def test_a_session_that_is_over_says_so(acme: Desk, desktop: Page) -> None:
    await open_inbox(acme, desktop)
    await expect(desktop.locator("[data-live]")).to_have_attribute("data-state", "on")
    beside = await desktop.context.new_page()
    await beside.goto(desktop.url)
    await beside.get_by_role("button", name="Your menu").click()
    await beside.get_by_role("button", name="Sign out").click()
    await desktop.bring_to_front()
    await expect(desktop.locator("[data-live]")).to_contain_text("You are signed out.")
    await expect(desktop.get_by_role("link", name="Sign in again")).to_be_visible()

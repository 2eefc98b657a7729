"""The list of tickets in a real browser: by keyboard alone, with saved views, on a phone."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.desk import Desk
from tests.e2e.chromium import Console, barriers, held, is_wider_than_screen, shoot, until
from tests.e2e.signing_in import open_inbox
from tests.team import open_ticket

LETTERS = (
    ("Anne-Lise Østby", "Sykkelen har ikke kommet", "Hei! Jeg bestilte en Nordlys 4."),
    ("Bill Smith", "New car price list", "Hello, how can I get a price list?"),
    ("Yusuf Demir", "Creaking bottom bracket", "It starts when I stand up on the pedals."),
    ("Elena Petrova", "Invoice with VAT number", "Could you send it again, please?"),
)


RECTANGLE = "document.querySelector('{}').getBoundingClientRect()"
IS_TOO_WIDE = """
selector => [...document.querySelectorAll(selector)]
    .filter(line => line.scrollWidth > line.clientWidth)
    .map(line => line.textContent)
"""


async def open_tickets(desk: Desk, count: int) -> list[int]:
    ids = []
    for number in range(count):
        name, title, message = LETTERS[number % len(LETTERS)]
        creator = {"name": name, "email": f"writer{number % len(LETTERS)}@example.com"}
        ids.append(
            await open_ticket(
                desk,
                title=f"{title} {number + 1}",
                message=message,
                creator=creator,
                tags=["delivery", "b2b"][: number % 3],
            )
        )
    return ids


async def top(page: Page, selector: str) -> float:
    place: float = await page.evaluate(f"{RECTANGLE.format(selector)}.top")
    return place


async def statuses(desk: Desk) -> list[str]:
    return [ticket["status"] for ticket in await desk.list_tickets(take=50)]


@pytest.mark.parametrize("page", ["desktop", "dark", "middle", "phone"], indirect=True)
async def test_the_list_in_each_look(
    acme: Desk, page: Page, request: pytest.FixtureRequest
) -> None:
    look = request.node.callspec.params["page"]
    await open_tickets(acme, 6)
    await open_inbox(acme, page)
    await expect(page.get_by_role("heading", name="All open")).to_be_visible()
    await expect(page.locator("[data-row]")).to_have_count(6)
    await shoot(page, f"tickets-{look}")
    assert await barriers(page, look=look) == []
    assert not await is_wider_than_screen(page)
    rows_begin = await top(page, ".list-body")
    await page.locator(".row-pick").nth(1).check(force=True)
    await page.locator(".row-pick").nth(2).check(force=True)
    await shoot(page, f"tickets-picked-{look}")
    assert await barriers(page, "#list", look=look) == []
    await until(page, f"{RECTANGLE.format('.list-body')}.top === {rows_begin}")
    await until(page, f"{RECTANGLE.format('.list-picked')}.bottom <= {rows_begin}")
    assert await page.evaluate(IS_TOO_WIDE, ".list-picked-line") == []


async def test_ten_tickets_by_keyboard_alone(acme: Desk, desktop: Page) -> None:
    await open_tickets(acme, 10)
    await open_inbox(acme, desktop)
    await expect(desktop.locator("[data-row]")).to_have_count(10)
    keyboard = desktop.keyboard
    for left in range(9, 6, -1):  # one after the other
        await keyboard.press("j") if left == 9 else None
        await keyboard.press("e")
        await expect(desktop.locator("[data-row]")).to_have_count(left)
    await shoot(desktop, "tickets-completed")
    for _ in range(3):  # three at once, to me
        await keyboard.press("x")
        await keyboard.press("j")
    await keyboard.press("a")
    await expect(desktop.locator(":popover-open :focus")).to_be_visible()
    await keyboard.press("Enter")
    await expect(desktop.locator(".toast").last).to_contain_text("3 tickets assigned")
    for left in range(6, -1, -1):
        await keyboard.press("j") if left == 6 else None
        await keyboard.press("e")
        await expect(desktop.locator("[data-row]")).to_have_count(left)
    assert await statuses(acme) == ["completed"] * 10
    await keyboard.press("z")
    await expect(desktop.locator("[data-row]")).to_have_count(1)
    await keyboard.press("g")
    await keyboard.press("c")
    await expect(desktop.get_by_role("heading", name="Completed")).to_be_visible()
    assert sorted(await statuses(acme)) == ["completed"] * 9 + ["open"]


def shown_rows(page: Page) -> Locator:
    return page.locator("[data-row]:visible")


async def test_keys_are_about_the_next_ticket_before_the_server_has_answered(
    acme: Desk, desktop: Page
) -> None:
    ids = await open_tickets(acme, 6)
    await open_inbox(acme, desktop)
    keyboard = desktop.keyboard
    await keyboard.press("j")
    async with held(desktop, "**/tickets/triage"):
        for left in (5, 4, 3):
            await keyboard.press("e")
            await expect(shown_rows(desktop)).to_have_count(left)
        await expect(desktop.locator(f"#subject-{ids[2]}")).to_be_focused()
        await keyboard.press("z")  # waits for what it undoes
        await keyboard.press("g")
        await keyboard.press("c")
    await expect(desktop.get_by_role("heading", name="Completed")).to_be_visible()
    await expect(shown_rows(desktop)).to_have_count(2)
    completed = [ticket["id"] for ticket in await acme.list_tickets(status="completed")]
    assert sorted(completed) == ids[4:]


async def test_what_was_not_done_comes_back(acme: Desk, desktop: Page, console: Console) -> None:
    console.expected.append("ERR_FAILED|htmx:error")
    await open_tickets(acme, 2)
    await open_inbox(acme, desktop)
    await desktop.route("**/tickets/triage", lambda route: route.abort())
    await desktop.keyboard.press("j")
    await desktop.keyboard.press("e")
    await expect(desktop.locator("#toasts")).to_contain_text("did not reach the server")
    await expect(shown_rows(desktop)).to_have_count(2)


async def test_a_reply_is_for_the_ticket_that_was_gone_to(acme: Desk, desktop: Page) -> None:
    await open_tickets(acme, 3)
    await open_inbox(acme, desktop)
    await desktop.keyboard.press("j")
    await desktop.keyboard.press("Enter")
    await expect(desktop.locator("#ticket-title")).to_have_text("Creaking bottom bracket 3")
    async with held(desktop, "**/tickets?*ticketId=*"):
        await desktop.keyboard.press("j")
        await desktop.keyboard.type("rHello")
    await expect(desktop.locator("#ticket-title")).to_have_text("New car price list 2")
    await expect(desktop.get_by_label("Your reply")).to_have_value("Hello")


async def test_tickets_open_beside_the_list_and_back_goes_through_them(
    acme: Desk, desktop: Page
) -> None:
    ids = await open_tickets(acme, 4)
    await open_inbox(acme, desktop)
    await desktop.locator("[data-row]").first.evaluate("row => (row.isKept = true)")
    await desktop.keyboard.press("j")
    await desktop.keyboard.press("Enter")
    title = desktop.locator("#ticket-title")
    await expect(title).to_have_text("Invoice with VAT number 4")
    await expect(desktop.locator(".row.is-selected")).to_have_count(1)
    await shoot(desktop, "tickets-and-ticket")
    assert await barriers(desktop) == []
    await desktop.keyboard.press("j")
    await expect(title).to_have_text("Creaking bottom bracket 3")
    await expect(desktop).to_have_url(re.compile(f"ticketId={ids[2]}"))
    await desktop.go_back()
    await expect(title).to_have_text("Invoice with VAT number 4")
    assert await desktop.locator("[data-row]").first.evaluate("row => row.isKept")
    await desktop.keyboard.press("e")
    await expect(desktop.locator("[data-row]")).to_have_count(3)


async def test_a_ticket_takes_the_whole_screen_of_a_phone(acme: Desk, phone: Page) -> None:
    await open_tickets(acme, 2)
    await open_inbox(acme, phone)
    await phone.get_by_role("link", name="New car price list 2").click()
    await expect(phone.locator("#ticket-title")).to_be_visible()
    await expect(phone.locator("#list")).to_be_hidden()
    await shoot(phone, "tickets-and-ticket-phone")


async def test_the_sheet_and_the_palette(acme: Desk, desktop: Page) -> None:
    await open_tickets(acme, 4)
    await open_inbox(acme, desktop)
    await desktop.keyboard.press("?")
    await expect(desktop.get_by_role("heading", name="Keys")).to_be_visible()
    await shoot(desktop, "tickets-keys")
    assert await barriers(desktop) == []
    await desktop.keyboard.press("Escape")
    await desktop.keyboard.press("Control+k")
    await desktop.keyboard.type("petrova")
    people = desktop.get_by_role("group", name="People")
    await expect(people.get_by_role("option", name="Elena Petrova")).to_be_visible()
    await shoot(desktop, "tickets-palette")
    assert await barriers(desktop) == []
    await desktop.keyboard.press("Enter")
    await desktop.wait_for_url("**ticketId=**")


async def test_a_filtered_list_becomes_a_view(acme: Desk, desktop: Page) -> None:
    await open_tickets(acme, 6)
    await open_inbox(acme, desktop)
    await desktop.keyboard.press("f")
    await desktop.locator("#filter-tags").fill("b2b")
    await shoot(desktop, "tickets-filters")
    assert await barriers(desktop) == []
    await desktop.get_by_role("button", name="Show tickets").click()
    await expect(desktop.locator("[data-row]")).to_have_count(2)
    await expect(desktop).to_have_url(re.compile(r"/tickets\?view=open&tag=b2b$"))
    await desktop.get_by_role("link", name="Save as view").click()
    await desktop.get_by_label("Name").fill("Big customers")
    await desktop.get_by_role("button", name="Save").click()
    await expect(desktop.get_by_role("heading", name="Big customers")).to_be_visible()
    await expect(desktop.locator("[data-row]")).to_have_count(2)
    await shoot(desktop, "tickets-saved-view")
    await desktop.get_by_role("link", name="Remove the filter Tag b2b").click()
    await expect(desktop.locator("[data-row]")).to_have_count(6)

"""The page of a ticket in a real browser."""

import re

import pytest
from playwright.async_api import FilePayload, Page, expect

from frontdesk.canned_answers.changing import AnswerDraft, create_answer
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from tests.desk import Desk
from tests.e2e.chromium import Console, barriers, held, is_wider_than_screen, shoot, until
from tests.e2e.signing_in import enter
from tests.inbox.talking import make_talk
from tests.team import acting, add_teammate


def address(desk: Desk, ticket: int, rest: str = "") -> str:
    return f"/inbox/{desk.community.short_name}/tickets/{ticket}{rest}"


@pytest.mark.parametrize("page", ["desktop", "dark", "middle", "phone"], indirect=True)
async def test_nothing_keeps_anybody_out(
    acme: Desk, page: Page, request: pytest.FixtureRequest
) -> None:
    look = request.node.callspec.params["page"]
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(address(acme, talk.ticket))
    await page.get_by_role("heading", name="Creaking bottom bracket").wait_for()
    await shoot(page, f"ticket-{look}")
    await page.evaluate("document.querySelector('#talk-body').scrollTop = 1e6")
    await shoot(page, f"ticket-{look}-end")
    assert await barriers(page, look=look) == []
    assert not await is_wider_than_screen(page)


async def test_a_reply_is_written_with_a_file_and_sent(acme: Desk, desktop: Page) -> None:
    page = desktop
    await enter(acme, page)
    talk = await make_talk(acme)
    await make_answer(acme)
    await page.goto(address(acme, talk.ticket))
    text = page.get_by_label("Your reply")
    await text.press_sequentially("/tha")
    await page.get_by_role("option", name="Thanks").wait_for()
    await shoot(page, "ticket-answers")
    assert await barriers(page) == []
    await text.press("Enter")
    await expect(text).to_have_value("Thanks, Bill!")
    await expect(page.locator("#write-reply [data-state]")).to_contain_text("Draft saved")
    await page.locator("#write-reply [data-picks]").set_input_files(
        FilePayload(name="list.txt", mimeType="text/plain", buffer=b"Prices")
    )
    await page.locator("#write-reply input[name=fileId]").wait_for(state="attached")
    await text.press("Control+Enter")
    sent = page.locator("#thread > .say").last
    await expect(sent).to_contain_text("Thanks, Bill!")
    await expect(sent).to_contain_text("list.txt")
    await expect(sent).to_be_in_viewport()
    await expect(text).to_have_value("")
    await expect(page.locator("#fact-status")).to_have_value("pending")
    await page.reload()
    await expect(page.get_by_label("Your reply")).to_have_value("")


async def test_what_is_refused_is_where_one_goes_on(
    acme: Desk, desktop: Page, console: Console
) -> None:
    console.expected.append("status of 422")
    page = desktop
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(address(acme, talk.ticket))
    await page.locator("#write-reply summary").click()
    copy = page.locator("#write-reply-cc")
    await copy.fill("nobody")
    await page.get_by_label("Your reply").fill("Hello")
    await page.keyboard.press("Control+Enter")
    await expect(copy).to_be_focused()
    await expect(copy).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_label("Your reply")).to_have_value("Hello")


async def test_typed_texts_come_back(acme: Desk, desktop: Page, console: Console) -> None:
    console.expected.append("Failed to load resource|ERR_INTERNET_DISCONNECTED|htmx:error")
    page = desktop
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(address(acme, talk.ticket))
    await page.context.set_offline(True)
    await page.get_by_label("Your reply").fill("Do not lose me")
    await page.get_by_role("button", name="Send", exact=False).last.click()
    await expect(page.locator("#toasts")).to_contain_text("Your text is still here")
    await expect(page.get_by_label("Your reply")).to_have_value("Do not lose me")
    await page.context.set_offline(False)
    await page.reload()
    await expect(page.get_by_label("Your reply")).to_have_value("Do not lose me")
    await expect(page.locator("#write-reply [data-state]")).to_contain_text("Draft saved")


async def test_two_agents_do_not_answer_twice(
    acme: Desk, desktop: Page, second_desktop: Page, console: Console
) -> None:
    # The second server is of another installation as far as files go.
    console.expected.append("status of 409|bike.png|ERR_FAILED")
    await desktop.route("**/live*", lambda route: route.abort())  # else it is told at once
    await enter(acme, desktop)
    talk = await make_talk(acme)
    await enter(acme, second_desktop, "Tomas Teammate")
    for page in (desktop, second_desktop):
        await page.goto(address(acme, talk.ticket))
    await second_desktop.get_by_label("Your reply").fill("I was first")
    await second_desktop.get_by_label("Your reply").press("Control+Enter")
    await expect(second_desktop.locator("#thread")).to_contain_text("I was first")
    await desktop.get_by_label("Your reply").fill("Me, too")
    await desktop.get_by_label("Your reply").press("Control+Enter")
    notice = desktop.get_by_role("alert")
    await expect(notice).to_contain_text("Tomas Teammate replied")
    await expect(desktop.locator("#thread")).to_contain_text("I was first")
    await expect(desktop.get_by_label("Your reply")).to_have_value("Me, too")
    await shoot(desktop, "ticket-meanwhile")
    assert await barriers(desktop) == []
    await desktop.get_by_role("button", name="Send anyway").click()
    await expect(desktop.locator("#thread > .say").last).to_contain_text("Me, too")


async def test_sorting_and_undoing(acme: Desk, desktop: Page, console: Console) -> None:
    console.expected.append("status of 422")
    page = desktop
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(address(acme, talk.ticket))
    await page.get_by_role("button", name="Assign to me").click()
    await expect(page.get_by_label("Assignee")).to_have_text(re.compile("Anton Agent"))
    await expect(page.get_by_role("button", name="Assign to me")).to_have_count(0)
    await page.get_by_role("button", name="Complete", exact=False).first.click()
    await expect(page.locator("#talk-head")).to_contain_text("Completed")
    await page.locator("#toasts").get_by_role("button", name="Undo").last.click()
    await expect(page.locator("#talk-head")).to_contain_text("Open")
    await page.get_by_label("Add a tag").fill("bike")
    await page.get_by_label("Add a tag").press("Enter")
    await expect(page.locator("#fact-tags")).to_contain_text("bike")
    await expect(page.get_by_label("Add a tag")).to_be_focused()
    await page.get_by_label("Category").select_option(str(talk.sub_category))
    await expect(page.locator("#thread")).to_contain_text("moved this to Warranty")
    number = page.get_by_label("A number")
    await number.fill("many")
    await number.press("Tab")
    await expect(page.get_by_role("alert")).to_contain_text("Use a number")
    await shoot(page, "ticket-refused")
    assert await barriers(page) == []


async def test_a_note_mentions_and_a_letter_shows_its_pictures(
    acme: Desk, desktop: Page, console: Console
) -> None:
    console.expected.append("pictures.example|ERR_")
    page = desktop
    await enter(acme, page)
    await add_teammate(acme, "Tomas Teammate")
    talk = await make_talk(acme)
    await page.goto(address(acme, talk.ticket))
    await page.get_by_role("link", name="Note", exact=True).locator("visible=true").click()
    note = page.get_by_label("Your note")
    await note.press_sequentially("Hi @tom")
    await page.locator("#offers").get_by_role("option", name="Tomas Teammate").wait_for()
    await note.press("Tab")
    await expect(note).to_have_value("Hi @Tomas Teammate ")
    await note.press("Control+Enter")
    await expect(page.locator("#thread .mention").last).to_have_text("@Tomas Teammate")
    await expect(note).to_have_value("")
    letter = page.frame_locator(f"iframe[name=letter-reply-{talk.letter}]")
    assert await page.title() != "owned"
    await expect(letter.locator("img")).to_have_count(0)
    letter_height = "document.querySelector('iframe.letter').clientHeight"
    await until(page, f"60 < {letter_height} && {letter_height} < 260")
    await page.get_by_role("link", name="Show pictures").click()
    await expect(letter.locator("img")).to_have_attribute("alt", "My bike")


async def test_enter_waits_for_the_offers_of_what_is_typed(acme: Desk, desktop: Page) -> None:
    await enter(acme, desktop)
    for name in ("Anna Berg", "Tomas Teammate"):
        await add_teammate(acme, name)
    talk = await make_talk(acme)
    await desktop.goto(address(acme, talk.ticket))
    await desktop.get_by_role("link", name="Note", exact=True).locator("visible=true").click()
    note = desktop.get_by_label("Your note")
    await note.press_sequentially("Hi @a")
    await desktop.locator("#offers").get_by_role("option", name="Anna Berg").wait_for()
    async with held(desktop, "**/teammates?*"):
        await note.press("Backspace")
        async with desktop.expect_request("**/teammates?words=tom"):
            await note.press_sequentially("tom")
            await note.press("Enter")
        await expect(note).to_have_value("Hi @tom")
    await expect(note).to_have_value("Hi @Tomas Teammate ")
    await expect(desktop.locator("#offers")).to_have_count(0)


async def make_answer(desk: Desk) -> None:
    async with acting(desk, desk.community.api_user_id) as tx:
        message = read_message("Thanks, {{customer.first_name}}!", is_html=False)
        draft = AnswerDraft(title="Thanks", message=message, shortcut="thanks", is_shared=True)
        await create_answer(tx, draft, role=Role.ADMIN)

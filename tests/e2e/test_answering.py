"""Answering one reply in particular, by hand and by keys."""

from playwright.async_api import Page, expect

from tests.desk import Desk
from tests.e2e.chromium import Console, barriers, shoot
from tests.e2e.signing_in import enter
from tests.inbox.talking import make_talk


async def test_a_reply_is_answered_below_it(acme: Desk, desktop: Page) -> None:
    page = desktop
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(f"/inbox/{acme.community.short_name}/tickets/{talk.ticket}")
    text = page.get_by_label("Your reply")
    line = page.locator("[data-answering]")
    await text.fill("Lovely.")
    await expect(line).to_be_hidden()
    link = page.locator(f"#reply-{talk.letter} [data-answers-reply='{talk.letter}']")
    await link.focus()
    await page.keyboard.press("Enter")
    await expect(line).to_have_text("In answer to Bill Smith")
    await expect(text).to_be_focused()
    await expect(text).to_have_value("Lovely.")
    await shoot(page, "ticket-answering")
    assert await barriers(page) == []
    await line.get_by_role("link").click()
    await expect(line).to_be_hidden()
    await expect(text).to_be_focused()
    await link.click()
    await text.press("Control+Enter")
    sent = page.locator("#thread .say").last
    await expect(sent).to_contain_text("Lovely.")
    await expect(sent).to_contain_text("in answer to an earlier reply")
    await expect(line).to_be_hidden()
    replies = await acme.read(f"/tickets/{talk.ticket}/replies")
    assert (replies[-1]["message"], replies[-1]["parentReplyId"]) == ("Lovely.", talk.letter)


async def test_whom_a_reply_answers_is_still_known_after_a_reload(
    acme: Desk, desktop: Page, console: Console
) -> None:
    page = desktop
    await enter(acme, page)
    talk = await make_talk(acme)
    await page.goto(f"/inbox/{acme.community.short_name}/tickets/{talk.ticket}?to={talk.reply}")
    line, text = page.locator("[data-answering]"), page.get_by_label("Your reply")
    await expect(line).to_have_text("In answer to Anton Agent")
    async with page.expect_response("**/compositions/reply"):
        await page.locator(f"[data-answers-reply='{talk.letter}']").first.click()
    await page.reload()
    await expect(line).to_have_text("In answer to Bill Smith")
    console.expected.append("Failed to load resource")
    await page.route("**/compositions/reply", lambda route: route.abort())
    await line.get_by_role("link").click()
    await text.fill("Lovely.")
    await expect(page.locator("[data-composer=reply] [data-state]")).to_have_text("Not saved yet")
    await page.reload()
    await expect(text).to_have_value("Lovely.")
    await expect(line).to_be_hidden()

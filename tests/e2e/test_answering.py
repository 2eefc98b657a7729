"""Answering one reply in particular, by hand and by keys."""

from playwright.async_api import Page, expect

from frontdesk.accounts.sessions import begin_session
from frontdesk.inbox.cookies import SESSION
from frontdesk.kit.clock import system_clock
from tests.desk import Desk
from tests.e2e.chromium import barriers, shoot
from tests.inbox.browser import ORIGIN
from tests.inbox.talking import make_talk
from tests.team import acting, add_teammate

expect.set_options(timeout=15_000)


async def come_in(desk: Desk, page: Page) -> None:
    person_id = await add_teammate(desk, "Anton Agent", "agent")
    async with acting(desk, person_id, now=system_clock()) as tx:
        session = await begin_session(tx, person_id, ORIGIN, is_remembered=True)
    url = f"{desk.client.base_url}".rstrip("/")
    await page.context.add_cookies([{"name": SESSION, "value": session.token, "url": url}])


async def test_a_reply_is_answered_below_it(acme: Desk, desktop: Page) -> None:
    page = desktop
    await come_in(acme, page)
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

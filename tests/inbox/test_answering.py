"""Answering one reply in particular, and with canned answers, in a browser without script."""

from typing import Any

import pytest

from frontdesk.canned_answers.changing import AnswerDraft, create_answer
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from tests.desk import Desk
from tests.inbox.browser import Browser, find_form, location
from tests.inbox.talking import Talking, make_talk
from tests.team import acting, looking


@pytest.fixture
async def talk(acme: Desk, agent: Browser) -> Talking:
    return await make_talk(acme)


# One reply in particular


async def test_a_reply_is_answered_below_it(acme: Desk, agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    page = await agent.read(path)
    asked = f"{path}?write=reply&amp;to={talk.letter}"
    assert (f'href="{agent.address(asked)}#write-reply"' in page, answered(page)) == (True, "")
    page = await agent.read(f"{path}?write=reply&to={talk.letter}")
    assert answered(page) == "In answer to Bill Smith"
    form = find_form(page, agent.address(f"{path}/replies"))
    await agent.post(f"{path}/replies", form.fields | {"text": ["Lovely."]})
    [reply] = [each for each in await replies_of(acme, talk.ticket) if each["message"] == "Lovely."]
    assert (reply["parentReplyId"], reply["level"]) == (talk.letter, 1)
    assert answered(await agent.read(path)) == ""


async def test_whom_a_reply_answers_stays_with_what_is_wrong(agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    wrong = {"text": "Hello", "cc": "nobody", "parentReplyId": str(talk.reply)}
    answer = await agent.submit(path, wrong, action=f"{path}/replies")
    assert (answer.status_code, answered(answer.text)) == (422, "In answer to Anton Agent")


async def test_whom_a_reply_answers_is_kept_with_what_was_typed(
    agent: Browser, talk: Talking
) -> None:
    path = f"/tickets/{talk.ticket}"
    form = find_form(
        await agent.read(f"{path}?to={talk.reply}"), agent.address(f"{path}/replies")
    ).fields
    kept = {"text": "So", "revision": "1", "parentReplyId": form["parentReplyId"]}
    assert (await agent.post(f"{path}/compositions/reply", kept)).status_code == 303
    assert answered(await agent.read(path)) == "In answer to Anton Agent"
    assert answered(await agent.read(f"{path}?to={talk.letter}")) == "In answer to Bill Smith"
    page = await agent.read(f"{path}?to=")
    assert (answered(page), "So</textarea>" in page) == ("", True)
    assert f'href="{agent.address(path)}?write=reply&amp;to=" data-answers-none' in page
    later = await agent.read(path)
    form = find_form(later, agent.address(f"{path}/replies")).fields
    await agent.post(f"{path}/replies", form)
    assert answered(await agent.read(path)) == ""


async def test_drafts_and_replies_that_are_not_there_are_not_answered(
    agent: Browser, talk: Talking
) -> None:
    for what in (str(talk.draft), "999999999", "x", "9" * 30):
        assert answered(await agent.read(f"/tickets/{talk.ticket}?to={what}")) == ""


async def test_who_may_only_read_is_offered_no_answering(reader: Browser, talk: Talking) -> None:
    assert "data-answers-reply" not in await reader.read(f"/tickets/{talk.ticket}?to={talk.reply}")


def answered(page: str) -> str:
    """What the place to write says of whom it answers."""
    line = page.partition('id="write-reply-answers">')[2].partition("</span>")[0]
    assert ("data-answering hidden" in page) == (line == "")
    return line


async def replies_of(acme: Desk, ticket: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await acme.read(f"/tickets/{ticket}/replies")
    return found


# Canned answers


async def test_a_canned_answer_is_put_in_by_forms_alone(
    acme: Desk, admin: Browser, agent: Browser, talk: Talking
) -> None:
    assert admin.person_id is not None
    async with acting(acme, admin.person_id) as tx:
        message = read_message("Thanks, {{customer.first_name}}!", is_html=False)
        draft = AnswerDraft(title="Thanks", message=message, is_shared=True)
        answer = await create_answer(tx, draft, role=Role.ADMIN)
    path = f"/tickets/{talk.ticket}"
    typed = {"text": "Got it.", "cc": "shop@example.com", "parentReplyId": str(talk.reply)}
    listed = await agent.post(f"{path}/answers", typed)
    assert f'<option value="{answer.answer_id}">Thanks</option>' in listed.text
    form = find_form(listed.text, agent.address(f"{path}/replies"))
    chosen = form.fields | {"insert": [str(answer.answer_id)]}
    filled = await agent.post(f"{path}/answers", chosen, files={"file": ("a.txt", b"One")})
    form = find_form(filled.text, agent.address(f"{path}/replies"))
    assert "Got it.\n\nThanks, Bill!</textarea>" in filled.text
    assert form.fields["cc"] == ["shop@example.com"]
    assert location(await agent.post(f"{path}/replies", form.fields))
    reply = (await replies_of(acme, talk.ticket))[-1]
    assert (reply["message"], reply["parentReplyId"]) == ("Got it.\n\nThanks, Bill!", talk.reply)
    assert [file["name"] for file in reply["attachments"]] == ["a.txt"]
    async with looking(acme) as (connection, community_id):
        uses = "select use_count from canned_answers where community_id = %(community_id)s"
        assert await connection.value(uses, {"community_id": community_id}) == 1


async def test_without_a_canned_answer_the_page_says_so(agent: Browser, talk: Talking) -> None:
    answer = await agent.post(f"/tickets/{talk.ticket}/answers", {"text": "Got it."})
    assert "There is no canned answer for this ticket." in answer.text
    assert "Got it.</textarea>" in answer.text


async def test_known_tags_are_there_without_script(agent: Browser, talk: Talking) -> None:
    assert '<datalist id="known-tags"><option value="urgent">' in await agent.read(
        f"/tickets/{talk.ticket}"
    )

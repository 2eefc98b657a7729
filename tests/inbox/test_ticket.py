"""The page of a ticket as a browser without script uses it, and what htmx puts in its place."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from frontdesk.canned_answers.changing import AnswerDraft, create_answer
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.text import read_message
from frontdesk.people.enums import Role
from tests.desk import Desk, FakeClock, data_of
from tests.inbox.browser import HTMX, Browser, Fields, location
from tests.inbox.talking import LETTER, PICTURE, Talking, make_talk, say, upload
from tests.team import acting, add_teammate, looking, open_ticket


@pytest.fixture
async def talk(acme: Desk, agent: Browser) -> Talking:
    """Anton Agent has answered in it."""
    return await make_talk(acme)


async def shown(acme: Desk, ticket: int) -> Any:
    return await acme.read(f"/tickets/{ticket}")


async def replies_of(acme: Desk, ticket: int) -> list[Any]:
    found: list[Any] = await acme.read(f"/tickets/{ticket}/replies")
    return found


async def send(
    browser: Browser, ticket: int, what: str, fields: Fields, *, htmx: bool = False
) -> Any:
    """A form of the ticket's page as it is there, with these fields filled in."""
    path = f"/tickets/{ticket}"
    headers: Mapping[str, str] = HTMX if htmx else {}
    return await browser.submit(path, fields, action=f"{path}/{what}", headers=headers)


# Reading


async def test_the_page_shows_all_that_was_said(agent: Browser, talk: Talking) -> None:
    page = await agent.read(f"/tickets/{talk.ticket}")
    for text in (
        "Creaking bottom bracket after 200 km",
        '<p>it creaks when I stand up.<br>See <a href="https://x.example/video"',
        "<blockquote><p>Was fine</p></blockquote>",
        "only the team sees this",
        "Draft, not sent",
        "in answer to an earlier reply",
        "Acme moved this to Repairs",
        "prices.txt",
        "TXT, 6 KB",
        "at elsewhere.example",
    ):
        assert text in page, text


async def test_a_readers_page_has_nothing_to_change(
    reader: Browser, acme: Desk, agent: Browser
) -> None:
    talk = await make_talk(acme)
    page = await reader.read(f"/tickets/{talk.ticket}")
    assert "Creaking bottom bracket" in page
    assert "kept from you" in page
    assert "12.5" not in page
    for part in ("data-composer", "/status", "/assignee", "/tags", '/aside"', "Throw away"):
        assert part not in page, part


async def test_opening_a_ticket_reads_it(acme: Desk, agent: Browser, clock: FakeClock) -> None:
    clock.advance(MINUTE)
    talk = await make_talk(acme)
    assert "New since you were here" in await agent.read(f"/tickets/{talk.ticket}")
    assert "New since you were here" not in await agent.read(f"/tickets/{talk.ticket}")
    assert [event.actor_id for event in await acme.events("ticket_read")] == [agent.person_id]
    path = f"/tickets/{talk.ticket}"
    answer = await agent.submit(path, {}, action=f"{path}/unread")
    assert location(answer) == agent.address("/tickets")


async def test_a_fragment_is_the_ticket_alone(agent: Browser, talk: Talking) -> None:
    page = await agent.read(f"/tickets/{talk.ticket}", headers=HTMX)
    assert "<html" not in page
    assert page.count('<section class="ticket"') == 1
    assert "<title>Creaking bottom bracket" in page


async def test_a_long_thread_begins_at_its_end(acme: Desk, agent: Browser) -> None:
    ticket = await open_ticket(acme, message="The first")
    numbers = [await say(acme, ticket, f"Reply number {n}.") for n in range(35)]
    page = await agent.read(f"/tickets/{ticket}")
    assert "The first" in page
    assert f'id="reply-{numbers[-1]}"' in page
    assert f'id="reply-{numbers[0]}"' not in page
    earlier = page.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    part = await agent.client.get(earlier, headers=HTMX)
    assert [f'id="reply-{n}"' in part.text for n in (numbers[0], numbers[4], numbers[5])] == [
        True,
        True,
        False,
    ]
    assert "Earlier messages" not in part.text
    assert f'id="reply-{numbers[0]}"' in await agent.read(f"/tickets/{ticket}?show=all")


async def test_a_ticket_of_another_group_is_not_there(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    other = data_of(await acme.post("/categories", {"name": "Press"}))["id"]
    group = data_of(await acme.post("/UserGroups", {"name": "Press"}))["id"]
    await put_into_group(acme, group, str(agent.person_id), other)
    hidden = await open_ticket(acme, categoryId=talk.category)
    for path in ("", "/thread", "/letters/message"):
        answer = await agent.get(f"/tickets/{hidden}{path}")
        assert answer.status_code == 404, path
    refused = await agent.post(f"/tickets/{hidden}/replies", {"text": "Hi"})
    assert refused.status_code == 404
    # The agent is mentioned in this one, but of the customer's tickets sees no other.
    assert f"/tickets/{hidden}" not in await agent.read(f"/tickets/{talk.ticket}")


async def put_into_group(acme: Desk, group: int, person: str, category: int) -> None:
    async with acme.database.writing(acme.community.community_id) as connection:
        names = {"community_id": acme.community.community_id, "group_id": group}
        await connection.execute(
            """
            insert into user_group_members (community_id, group_id, person_id)
            values (%(community_id)s, %(group_id)s, %(person_id)s)
            """,
            names | {"person_id": person},
        )
        await connection.execute(
            """
            insert into user_group_categories (community_id, group_id, category_id)
            values (%(community_id)s, %(group_id)s, %(category_id)s)
            """,
            names | {"category_id": category},
        )


# Letters


async def test_a_letter_is_a_document_that_can_do_nothing(agent: Browser, talk: Talking) -> None:
    page = await agent.read(f"/tickets/{talk.ticket}")
    assert "pictures.example" not in page
    assert "evil.example" not in page
    letter = await agent.get(f"/tickets/{talk.ticket}/letters/reply-{talk.letter}")
    policy = letter.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "img-src 'self';" in policy
    assert "sandbox allow-same-origin allow-popups" in policy
    assert "allow-scripts" not in policy
    assert letter.headers["x-frame-options"] == "SAMEORIGIN"
    assert "<script" not in letter.text
    assert "pictures.example" not in letter.text
    assert 'target="_blank" rel="noopener noreferrer nofollow">bank.example</a>' in letter.text
    assert '<small class="host">(evil.example)</small>' in letter.text


async def test_pictures_are_there_when_asked_for(agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}/letters/reply-{talk.letter}"
    letter = await agent.get(f"{path}?pictures=1")
    assert "img-src 'self' https: http:;" in letter.headers["content-security-policy"]
    assert '<img src="https://pictures.example/bike.png" alt="My bike"' in letter.text


async def test_pictures_of_a_sender_are_remembered(agent: Browser, talk: Talking) -> None:
    page = f"/tickets/{talk.ticket}"
    wanted = {"sender": str(talk.customer), "wanted": "1"}
    answer = await agent.submit(page, wanted, action=f"{page}/pictures")
    assert location(answer) == agent.address(page)
    assert f"letters/reply-{talk.letter}?pictures=1" in await agent.read(page)
    await agent.submit(
        page, {"sender": str(talk.customer), "wanted": ""}, action=f"{page}/pictures"
    )
    assert f'src="{agent.address(page)}/letters/reply-{talk.letter}"' in await agent.read(page)


async def test_a_file_is_opened_by_those_who_see_its_ticket(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    page = await agent.read(f"/tickets/{talk.ticket}")
    address = page.partition('class="file-picture" href="')[2].partition('"')[0]
    answer = await agent.client.get(address)
    assert (await agent.client.get(location(answer))).content == PICTURE
    loose = await upload(acme, "loose.png", PICTURE)
    assert (await agent.get(f"/tickets/{talk.ticket}/files/{loose}")).status_code == 404


# Writing


async def test_a_reply_goes_out_by_whoever_is_signed_in(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    answer = await send(
        agent,
        talk.ticket,
        "replies",
        {"text": "\n  Hi <b>Bill</b>!\n\nBest\n", "cc": "shop@example.com; ", "then": "send"},
    )
    reply = (await replies_of(acme, talk.ticket))[-1]
    assert location(answer).endswith(f"/tickets/{talk.ticket}#reply-{reply['id']}")
    assert reply["message"] == "  Hi <b>Bill</b>!\n\nBest"
    assert reply["htmlMessage"] == "  Hi &lt;b&gt;Bill&lt;/b&gt;!<br><br>Best"
    assert reply["author"]["id"] == str(agent.person_id)
    assert reply["ccEmails"] == ["shop@example.com"]
    assert (await shown(acme, talk.ticket))["status"] == "pending"
    page = await agent.read(f"/tickets/{talk.ticket}")
    assert 'name="cc" value="shop@example.com"' in page
    assert "Reply sent." in page


@pytest.mark.parametrize(("then", "status"), [("complete", "completed"), ("keep", "open")])
async def test_a_reply_says_what_becomes_of_the_ticket(
    acme: Desk, agent: Browser, talk: Talking, then: str, status: str
) -> None:
    await send(agent, talk.ticket, "replies", {"text": "Done.", "then": then})
    assert (await shown(acme, talk.ticket))["status"] == status


async def test_files_go_with_a_reply(acme: Desk, agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    chosen = await agent.post(f"{path}/files", files={"file": ("a.txt", b"One")}, headers=HTMX)
    file_id = chosen.text.partition('name="fileId" value="')[2].partition('"')[0]
    await agent.submit(
        path,
        {"text": "See both.", "fileId": file_id},
        action=f"{path}/replies",
        files={"file": ("b.txt", b"Two")},
    )
    reply = (await replies_of(acme, talk.ticket))[-1]
    assert [file["name"] for file in reply["attachments"]] == ["a.txt", "b.txt"]


async def test_nothing_is_sent_without_words_and_files_stay(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    path = f"/tickets/{talk.ticket}"
    answer = await agent.submit(
        path,
        {"text": " \n", "cc": "no address"},
        action=f"{path}/replies",
        files={"file": ("b.txt", b"Two")},
    )
    assert answer.status_code == 422
    assert "Write something first." in answer.text
    assert "no is no e-mail address." in answer.text
    assert "b.txt" in answer.text
    assert 'name="fileId"' in answer.text


async def test_a_writer_hears_what_happened_meanwhile(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    await add_teammate(acme, "Tomas Teammate")
    path = f"/tickets/{talk.ticket}"
    page = await agent.read(path)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    await say(acme, talk.ticket, "I answered.", author={"email": "tomas@acme.example"})
    text = "My <own> answer"
    answer = await agent.post(f"{path}/replies", {"text": text, "seen": seen})
    assert answer.status_code == 409
    assert "Tomas Teammate replied" in answer.text
    assert "My &lt;own&gt; answer" in answer.text
    assert [each["message"] for each in await replies_of(acme, talk.ticket)][-1] == "I answered."
    now_seen = answer.text.partition('name="seen" value="')[2].partition('"')[0]
    assert int(now_seen) > int(seen)
    sent = await agent.post(f"{path}/replies", {"text": text, "seen": now_seen})
    assert sent.status_code == 303


async def test_a_note_is_for_the_team_and_mentions(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    tomas = await add_teammate(acme, "Tomas Teammate")
    answer = await send(agent, talk.ticket, "notes", {"text": "Ask @Tomas Teammate."})
    notes = await acme.read(f"/tickets/{talk.ticket}/notes")
    assert location(answer).endswith(f"#note-{notes[-1]['id']}")
    assert [each["id"] for each in notes[-1]["mentionedUsers"]] == [str(tomas)]
    page = await agent.read(f"/tickets/{talk.ticket}")
    assert '<span class="mention">@Tomas Teammate</span>.' in page


async def test_a_note_is_changed_and_deleted(acme: Desk, agent: Browser, talk: Talking) -> None:
    note = f"notes/{talk.note}"
    await send(agent, talk.ticket, note, {"text": "It is."})
    assert (await acme.read(f"/tickets/{talk.ticket}/{note}"))["message"] == "It is."
    await agent.post(f"/tickets/{talk.ticket}/{note}/delete")
    assert await acme.read(f"/tickets/{talk.ticket}/notes") == []
    assert "Anton Agent deleted a note" in await agent.read(f"/tickets/{talk.ticket}")


async def test_a_draft_of_the_api_is_sent_by_a_teammate(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    draft = f"drafts/{talk.draft}"
    await send(agent, talk.ticket, draft, {"text": "Dear Bill, we looked.", "then": "complete"})
    reply = (await replies_of(acme, talk.ticket))[-1]
    assert (reply["id"], reply["message"]) == (talk.draft, "Dear Bill, we looked.")
    assert reply["author"]["id"] == str(agent.person_id)
    ticket = await shown(acme, talk.ticket)
    assert (ticket["status"], ticket["properties"]["hasDraft"]) == ("completed", False)
    again = await agent.post(f"/tickets/{talk.ticket}/{draft}", {"text": "Twice"})
    assert again.status_code == 409


async def test_a_draft_is_thrown_away(acme: Desk, agent: Browser, talk: Talking) -> None:
    await agent.post(f"/tickets/{talk.ticket}/drafts/{talk.draft}/delete")
    assert talk.draft not in [each["id"] for each in await replies_of(acme, talk.ticket)]
    assert not (await shown(acme, talk.ticket))["properties"]["hasDraft"]
    [event] = await acme.events("draft_deleted")
    assert event.data == {"previous": "Dear Bill, we will look at it."}


async def test_what_is_typed_is_kept_and_found_again(agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    keeps = f"{path}/compositions/reply"
    answer = await agent.post(
        keeps, {"text": "Dear <Bill>", "revision": "1"}, headers={"Accept": "application/json"}
    )
    assert answer.json() == {"isKept": True, "revision": 1, "said": "Draft saved 12:00"}
    late = await agent.post(
        keeps, {"text": "Dear", "revision": "1"}, headers={"Accept": "application/json"}
    )
    assert (late.json()["isKept"], late.json()["revision"]) == (False, 1)
    page = await agent.read(path)
    assert "Dear &lt;Bill&gt;</textarea>" in page
    await send(agent, talk.ticket, "replies", {})
    assert "Dear &lt;Bill&gt;</textarea>" not in await agent.read(path)


async def test_without_script_a_text_is_kept_by_its_button(agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    answer = await agent.post(f"{path}/compositions/reply", {"text": "Later", "revision": "1"})
    assert location(answer) == agent.address(f"{path}?write=reply")
    assert "Later</textarea>" in await agent.read(path)


async def test_canned_answers_are_offered_filled_in(
    admin: Browser, acme: Desk, agent: Browser, talk: Talking
) -> None:
    await make_answer(acme, admin)
    path = f"/tickets/{talk.ticket}"
    [offer] = (await agent.get(f"{path}/answers?words=thx")).json()
    assert (offer["label"], offer["hint"], offer["text"]) == ("Thanks", "/thx", "Thanks, Bill!")
    await send(agent, talk.ticket, "replies", {"text": offer["text"], "answerId": offer["id"]})
    async with looking(acme) as (connection, community_id):
        uses = "select use_count from canned_answers where community_id = %(community_id)s"
        assert await connection.value(uses, {"community_id": community_id}) == 1


async def make_answer(acme: Desk, admin: Browser) -> None:
    assert admin.person_id is not None
    async with acting(acme, admin.person_id) as tx:
        message = read_message("Thanks, {{customer.first_name}}!", is_html=False)
        draft = AnswerDraft(title="Thanks", message=message, shortcut="thx", is_shared=True)
        await create_answer(tx, draft, role=Role.ADMIN)


async def test_teammates_and_tags_are_offered(agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    mates = (await agent.get(f"{path}/teammates?words=ant")).json()
    assert [(each["label"], each["text"]) for each in mates] == [("Anton Agent", "@Anton Agent")]
    assert [each["text"] for each in (await agent.get(f"{path}/known-tags?words=urg")).json()] == [
        "urgent"
    ]


# Sorting


async def test_a_ticket_is_sorted(acme: Desk, agent: Browser, talk: Talking) -> None:
    await send(agent, talk.ticket, "category", {"category": str(talk.sub_category)})
    await send(agent, talk.ticket, f"fields/{talk.fields['dropdown']}", {"value": "L"})
    await agent.post(f"/tickets/{talk.ticket}/tags", {"add": "bike, urgent,  red "})
    await agent.post(f"/tickets/{talk.ticket}/status", {"status": "pending"})
    await agent.post(f"/tickets/{talk.ticket}/assignee", {"assignee": str(agent.person_id)})
    ticket = await shown(acme, talk.ticket)
    assert ticket["category"]["name"] == "Warranty"
    assert ticket["tags"] == ["urgent", "bike", "red"]
    assert ticket["status"] == "pending"
    assert ticket["lockedBy"]["id"] == str(agent.person_id)
    values = {each["id"]: each["value"] for each in ticket["customFields"]}
    assert values[talk.fields["dropdown"]] == "L"


async def test_a_change_by_htmx_can_be_undone(acme: Desk, agent: Browser, talk: Talking) -> None:
    path = f"/tickets/{talk.ticket}"
    answer = await agent.post(f"{path}/aside", {"mark": "is_spam", "wanted": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Marked as spam." in answer.text
    assert 'hx-target="#facts"' in answer.text
    assert "data-undo" in answer.text
    undo = {"mark": "is_spam", "wanted": "", "undo": "1"}
    undone = await agent.post(f"{path}/aside", undo, headers=HTMX)
    assert "data-undo" not in undone.text
    assert not (await shown(acme, talk.ticket))["properties"]["isSpam"]


async def test_who_was_slower_hears_who_has_the_ticket(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    tomas = await add_teammate(acme, "Tomas Teammate")
    body = {"assigneeId": str(tomas), "previousAssigneeId": None}
    data_of(await acme.client.patch(f"/tickets/{talk.ticket}/assignee", json=body))
    mine = {"assignee": str(agent.person_id), "previous": ""}
    answer = await agent.post(f"/tickets/{talk.ticket}/assignee", mine)
    assert answer.status_code == 409
    assert "Tomas Teammate has this ticket by now." in answer.text
    mine["previous"] = str(tomas)
    await agent.post(f"/tickets/{talk.ticket}/assignee", mine)
    assert (await shown(acme, talk.ticket))["lockedBy"]["id"] == str(agent.person_id)


@pytest.mark.parametrize("htmx", [False, True])
async def test_a_field_says_what_is_wrong_beside_it(
    agent: Browser, talk: Talking, htmx: bool
) -> None:
    field = talk.fields["date"]
    answer = await agent.post(
        f"/tickets/{talk.ticket}/fields/{field}",
        {"value": "soon"},
        headers=HTMX if htmx else {},
    )
    assert answer.status_code == 422
    assert f'aria-describedby="field-{field}-error"' in answer.text
    assert 'value="soon"' in answer.text


async def test_a_checkbox_and_a_cleared_field(acme: Desk, agent: Browser, talk: Talking) -> None:
    checkbox, number = talk.fields["checkbox"], talk.fields["number"]
    await agent.post(f"/tickets/{talk.ticket}/fields/{checkbox}", {"value": ["false", "true"]})
    await agent.post(f"/tickets/{talk.ticket}/fields/{number}", {"value": ""})
    values = (await shown(acme, talk.ticket))["customFields"]
    assert values == [{"id": checkbox, "value": "true"}]


# What others did


async def test_news_of_a_ticket_are_parts_of_its_page(
    acme: Desk, agent: Browser, talk: Talking
) -> None:
    path = f"/tickets/{talk.ticket}"
    seen = (await agent.read(path)).partition('data-seen="')[2].partition('"')[0]
    reply = await say(acme, talk.ticket, "News!")
    data_of(await acme.client.patch(f"{path}/notes/{talk.note}", json={"message": "Changed"}))
    news = await agent.read(f"{path}/thread?after={seen}", headers=HTMX)
    assert f'id="reply-{reply}"' in news
    assert f'hx-target="#note-{talk.note}" hx-swap="outerHTML"' in news
    now_seen = news.partition('class="seen" name="seen" value="')[2].partition('"')[0]
    again = await agent.read(f"{path}/thread?after={now_seen}", headers=HTMX)
    assert 'id="thread"' not in again
    assert "News!" not in again


async def test_who_may_only_read_gets_the_news_alone(
    acme: Desk, reader: Browser, talk: Talking
) -> None:
    path = f"/tickets/{talk.ticket}"
    page = await reader.read(path)
    [seen] = re.findall(r'class="seen" name="seen" value="(\d+)"', page)
    reply = await say(acme, talk.ticket, "News!")
    news = await reader.read(f"{path}/thread?after={seen}", headers=HTMX)
    assert f'id="reply-{reply}"' in news
    assert 'hx-target=".seen"' in news
    assert ('id="message"' in news, "data-composer" in news) == (False, False)


async def test_hostile_texts_stay_texts(acme: Desk, agent: Browser) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'
    ticket = await open_ticket(
        acme, title=hostile, creator={"name": hostile, "email": "h@example.com"}, tags=[hostile]
    )
    await say(acme, ticket, hostile)
    page = await agent.read(f"/tickets/{ticket}")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert LETTER not in page

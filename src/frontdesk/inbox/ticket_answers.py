"""Canned answers without script: a list to choose from, in the place where the reply is written."""

from collections.abc import Sequence
from typing import Final

from frontdesk.canned_answers.answer import CannedAnswer, find_answers
from frontdesk.canned_answers.placeholders import fill_in
from frontdesk.database.pool import Connection
from frontdesk.inbox.ticket import show_ticket
from frontdesk.inbox.ticket_answering import find_answered
from frontdesk.inbox.ticket_composer import Composer, occasion_of, read_composers
from frontdesk.inbox.ticket_door import OpenTicket, open_ticket
from frontdesk.inbox.ticket_sending import Id, Writing, keep_files, show_chosen
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer

_MOST: Final = 200


class Choosing(Writing):
    """A reply as it is so far, and the answer that goes into it; none: which ones there are."""

    insert: Id | None = None


async def choose(visit: Visit) -> HttpAnswer:
    """The ticket's page again with the list, and what was typed with the chosen answer after it.
    Nothing is sent."""
    ticket_id = visit.path_id("ticketId")
    async with visit.reading() as connection:
        ticket = await open_ticket(visit, connection, ticket_id)
        composers = await read_composers(visit, connection, ticket)
        answers = await _answers(visit, connection, ticket)
    composers.reply = await _compose(visit, ticket, answers)
    composers.chosen = "reply"
    return await show_ticket(visit, ticket_id, composers=composers)


async def _answers(
    visit: Visit, connection: Connection, ticket: OpenTicket
) -> Sequence[CannedAnswer]:
    return await find_answers(
        connection,
        visit.community.community_id,
        visit.teammate.person_id,
        category_id=ticket.category_id,
        take=_MOST,
    )


async def _compose(visit: Visit, ticket: OpenTicket, answers: Sequence[CannedAnswer]) -> Composer:
    form = await visit.form(Choosing)
    files = await keep_files(visit, form.data)
    choosing = form.data or Choosing()
    text, used = form.given["text"], list(choosing.answer_id)
    for answer in answers:
        if answer.answer_id == choosing.insert:
            filled = fill_in(answer.written, occasion_of(visit, ticket)).text
            text = f"{text.rstrip()}\n\n{filled}" if text.strip() else filled
            used.append(answer.answer_id)
    async with visit.reading() as connection:
        answered = await find_answered(
            visit, connection, ticket.ticket_id, choosing.parent_reply_id
        )
    return Composer(
        kind="reply",
        text=text,
        revision=choosing.revision,
        cc=form.given["cc"],
        files=await show_chosen(visit, files),
        answered=answered,
        answer_ids=used,
        offers=[(answer.answer_id, answer.title) for answer in answers],
    )

"""Settings: the canned answers of everybody."""

from typing import Final

import msgspec

from frontdesk.canned_answers.answer import CannedAnswer, list_answers, require_answer
from frontdesk.canned_answers.changing import (
    AnswerDraft,
    create_answer,
    delete_answer,
    update_answer,
)
from frontdesk.canned_answers.placeholders import (
    PLACEHOLDERS,
    Occasion,
    check_placeholders,
    fill_in,
)
from frontdesk.categories.tree import load_tree
from frontdesk.errors import NotFound
from frontdesk.inbox.category_options import category_options
from frontdesk.inbox.forms import Form, Text
from frontdesk.inbox.settings_answers import ask, sent_list
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.kit.text import read_message, to_html

HOME: Final = "/settings/canned-answers"


class Answer(msgspec.Struct):
    """`is_html`: the text is the source of HTML, as it came from elsewhere."""

    title: Text
    text: str
    shortcut: str | None = None
    category_ids: list[int] = []
    is_html: bool = False

    def draft(self) -> AnswerDraft:
        return AnswerDraft(
            title=self.title,
            message=read_message(self.text, is_html=self.is_html),
            shortcut=self.shortcut,
            category_ids=tuple(self.category_ids),
            is_shared=True,
        )


class Preview(msgspec.Struct):
    text: str = ""
    is_html: bool = False


async def show(visit: Visit) -> HttpAnswer:
    community_id = visit.community.community_id
    async with visit.reading() as connection:
        known = await list_answers(connection, community_id, visit.teammate.person_id)
        tree = await load_tree(connection, community_id)
    shared = [answer for answer in known if answer.owner_id is None]
    return visit.page("settings/canned_answers.html", block="main", answers=shared, tree=tree)


async def ask_what(visit: Visit) -> HttpAnswer:
    return await _answer_page(visit, None, visit.blank_form(Answer))


async def create(visit: Visit) -> HttpAnswer:
    form = await visit.form(Answer)
    if (wanted := form.data) is not None:
        with form.catching(categoryIds="category_ids"):
            await visit.persist(lambda tx: create_answer(tx, wanted.draft(), role=visit.role))
            toast = visit.gettext("The answer %(name)s is there.", name=wanted.title)
            return visit.redirect(HOME, toast=toast)
    return await _answer_page(visit, None, form)


async def edit(visit: Visit) -> HttpAnswer:
    answer = await _require(visit)
    return await _answer_page(visit, answer, visit.blank_form(Answer, _given(answer)))


async def save(visit: Visit) -> HttpAnswer:
    answer = await _require(visit)
    form = await visit.form(Answer)
    if (wanted := form.data) is not None:
        with form.catching(categoryIds="category_ids"):
            await visit.persist(
                lambda tx: update_answer(tx, answer.answer_id, wanted.draft(), role=visit.role)
            )
            toast = visit.gettext("%(name)s is saved.", name=wanted.title)
            return visit.redirect(HOME, toast=toast)
    return await _answer_page(visit, answer, form)


async def preview(visit: Visit) -> HttpAnswer:
    """The text as a customer would get it, for a made-up ticket."""
    form = await visit.form(Preview)
    wanted = form.data or Preview()
    with form.catching():
        check_placeholders(wanted.text)
        written = fill_in(read_message(wanted.text, is_html=wanted.is_html), _occasion(visit))
        return visit.page("settings/preview.html", block="shown", html=written.html, fault=None)
    return visit.page("settings/preview.html", block="shown", html="", fault=form.errors["text"])


async def ask_to_delete(visit: Visit) -> HttpAnswer:
    answer = await _require(visit)
    return ask(
        visit,
        visit.gettext("Delete the answer %(name)s?", name=answer.title),
        says=[
            visit.ngettext(
                "It was used %(count)s time; what was sent stays.",
                "It was used %(count)s times; what was sent stays.",
                answer.use_count,
            ),
            visit.gettext("This cannot be undone."),
        ],
        does=visit.gettext("Delete the answer"),
        action=f"{HOME}/{answer.answer_id}/delete",
        back=f"{HOME}/{answer.answer_id}",
    )


async def delete(visit: Visit) -> HttpAnswer:
    answer = await _require(visit)
    await visit.persist(lambda tx: delete_answer(tx, answer.answer_id, role=visit.role))
    toast = visit.gettext("The answer %(name)s is deleted.", name=answer.title)
    return visit.redirect(HOME, toast=toast)


def _occasion(visit: Visit) -> Occasion:
    return Occasion(
        ticket_id=1234,
        ticket_title=visit.gettext("Where is my order?"),
        customer_name="Kari Nordmann",
        customer_email="kari@example.com",
        teammate_name=visit.teammate.name,
        community_name=visit.community.name,
    )


def _given(answer: CannedAnswer) -> dict[str, object]:
    is_html = answer.html != to_html(answer.text)
    return {
        "title": answer.title,
        "shortcut": answer.shortcut,
        "text": answer.html if is_html else answer.text,
        "is_html": "on" if is_html else "",
    }


async def _answer_page(visit: Visit, answer: CannedAnswer | None, form: Form[Answer]) -> HttpAnswer:
    async with visit.reading() as connection:
        tree = await load_tree(connection, visit.community.community_id)
    is_sent = visit.request.is_unsafe
    own = [str(each) for each in answer.category_ids] if answer else []
    return visit.page(
        "settings/canned_answer.html",
        block="main",
        status=form.status if is_sent else 200,
        answer=answer,
        form=form,
        categories=category_options(tree),
        chosen=sent_list(visit, "category_ids") if is_sent else own,
        placeholders=PLACEHOLDERS,
        is_lost=bool(own) and not any(int(each) in tree.by_id for each in own),
    )


async def _require(visit: Visit) -> CannedAnswer:
    """Raises NotFound, for a teammate's own answer too: those are theirs."""
    own = visit.teammate.person_id
    answer_id = visit.path_id("answerId")
    async with visit.reading() as connection:
        answer = await require_answer(connection, visit.community.community_id, own, answer_id)
    if answer.owner_id is not None:
        raise NotFound(f"no shared canned answer has the id {answer_id}")
    return answer

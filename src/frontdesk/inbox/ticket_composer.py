"""Where a teammate writes: what the form shows, and what is kept while they type."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

from babel.dates import format_time
from msgspec import Struct, json

from frontdesk.canned_answers.answer import find_answers
from frontdesk.canned_answers.placeholders import Occasion, fill_in
from frontdesk.compositions.composition import CompositionKind, compositions_of
from frontdesk.compositions.saving import save_composition
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound
from frontdesk.inbox.forms import Id, Verbatim
from frontdesk.inbox.ticket_answering import Answered, asked_reply, find_answered
from frontdesk.inbox.ticket_door import OpenTicket, open_ticket, require_seen
from frontdesk.inbox.ticket_files import ChosenFile
from frontdesk.inbox.ticket_log import LogLine
from frontdesk.inbox.translations import babel_locale
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.matching import teammates_matching
from frontdesk.tags.usage import list_tag_usage

JSON: Final = "application/json"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_OFFERED: Final = 12


@dataclass(kw_only=True)
class Composer:
    """One of the two forms. `meanwhile` is what others did since the writer last looked; with any
    of it the text was not sent. `then` is how it was to be sent. `offers` are canned answers to
    choose from, where no script offers them."""

    kind: str
    text: str = ""
    revision: int = 0
    saved: str | None = None
    cc: str = ""
    files: Sequence[ChosenFile] = ()
    errors: dict[str, str] = field(default_factory=dict)
    meanwhile: Sequence[LogLine] = ()
    then: str = "send"
    answered: Answered | None = None
    answer_ids: Sequence[int] = ()
    offers: Sequence[tuple[int, str]] | None = None


@dataclass(kw_only=True)
class Composers:
    """`chosen` is the one that is shown first."""

    reply: Composer
    note: Composer
    chosen: str = "reply"


async def read_composers(visit: Visit, connection: Connection, ticket: OpenTicket) -> Composers:
    """What the teammate had typed and not sent."""
    found = await compositions_of(
        connection, visit.community.community_id, ticket.ticket_id, visit.teammate.person_id
    )
    composers = Composers(reply=Composer(kind="reply"), note=Composer(kind="note"))
    for kind, composition in found.items():
        composer = composers.reply if kind is CompositionKind.REPLY else composers.note
        composer.text, composer.revision = composition.text, composition.revision
        if composition.text:
            composer.saved = say_saved(visit, composition.time)
    composers.reply.cc = ", ".join(ticket.terms.cc)
    reply = found.get(CompositionKind.REPLY)
    asked = asked_reply(visit, reply.answered_reply_id if reply else None)
    composers.reply.answered = await find_answered(visit, connection, ticket.ticket_id, asked)
    only_note = composers.note.text and not composers.reply.text
    composers.chosen = visit.query_value("write") or ("note" if only_note else "reply")
    return composers


def say_saved(visit: Visit, ticks: int) -> str:
    """Such as `Draft saved 19:32`."""
    moment = (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(visit.time_zone)
    time = format_time(moment, "short", locale=babel_locale(visit.locale))
    return visit.gettext("Draft saved %(time)s", time=time)


# While somebody types


class Typed(Struct, rename="camel"):
    text: Verbatim = ""
    revision: int = 0
    parent_reply_id: Id | None = None


class Kept(Struct, rename="camel"):
    """`revision` is what the page goes on counting from."""

    is_kept: bool
    revision: int
    said: str


async def keep(visit: Visit) -> HttpAnswer:
    """Keeps what was typed so far, for its writer alone."""
    ticket_id, kind = visit.path_id("ticketId"), _kind(visit.path["kind"])
    typed = (await visit.form(Typed)).data or Typed()

    async def act(tx: Transaction) -> Kept:
        await require_seen(visit, tx.connection, ticket_id)
        saved = await save_composition(
            tx,
            ticket_id,
            kind,
            typed.text,
            revision=max(0, min(typed.revision, 2**31)),
            answered_reply_id=typed.parent_reply_id,
        )
        return Kept(
            is_kept=saved.is_kept, revision=saved.revision, said=_say_kept(visit, saved.is_kept)
        )

    kept = await visit.persist(act)
    if "application/json" in (visit.request.header("accept") or ""):
        return HttpAnswer(HTTPStatus.OK, JSON, json.encode(kept))
    return visit.redirect(f"/tickets/{ticket_id}", toast=kept.said, write=kind.value)


def _say_kept(visit: Visit, is_kept: bool) -> str:
    if is_kept:
        return say_saved(visit, visit.now)
    return visit.gettext("You write this in another window, too")


def _kind(text: str) -> CompositionKind:
    if text not in list(CompositionKind):
        raise NotFound("there is no such text")
    return CompositionKind(text)


# What is offered


class Offer(Struct):
    """Something to put in: `label` and `hint` are shown, `text` goes into the writing."""

    id: str
    label: str
    hint: str
    text: str


async def offer_answers(visit: Visit) -> HttpAnswer:
    """Canned answers for the ticket, with the customer's name and the rest filled in."""
    async with visit.reading() as connection:
        ticket = await open_ticket(visit, connection, visit.path_id("ticketId"))
        found = await find_answers(
            connection,
            visit.community.community_id,
            visit.teammate.person_id,
            words=_words(visit),
            category_id=ticket.category_id,
            take=_MOST_OFFERED,
        )
    occasion = occasion_of(visit, ticket)
    return _offers(
        Offer(
            id=str(answer.answer_id),
            label=answer.title,
            hint=f"/{answer.shortcut}" if answer.shortcut else "",
            text=fill_in(answer.written, occasion).text,
        )
        for answer in found
    )


def occasion_of(visit: Visit, ticket: OpenTicket) -> Occasion:
    customer = ticket.ticket.author
    return Occasion(
        ticket_id=ticket.ticket_id,
        ticket_title=ticket.ticket.title,
        customer_name=customer.name,
        customer_email=customer.email,
        teammate_name=visit.teammate.name,
        community_name=visit.community.name,
    )


async def offer_teammates(visit: Visit) -> HttpAnswer:
    """Teammates to mention."""
    async with visit.reading() as connection:
        await require_seen(visit, connection, visit.path_id("ticketId"))
        found = await teammates_matching(connection, visit.community.community_id, _words(visit))
    return _offers(
        Offer(
            id=str(mate.person_id),
            label=mate.name or mate.email or "",
            hint=mate.email or "",
            text=f"@{mate.name or mate.email}",
        )
        for mate in found
    )


async def offer_tags(visit: Visit) -> HttpAnswer:
    """Tags that are there already."""
    async with visit.reading() as connection:
        await require_seen(visit, connection, visit.path_id("ticketId"))
        found = await list_tag_usage(
            connection, visit.community.community_id, words=_words(visit), take=_MOST_OFFERED
        )
    return _offers(
        Offer(id=str(tag.tag_id), label=tag.name, hint="", text=tag.name) for tag in found
    )


def _words(visit: Visit) -> str:
    return (visit.query_value("words") or "")[:200]


def _offers(offers: Iterable[Offer]) -> HttpAnswer:
    return HttpAnswer(HTTPStatus.OK, JSON, json.encode(list(offers)))

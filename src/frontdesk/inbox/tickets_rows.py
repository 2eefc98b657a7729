"""Rows of the ticket list, from the stored documents: only what a row shows is decoded."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec
from markupsafe import Markup, escape

from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.visit import Visit
from frontdesk.inbox.waiting import say_moment, say_short_time, say_wait
from frontdesk.kit.clock import parse_ticks
from frontdesk.kit.highlights import highlights
from frontdesk.kit.search_query import SearchQuery

_PEEK: Final = 160
_BEFORE: Final = 24  # of a place that words find: a row shows little more of the text than that
_SEARCHED: Final = 1_000
_MOST_TAGS: Final = 4


class RowPerson(msgspec.Struct):
    id: UUID
    name: str | None
    email: str | None

    @property
    def person_id(self) -> UUID:
        return self.id

    @property
    def called(self) -> str:
        return self.name or self.email or ""


class RowCategory(msgspec.Struct):
    id: int
    name: str


class RowProperties(msgspec.Struct, rename="camel"):
    has_attachments: bool
    has_draft: bool
    is_expired: bool


class RowTicket(msgspec.Struct, rename="camel"):
    """The part of a ticket's document that its row is made of."""

    id: int
    title: str | None
    message: str | None
    author: RowPerson
    category: RowCategory | None
    creation_time: str
    last_thread_element_creation_time: str
    locked_by: RowPerson | None
    properties: RowProperties
    reply_count: int
    source_name: str | None
    status: str
    tags: list[str]

    @property
    def called(self) -> str:
        """The ticket in a sentence."""
        return (self.title or self.message or "").strip()[:80] or f"#{self.id}"


_decoder = msgspec.json.Decoder(RowTicket)


@dataclass(frozen=True, slots=True)
class Row:
    """Everything is text that is ready to be shown; `at` is where the list's order puts it, None
    where words do."""

    ticket: RowTicket
    subject: Markup
    peek: Markup
    time: str
    time_title: str
    is_late: bool
    is_unread: bool
    more_tags: int
    at: int | None

    @property
    def shown_tags(self) -> list[str]:
        return self.ticket.tags[:_MOST_TAGS]


def read_tickets(documents: Sequence[bytes]) -> list[RowTicket]:
    return [_decoder.decode(document) for document in documents]


def make_rows(
    visit: Visit, tickets: Sequence[RowTicket], unread: Container[int], asked: Asked
) -> list[Row]:
    return [_make_row(visit, ticket, ticket.id in unread, asked) for ticket in tickets]


def _make_row(visit: Visit, ticket: RowTicket, is_unread: bool, asked: Asked) -> Row:
    words = asked.words
    since = parse_ticks(ticket.last_thread_element_creation_time)
    waits = ticket.status == "open"
    is_late = ticket.properties.is_expired
    return Row(
        ticket=ticket,
        subject=_subject(visit, ticket, words),
        peek=_peek(ticket, words),
        time=say_wait(visit, visit.now - since) if waits else say_short_time(visit, since),
        time_title=_time_title(visit, since, waits=waits, is_late=is_late),
        is_late=is_late,
        is_unread=is_unread,
        more_tags=max(0, len(ticket.tags) - _MOST_TAGS),
        at=place_of(ticket, asked),
    )


def place_of(ticket: RowTicket, asked: Asked) -> int | None:
    """The time that the list is ordered by."""
    if asked.is_ranked:
        return None
    if asked.order in ("created", "created-first"):
        return parse_ticks(ticket.creation_time)
    return parse_ticks(ticket.last_thread_element_creation_time)


def _subject(visit: Visit, ticket: RowTicket, words: SearchQuery | None) -> Markup:
    title = (ticket.title or "").strip()
    if not title:
        return escape(visit.gettext("No subject"))
    return escape(title) if words is None else Markup(highlights(title, words, length=200))  # noqa: S704


def _peek(ticket: RowTicket, words: SearchQuery | None) -> Markup:
    if not ticket.message:
        return Markup("")
    if words is None:
        return escape(" ".join(ticket.message[: 3 * _PEEK].split())[:_PEEK])
    text = " ".join(ticket.message[:_SEARCHED].split())
    # It escapes the text.
    return Markup(highlights(text, words, length=_PEEK, before=_BEFORE))  # noqa: S704


def _time_title(visit: Visit, since: int, *, waits: bool, is_late: bool) -> str:
    when = say_moment(visit, since)
    if waits and is_late:
        return visit.gettext("The answer is late. Waits since %(time)s", time=when)
    if waits:
        return visit.gettext("Waits since %(time)s", time=when)
    return visit.gettext("Last message %(time)s", time=when)

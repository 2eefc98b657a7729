"""After a change: the parts of the page that show it, and the way to undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.errors import InvalidMember, RequestError, StateConflict
from frontdesk.events.names import EventName
from frontdesk.inbox.problems import say_problem
from frontdesk.inbox.ticket import show_ticket
from frontdesk.inbox.ticket_composer import Composer, Composers
from frontdesk.inbox.ticket_door import OpenTicket, open_ticket
from frontdesk.inbox.ticket_log import LINES, say_changes
from frontdesk.inbox.ticket_side import Refused, read_side
from frontdesk.inbox.ticket_thread import (
    Item,
    Say,
    read_element_name,
    read_thread,
    say_elements,
    weave,
)
from frontdesk.inbox.visit import Visit
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.tickets.meanwhile import Change, changes_since, last_event_id
from frontdesk.tickets.thread import Element, ElementKind

_MOST_CHANGES: Final = 200


@dataclass(frozen=True, kw_only=True)
class Undo:
    """A form that takes a change back: where it goes, and its fields."""

    path: str
    fields: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class News:
    """What happened to a ticket after an event. `items` are to be added at the end of the thread,
    `changed` stand somewhere in it, `removed` are the keys of those that are gone."""

    items: Sequence[Item]
    changed: Sequence[Say]
    removed: Sequence[str]
    seen: int
    touches_side: bool


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How the answer to a change looks besides its news. `composer`: the form that takes the place
    of the one that was sent."""

    toast: str | None = None
    is_bad: bool = False
    undo: Undo | None = None
    refused: Refused | None = None
    composer: Composer | None = None
    status: int = HTTPStatus.OK
    anchor: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


async def answer_change(
    visit: Visit, ticket_id: int, outcome: Outcome, *, always_side: bool = True
) -> HttpAnswer:
    """For htmx the parts of the page that are other now; else the whole page again."""
    if not visit.request.is_htmx:
        return await _answer_plainly(visit, ticket_id, outcome)
    seen = _seen(visit)
    async with visit.reading() as connection:
        last = await last_event_id(connection, visit.community.community_id, ticket_id)
        opened = await open_ticket(visit, connection, ticket_id)
        news = await read_news(visit, connection, opened, seen=seen, last=last)
        side = None
        if always_side or news.touches_side:
            side = await read_side(visit, connection, opened, outcome.refused)
    return visit.page(
        "ticket/_update.html",
        status=outcome.status,
        headers=outcome.headers,
        opened=opened,
        news=news,
        side=side,
        outcome=outcome,
        is_of_others=False,
        may_change=visit.may(Permission.CHANGE_TICKETS),
    )


async def _answer_plainly(visit: Visit, ticket_id: int, outcome: Outcome) -> HttpAnswer:
    if outcome.status == HTTPStatus.OK:
        path = f"/tickets/{ticket_id}"
        answer = visit.redirect(path, toast=outcome.toast)
        address = f"{answer.headers['Location']}{outcome.anchor}"
        return answer.with_headers({"Location": address})
    return await show_ticket(
        visit,
        ticket_id,
        status=outcome.status,
        composers=await _composers_with(visit, ticket_id, outcome.composer),
        refused=outcome.refused,
    )


async def _composers_with(
    visit: Visit, ticket_id: int, composer: Composer | None
) -> Composers | None:
    if composer is None:
        return None
    other = Composer(kind="note" if composer.kind == "reply" else "reply")
    pair = {composer.kind: composer, other.kind: other}
    return Composers(reply=pair["reply"], note=pair["note"], chosen=composer.kind)


def _seen(visit: Visit) -> int:
    given = visit.received.fields.get("seen", ["0"])[-1]
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def refuse(visit: Visit, form: str, error: RequestError, given: Sequence[str] = ()) -> Outcome:
    """What to show when a change of the panel was refused: the reason, beside its form."""
    problem = error.problem if isinstance(error, InvalidMember) else str(error)
    status = HTTPStatus.CONFLICT if isinstance(error, StateConflict) else 422
    refused = Refused(form=form, problem=say_problem(problem, visit.gettext), given=given)
    return Outcome(refused=refused, status=status)


# What is newer


async def read_news(
    visit: Visit, connection: Connection, opened: OpenTicket, *, seen: int, last: int
) -> News:
    """Everything after the event `seen`, by whomever; the visitor's own changes too."""
    community_id = visit.community.community_id
    changes = await changes_since(
        connection, community_id, opened.ticket_id, seen, take=_MOST_CHANGES
    )
    created = _elements(changes, _CREATED)
    changed = _elements(changes, _CHANGED)
    says = await say_elements(visit, connection, opened, [*created, *changed])
    new_keys = [f"{each.kind}-{each.element_id}" for each in created]
    lines = [each for each in changes if each.name in LINES]
    return News(
        items=weave(
            [says[key] for key in dict.fromkeys(new_keys) if key in says],
            await say_changes(visit, connection, lines),
        ),
        changed=[
            says[key]
            for key in dict.fromkeys(f"{each.kind}-{each.element_id}" for each in changed)
            if key in says and key not in new_keys
        ],
        removed=[
            f"{_REMOVED[each.name]}-{each.subject_id}" for each in changes if each.name in _REMOVED
        ],
        seen=max(last, seen) if len(changes) < _MOST_CHANGES else changes[-1].event_id,
        touches_side=any(each.name not in _ONLY_THREAD for each in changes),
    )


_CREATED: Final = {
    EventName.REPLY_CREATED: ElementKind.REPLY,
    EventName.DRAFT_CREATED: ElementKind.REPLY,
    EventName.NOTE_CREATED: ElementKind.NOTE,
}
_CHANGED: Final = {
    EventName.NOTE_UPDATED: ElementKind.NOTE,
    EventName.REPLY_TAGS_CHANGED: ElementKind.REPLY,
}
_REMOVED: Final = {EventName.NOTE_DELETED: "note", EventName.DRAFT_DELETED: "reply"}
_ONLY_THREAD: Final = frozenset({*_CREATED, *_CHANGED, *_REMOVED})


def _elements(changes: Sequence[Change], kinds: Mapping[EventName, ElementKind]) -> list[Element]:
    return [
        Element(time=each.time, kind=kinds[each.name], element_id=int(each.subject_id))
        for each in changes
        if each.name in kinds and each.subject_id
    ]


# Parts of the thread, for scripts


async def show_part(visit: Visit) -> HttpAnswer:
    """A part of the thread: what is newer than the event `after`, or what stands before the
    element `before`; with neither, its newest part."""
    ticket_id = visit.path_id("ticketId")
    after = visit.query_value("after")
    if after is not None:
        return await _show_news(visit, ticket_id, after)
    before = read_element_name(visit.query_value("before") or "")
    async with visit.reading() as connection:
        opened = await open_ticket(visit, connection, ticket_id)
        thread = await read_thread(visit, connection, opened, before=before)
    return visit.page(
        "ticket/_earlier.html",
        opened=opened,
        thread=thread,
        may_change=visit.may(Permission.CHANGE_TICKETS),
    )


async def _show_news(visit: Visit, ticket_id: int, after: str) -> HttpAnswer:
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise InvalidMember("after", "is no event")
    async with visit.reading() as connection:
        last = await last_event_id(connection, visit.community.community_id, ticket_id)
        opened = await open_ticket(visit, connection, ticket_id)
        news = await read_news(visit, connection, opened, seen=int(after), last=last)
        side = await read_side(visit, connection, opened) if news.touches_side else None
    return visit.page(
        "ticket/_update.html",
        opened=opened,
        news=news,
        side=side,
        outcome=Outcome(),
        is_of_others=True,
        may_change=visit.may(Permission.CHANGE_TICKETS),
    )

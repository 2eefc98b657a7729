"""Changing the tickets that are picked, and taking that back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, RequestError
from frontdesk.inbox.problems import say_problem
from frontdesk.inbox.tickets import changed_context
from frontdesk.inbox.tickets_changes import Act, read_change
from frontdesk.inbox.tickets_parameters import parse_query
from frontdesk.inbox.tickets_said import join, say_done, say_failed, say_undone
from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets.lookup import require_ticket
from frontdesk.tickets.undoing import Deed, Step, find_deed, steps_of, take_back
from frontdesk.tickets.visibility import Visibility, visibility_of

MOST_TICKETS: Final = 500
UNDO_WITHIN: Final = 10 * MINUTE


class Picked(msgspec.Struct):
    """`list` is the query of the list that the form stands in."""

    change: str
    ticketIds: list[int] = []  # noqa: N815 # the field's name; msgspec copies it
    tags: str = ""
    list: str = ""


class Undo(msgspec.Struct):
    deed: str
    list: str = ""


@dataclass(kw_only=True)
class Outcome:
    """`failed` has the sentences of tickets that could not be changed, `kept` those that somebody
    else has changed since."""

    done: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the answer says; `deed` can be undone; `returns`: tickets may be in the list again."""

    text: str
    is_bad: bool = False
    deed: Deed | None = None
    returns: bool = False


async def change(visit: Visit) -> HttpAnswer:
    """One change for all that are picked; what cannot be changed is named, and no hindrance."""
    form = await visit.form(Picked)
    wanted, list_query = form.data, form.given["list"]
    act = read_change(visit, wanted.change, wanted.tags) if wanted else None
    picked = list(dict.fromkeys(wanted.ticketIds))[:MOST_TICKETS] if wanted else []
    if not picked:
        return await _answer(
            visit, list_query, [], Said(text=visit.gettext("Pick a ticket first."))
        )
    if wanted is None or act is None:
        said = Said(text=visit.gettext("This cannot be done."), is_bad=True)
        return await _answer(visit, list_query, [], said)
    outcome = await _change_all(visit, picked, act)
    done = say_done(visit, wanted.change, len(outcome.done))
    said = Said(
        text=join([done, say_failed(visit, outcome.failed)]),
        is_bad=bool(outcome.failed),
        deed=await _find_deed(visit, outcome.done),
    )
    return await _answer(visit, list_query, picked, said)


async def undo(visit: Visit) -> HttpAnswer:
    """Give tickets back what they had before a deed of the visitor's."""
    form = await visit.form(Undo)
    deed = read_deed(form.data.deed) if form.data else None
    list_query = form.given["list"]
    if deed is None or not 0 <= visit.now - deed.time <= UNDO_WITHIN:
        said = Said(text=visit.gettext("It is too late to undo this."), is_bad=True)
        return await _answer(visit, list_query, [], said)
    steps = await _steps(visit, deed)
    outcome = await _take_all_back(visit, steps)
    undone = say_undone(visit, len(outcome.done) - len(outcome.kept), outcome.kept)
    text = join([undone, say_failed(visit, outcome.failed)])
    said = Said(
        text=text or visit.gettext("Nothing to undo."), is_bad=bool(outcome.failed), returns=True
    )
    return await _answer(visit, list_query, list(steps), said)


async def _change_all(visit: Visit, picked: Sequence[int], act: Act) -> Outcome:
    visibility = await _visibility(visit)
    outcome = Outcome()

    async def change_one(tx: Transaction, ticket_id: int) -> None:
        await require_ticket(tx.connection, tx.community_id, ticket_id, visibility=visibility)
        await act(tx, ticket_id)

    for ticket_id in picked:
        await _attempt(visit, outcome, ticket_id, change_one)
    return outcome


async def _take_all_back(visit: Visit, steps: dict[int, list[Step]]) -> Outcome:
    outcome = Outcome()
    kept: set[int] = set()

    async def act(tx: Transaction, ticket_id: int) -> None:
        if not await take_back(tx, steps[ticket_id], role=visit.role):
            kept.add(ticket_id)

    for ticket_id in steps:
        await _attempt(visit, outcome, ticket_id, act)
    outcome.kept = sorted(kept.intersection(outcome.done))
    return outcome


async def _attempt(visit: Visit, outcome: Outcome, ticket_id: int, act: Act) -> None:
    """In a transaction of its own; a refusal is written down."""
    try:
        await visit.persist(lambda tx: act(tx, ticket_id))
    except NotFound:
        outcome.failed.append(visit.gettext("#%(id)s is gone.", id=ticket_id))
    except RequestError as error:
        problem = error.problem if isinstance(error, InvalidMember) else str(error)
        outcome.failed.append(f"#{ticket_id}: {say_problem(problem, visit.gettext)}")
    else:
        outcome.done.append(ticket_id)


async def _visibility(visit: Visit) -> Visibility:
    async with visit.reading() as connection:
        community_id, me = visit.community.community_id, visit.teammate.person_id
        return await visibility_of(connection, community_id, me, visit.role)


async def _find_deed(visit: Visit, done: Sequence[int]) -> Deed | None:
    if not done:
        return None
    community_id, me = visit.community.community_id, visit.teammate.person_id
    async with visit.reading() as connection:
        return await find_deed(connection, community_id, me, time=visit.now, ticket_ids=done)


async def _steps(visit: Visit, deed: Deed) -> dict[int, list[Step]]:
    community_id, me = visit.community.community_id, visit.teammate.person_id
    async with visit.reading() as connection:
        return await steps_of(connection, community_id, me, deed)


def write_deed(deed: Deed) -> str:
    return f"{deed.time}-{deed.first}-{deed.last}"


def read_deed(text: str) -> Deed | None:
    """None for what `write_deed` did not write."""
    parts = text.split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 19 for p in parts):
        return None
    return Deed(*map(int, parts))


async def _answer(
    visit: Visit, list_query: str, ticket_ids: Sequence[int], said: Said
) -> HttpAnswer:
    """To htmx what changed on the page; else the list again, which says it."""
    query = parse_query(list_query)
    token = write_deed(said.deed) if said.deed else None
    if not visit.is_fragment:
        return visit.redirect("/tickets", toast=said.text, **query, undo=token)
    context: dict[str, Any] = await changed_context(visit, query, ticket_ids)
    context |= {"said": said, "undo": token, "undo_list": list_query}
    detail = {"ticketIds": list(ticket_ids), "relists": said.returns}
    headers = {"HX-Trigger": msgspec.json.encode({"inbox:changed": detail}).decode()}
    return visit.page("tickets/_changed.html", headers=headers, **context)

"""Changing the tickets that are picked, and taking that back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import msgspec

from frontdesk.database.transaction import Transaction
from frontdesk.errors import NotFound, RequestError
from frontdesk.inbox.problems import N_, say_problem
from frontdesk.inbox.tickets import changed_context
from frontdesk.inbox.tickets_address import parse_query
from frontdesk.inbox.visit import Visit
from frontdesk.kit.clock import MINUTE
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.listing import require_ticket
from frontdesk.tickets.setting_aside import Aside, set_aside
from frontdesk.tickets.triage import set_category, set_status
from frontdesk.tickets.triaging_many import add_tags, hand_over, take_tags_off
from frontdesk.tickets.undoing import Deed, Step, find_deed, steps_of, take_back
from frontdesk.tickets.visibility import Visibility, visibility_of

MOST_TICKETS: Final = 500
UNDO_WITHIN: Final = 10 * MINUTE
_MOST_NAMED: Final = 5

Act = Callable[[Transaction, int], Awaitable[object]]


class Picked(msgspec.Struct):
    """`change` is a kind, mostly with a value: `status:open`, `category:12`."""

    change: str
    ticketIds: list[int] = []  # noqa: N815 # the field's name; msgspec copies it
    tags: str = ""
    list: str = ""


class Undo(msgspec.Struct):
    deed: str
    list: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens to each picked ticket; `said` by how many, in one and in many."""

    act: Act
    said: tuple[str, str]


@dataclass(kw_only=True)
class Outcome:
    """`failed` has the sentences of tickets that could not be changed."""

    done: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


async def change(visit: Visit) -> HttpAnswer:
    """One change for all that are picked; what cannot be changed is named, and no hindrance."""
    form = await visit.form(Picked)
    wanted = form.data
    picked = list(dict.fromkeys(wanted.ticketIds))[:MOST_TICKETS] if wanted else []
    change = read_change(visit, wanted) if wanted else None
    if not picked:
        return await _answer(visit, form.given["list"], [], visit.gettext("Pick a ticket first."))
    if change is None:
        said = visit.gettext("This cannot be done.")
        return await _answer(visit, form.given["list"], [], said, is_bad=True)
    outcome = await _change_all(visit, picked, change.act)
    said = visit.ngettext(*change.said, len(outcome.done)) if outcome.done else ""
    deed = await _find_deed(visit, outcome.done)
    return await _answer(
        visit,
        form.given["list"],
        picked,
        " ".join(filter(None, [said, _say_failed(visit, outcome.failed)])),
        is_bad=bool(outcome.failed),
        deed=deed,
    )


def read_change(visit: Visit, picked: Picked) -> Change | None:
    kind, _, value = picked.change.partition(":")
    try:
        if kind in ("add-tags", "take-tags"):
            return _tag_change(kind, picked.tags)
        return _CHANGES[kind](visit, value)
    except (KeyError, ValueError):
        return None


def _tag_change(kind: str, text: str) -> Change:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise ValueError("no tags")
    if kind == "add-tags":
        said = N_("One ticket tagged."), N_("%(count)s tickets tagged.")
        return Change(act=lambda tx, id_: add_tags(tx, id_, names), said=said)
    said = N_("Tags taken off one ticket."), N_("Tags taken off %(count)s tickets.")
    return Change(act=lambda tx, id_: take_tags_off(tx, id_, names), said=said)


_STATUS_SAID: Final = {
    TicketStatus.OPEN: (N_("One ticket is open again."), N_("%(count)s tickets are open again.")),
    TicketStatus.PENDING: (
        N_("One ticket waits for the customer."),
        N_("%(count)s tickets wait for the customer."),
    ),
    TicketStatus.COMPLETED: (N_("One ticket completed."), N_("%(count)s tickets completed.")),
}


def _status_change(_: Visit, value: str) -> Change:
    status = TicketStatus(value)
    return Change(act=lambda tx, id_: set_status(tx, id_, status), said=_STATUS_SAID[status])


def _assignee_change(visit: Visit, value: str) -> Change:
    me = visit.teammate.person_id
    to = None if value == "none" else me if value == "me" else UUID(value)
    said = N_("One ticket assigned."), N_("%(count)s tickets assigned.")
    if to is None:
        said = N_("One ticket is nobody's now."), N_("%(count)s tickets are nobody's now.")
    return Change(act=lambda tx, id_: hand_over(tx, id_, to), said=said)


def _category_change(_: Visit, value: str) -> Change:
    category_id = None if value == "none" else int(value)
    said = N_("One ticket moved."), N_("%(count)s tickets moved.")
    return Change(act=lambda tx, id_: set_category(tx, id_, category_id), said=said)


def _aside(aside: Aside, wanted: bool, one: str, many: str) -> Callable[[Visit, str], Change]:
    def make(visit: Visit, _: str) -> Change:
        role = visit.role
        return Change(
            act=lambda tx, id_: set_aside(tx, id_, aside, wanted, role=role), said=(one, many)
        )

    return make


_CHANGES: Final[dict[str, Callable[[Visit, str], Change]]] = {
    "status": _status_change,
    "assignee": _assignee_change,
    "category": _category_change,
    "spam": _aside(Aside.SPAM, True, N_("One ticket is spam."), N_("%(count)s tickets are spam.")),
    "not-spam": _aside(
        Aside.SPAM, False, N_("One ticket is no spam."), N_("%(count)s tickets are no spam.")
    ),
    "delete": _aside(
        Aside.DELETED, True, N_("One ticket deleted."), N_("%(count)s tickets deleted.")
    ),
    "restore": _aside(
        Aside.DELETED, False, N_("One ticket restored."), N_("%(count)s tickets restored.")
    ),
}


async def _change_all(visit: Visit, picked: Sequence[int], act: Act) -> Outcome:
    visibility = await _visibility(visit)
    outcome = Outcome()

    async def change_one(tx: Transaction, ticket_id: int) -> None:
        await require_ticket(tx.connection, tx.community_id, ticket_id, visibility=visibility)
        await act(tx, ticket_id)

    for ticket_id in picked:
        await _attempt(visit, outcome, ticket_id, change_one)
    return outcome


async def _attempt(visit: Visit, outcome: Outcome, ticket_id: int, act: Act) -> None:
    """In a transaction of its own; a refusal is written down."""
    try:
        await visit.persist(lambda tx: act(tx, ticket_id))
    except NotFound:
        outcome.failed.append(visit.gettext("#%(id)s is gone.", id=ticket_id))
    except RequestError as error:
        problem = getattr(error, "problem", str(error))
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
    async with visit.reading() as connection:
        return await find_deed(
            connection,
            visit.community.community_id,
            visit.teammate.person_id,
            time=visit.now,
            ticket_ids=done,
        )


async def undo(visit: Visit) -> HttpAnswer:
    """Give tickets back what they had before a deed of the visitor's."""
    form = await visit.form(Undo)
    deed = read_deed(form.data.deed) if form.data else None
    if deed is None or not 0 <= visit.now - deed.time <= UNDO_WITHIN:
        said = visit.gettext("It is too late to undo this.")
        return await _answer(visit, form.given["list"], [], said, is_bad=True)
    steps = await _steps(visit, deed)
    outcome, kept = await _take_all_back(visit, steps)
    said = (
        visit.ngettext(
            "One ticket is as before.",
            "%(count)s tickets are as before.",
            len(outcome.done) - len(kept),
        )
        if len(outcome.done) > len(kept)
        else ""
    )
    if kept:
        names = ", ".join(f"#{id_}" for id_ in kept[:_MOST_NAMED])
        said += " " + visit.gettext("Others have changed %(tickets)s since.", tickets=names)
    failed = _say_failed(visit, outcome.failed)
    said = " ".join(filter(None, [said.strip(), failed])) or visit.gettext("Nothing to undo.")
    return await _answer(
        visit, form.given["list"], list(steps), said, is_bad=bool(failed), relists=True
    )


async def _steps(visit: Visit, deed: Deed) -> dict[int, list[Step]]:
    async with visit.reading() as connection:
        return await steps_of(
            connection, visit.community.community_id, visit.teammate.person_id, deed
        )


async def _take_all_back(visit: Visit, steps: dict[int, list[Step]]) -> tuple[Outcome, list[int]]:
    """What came of it, and the tickets that others have changed since."""
    outcome = Outcome()
    kept: list[int] = []

    async def act(tx: Transaction, ticket_id: int) -> None:
        if not await take_back(tx, steps[ticket_id], role=visit.role):
            kept.append(ticket_id)

    for ticket_id in steps:
        await _attempt(visit, outcome, ticket_id, act)
    return outcome, list(dict.fromkeys(kept))


def write_deed(deed: Deed) -> str:
    return f"{deed.time}-{deed.first}-{deed.last}"


def read_deed(text: str) -> Deed | None:
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 19 for part in parts):
        return None
    return Deed(*map(int, parts))


def _say_failed(visit: Visit, failed: Sequence[str]) -> str:
    if not failed:
        return ""
    more = len(failed) - _MOST_NAMED
    named = " ".join(failed[:_MOST_NAMED])
    rest = visit.ngettext("And one more.", "And %(count)s more.", more) if more > 0 else ""
    return " ".join(filter(None, [visit.gettext("Not changed:"), named, rest]))


async def _answer(
    visit: Visit,
    list_query: str,
    ticket_ids: Sequence[int],
    said: str,
    *,
    is_bad: bool = False,
    deed: Deed | None = None,
    relists: bool = False,
) -> HttpAnswer:
    """To htmx what changed on the page; else the list again, which says it."""
    query = parse_query(list_query)
    token = write_deed(deed) if deed else None
    if not visit.is_fragment:
        return visit.redirect("/tickets", toast=said, **query, undo=token)
    context: dict[str, Any] = {"said": said, "is_bad": is_bad, "undo": token}
    context |= await changed_context(visit, query, ticket_ids)
    triggers = {"inbox:changed": {"ticketIds": list(ticket_ids), "relists": relists}}
    headers = {"HX-Trigger": msgspec.json.encode(triggers).decode()}
    return visit.page("tickets/_changed.html", headers=headers, undo_list=list_query, **context)

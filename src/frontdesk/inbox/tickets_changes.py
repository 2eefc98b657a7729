"""Changes of tickets as forms name them: a kind, mostly with a value, such as `status:open`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from uuid import UUID

from frontdesk.database.transaction import Transaction
from frontdesk.inbox.tag_names import read_tag_names
from frontdesk.inbox.visit import Visit
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.setting_aside import Aside, set_aside
from frontdesk.tickets.triage import set_category, set_status
from frontdesk.tickets.triaging_many import add_tags, hand_over, take_tags_off

Act = Callable[[Transaction, int], Awaitable[object]]


def read_change(visit: Visit, change: str, tags: str) -> Act | None:
    """What happens to each ticket; None for what is no change. `tags` are names with commas between
    them."""
    kind, _, value = change.partition(":")
    try:
        return _READERS[kind](visit, tags if kind in _OF_TAGS else value)
    except (KeyError, ValueError):
        return None


def _status(_: Visit, value: str) -> Act:
    status = TicketStatus(value)
    return lambda tx, ticket_id: set_status(tx, ticket_id, status)


def _assignee(visit: Visit, value: str) -> Act:
    me = visit.teammate.person_id
    to = None if value == "none" else me if value == "me" else UUID(value)
    return lambda tx, ticket_id: hand_over(tx, ticket_id, to)


def _category(_: Visit, value: str) -> Act:
    category_id = None if value == "none" else int(value)
    return lambda tx, ticket_id: set_category(tx, ticket_id, category_id)


def _add_tags(_: Visit, text: str) -> Act:
    names = _names(text)
    return lambda tx, ticket_id: add_tags(tx, ticket_id, names)


def _take_tags(_: Visit, text: str) -> Act:
    names = _names(text)
    return lambda tx, ticket_id: take_tags_off(tx, ticket_id, names)


def _names(text: str) -> list[str]:
    names = read_tag_names(text)
    if not names:
        raise ValueError("there is no tag")
    return names


def _aside(aside: Aside, wanted: bool) -> Callable[[Visit, str], Act]:
    def read(visit: Visit, _: str) -> Act:
        role = visit.role
        return lambda tx, ticket_id: set_aside(tx, ticket_id, aside, wanted, role=role)

    return read


_OF_TAGS: Final = frozenset({"add-tags", "take-tags"})

_READERS: Final[Mapping[str, Callable[[Visit, str], Act]]] = {
    "status": _status,
    "assignee": _assignee,
    "category": _category,
    "add-tags": _add_tags,
    "take-tags": _take_tags,
    "spam": _aside(Aside.SPAM, True),
    "not-spam": _aside(Aside.SPAM, False),
    "delete": _aside(Aside.DELETED, True),
    "restore": _aside(Aside.DELETED, False),
}

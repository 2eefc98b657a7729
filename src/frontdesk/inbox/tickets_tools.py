"""What can be done with the tickets that are picked: the choices of the tool bar."""

from typing import Any

from frontdesk.database.pool import Connection
from frontdesk.inbox.tickets_beside import Beside
from frontdesk.inbox.visit import Visit
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission
from frontdesk.people.teammates import list_teammates
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.filters import TicketFilter


async def make_tools(connection: Connection, visit: Visit, beside: Beside) -> dict[str, Any]:
    """Nothing for those who may only read."""
    if not visit.may(Permission.CHANGE_TICKETS):
        return {"assignees": [], "choosable": []}
    teammates = await list_teammates(connection, visit.community.community_id)
    return {
        "assignees": [
            (mate.person_id, mate.name or mate.email)
            for mate in teammates
            if mate.role != Role.READ_ONLY_USER and mate.person_id != visit.teammate.person_id
        ],
        "choosable": choosable_categories(beside),
    }


def leaving_changes(visit: Visit, wanted: TicketFilter) -> list[str]:
    """The changes after which a ticket is in the list no more: what a page lets go of at once.

    What is not certain is not among them: the answer to the change tells.
    """
    kept = wanted.wanted_statuses()
    leaving = [f"status:{status}" for status in TicketStatus if status not in kept]
    if wanted.is_spam is not None:
        leaving.append("not-spam" if wanted.is_spam else "spam")
    if wanted.is_deleted is not None:
        leaving.append("restore" if wanted.is_deleted else "delete")
    if wanted.assignee_id is None:
        leaving.append("assignee:me")
    elif wanted.assignee_id == visit.teammate.person_id:
        leaving.append("assignee:none")
    return leaving


def choosable_categories(beside: Beside) -> list[tuple[int, str]]:
    """Those into which the visitor can put tickets, as paths such as `Warranty / Frames`."""
    seen = beside.visibility.category_ids
    found = [
        (id_, path_of(beside, id_))
        for id_, category in beside.tree.by_id.items()
        if category.can_be_chosen
        and not beside.tree.is_hidden(id_)
        and (seen is None or id_ in seen)
    ]
    return sorted(found, key=lambda each: each[1].lower())


def tree_options(beside: Beside) -> list[tuple[str, str]]:
    """All categories that the visitor sees, for choosing one in a form."""
    seen = beside.visibility.category_ids
    found = [
        (str(id_), path_of(beside, id_)) for id_ in beside.tree.by_id if seen is None or id_ in seen
    ]
    return sorted(found, key=lambda each: each[1].lower())


def path_of(beside: Beside, category_id: int) -> str:
    return " / ".join(each.name for each in [*beside.tree.upward(category_id)][::-1])

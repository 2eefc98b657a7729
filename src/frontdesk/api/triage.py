"""Sorting tickets over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE
from frontdesk.categories.category import get_category
from frontdesk.errors import NotFound
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import triage
from frontdesk.wire.triage import UpdateAssignee, UpdateCategory, UpdateStatus


async def update_status(call: Call) -> HttpAnswer:
    """Sets the status; every status can follow every other."""
    body: UpdateStatus = call.body
    async with call.writing() as tx:
        await triage.set_status(tx, call.path["ticketId"], body.status)
    return DONE


async def update_assignee(call: Call) -> HttpAnswer:
    """Assigns the ticket, or unassigns it with null.

    `previousAssigneeId` must be the ticket's present assignee, else nothing changes and the answer
    is 409. Clients, vendors and read-only users cannot be assigned.
    """
    body: UpdateAssignee = call.body
    async with call.writing() as tx:
        await triage.assign(
            tx,
            call.path["ticketId"],
            to=body.assignee(),
            previous=body.previous_assignee(),
        )
    return DONE


async def update_category(call: Call) -> HttpAnswer:
    """Moves the ticket into a category. A null id, an empty object, null or no body removes it
    from its category."""
    body: UpdateCategory | None = call.body
    async with call.writing() as tx:
        await triage.set_category(tx, call.path["ticketId"], body.id if body else None)
    return DONE


async def put_category(call: Call) -> HttpAnswer:
    """Obsolete: use Update Ticket Category."""
    category_id = call.path["categoryId"]
    async with call.writing() as tx:
        if await get_category(tx.connection, tx.community_id, category_id) is None:
            raise NotFound(f"no category has the id {category_id}")
        await triage.set_category(tx, call.path["ticketId"], category_id)
    return DONE


async def replace_tags(call: Call) -> HttpAnswer:
    """Gives the ticket these tags and no others, in this order; new ones are made."""
    async with call.writing() as tx:
        await triage.replace_tags(tx, call.path["ticketId"], call.body)
    return DONE

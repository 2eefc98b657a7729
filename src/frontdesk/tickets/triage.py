"""Sorting tickets: their status, who answers them, their category, their tags.

Each of these is idempotent: what is so already changes nothing and is not recorded.
"""

from uuid import UUID

from frontdesk.categories.category import require_choosable
from frontdesk.database.transaction import Transaction
from frontdesk.errors import StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.assignees import require_assignable
from frontdesk.tags.tagging import ensure_tags
from frontdesk.tickets.assembling import user_of
from frontdesk.tickets.document import tags_in
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.state import TicketState, finish_change, lock_ticket, set_columns, show


async def set_status(tx: Transaction, ticket_id: int, status: TicketStatus) -> None:
    """Raises NotFound."""
    ticket = await lock_ticket(tx, ticket_id)
    if await change_status(tx, ticket, status):
        await finish_change(tx, ticket, texts_stay=True)


async def change_status(tx: Transaction, ticket: TicketState, status: TicketStatus) -> bool:
    """The part of an action that sets the status of a locked ticket; the action then must call
    `finish_change`. False if it has the status already."""
    if ticket.status == status:
        return False
    set_columns(ticket, status=status.value)
    await record_status(tx, ticket.ticket_id, status, previous=ticket.status)
    return True


async def record_status(
    tx: Transaction, ticket_id: int, status: TicketStatus, *, previous: TicketStatus
) -> None:
    await record(
        tx,
        EventName.TICKET_STATUS_CHANGED,
        ticket_id=ticket_id,
        previous=previous,
        status=status,
    )


async def assign(
    tx: Transaction, ticket_id: int, *, to: UUID | None, previous: UUID | None
) -> None:
    """Give the ticket to a teammate, or to nobody.

    `previous` is who the caller believes has it: else StateConflict (contract 3.17). Raises
    NotFound, and InvalidMember for a person who cannot be assigned.
    """
    ticket = await lock_ticket(tx, ticket_id)
    if ticket.assignee_id != previous:
        raise StateConflict("the ticket has another assignee than previousAssigneeId by now")
    if ticket.assignee_id != to:
        await change_assignee(tx, ticket, to)
        await finish_change(tx, ticket, texts_stay=True)


async def change_assignee(tx: Transaction, ticket: TicketState, to: UUID | None) -> None:
    """The part of an action that assigns a locked ticket; raises InvalidMember."""
    person = to and await require_assignable(tx.connection, tx.community_id, to)
    set_columns(ticket, assignee_id=to, is_assigned_to_bot=bool(person and person.is_bot))
    show(ticket, lockedBy=person and user_of(person))
    name = EventName.TICKET_UNASSIGNED if to is None else EventName.TICKET_ASSIGNED_TO_USER
    await record(tx, name, ticket_id=ticket.ticket_id, previous=ticket.assignee_id, assignee_id=to)


async def set_category(tx: Transaction, ticket_id: int, category_id: int | None) -> None:
    """Put the ticket into a category, or into none.

    A category that archives completes it. Raises NotFound, and InvalidMember for a category that
    is not there or may not be chosen.
    """
    ticket = await lock_ticket(tx, ticket_id)
    if ticket.category_id == category_id:
        return
    archives = False
    if category_id is not None:
        category = await require_choosable(tx.connection, tx.community_id, category_id, member="id")
        archives = category.auto_archive
    set_columns(ticket, category_id=category_id)
    await record(
        tx,
        EventName.TICKET_CATEGORY_CHANGED,
        ticket_id=ticket_id,
        previous=ticket.category_id,
        category_id=category_id,
    )
    if archives:
        await change_status(tx, ticket, TicketStatus.COMPLETED)
    await finish_change(tx, ticket, texts_stay=True)


async def replace_tags(tx: Transaction, ticket_id: int, names: list[str]) -> None:
    """Give the ticket these tags and no others, in this order; new ones are made.

    Raises NotFound, and InvalidMember for a name that is blank or too long.
    """
    ticket = await lock_ticket(tx, ticket_id)
    tags = await ensure_tags(tx.connection, tx.community_id, names)
    previous = tags_in(ticket.document)
    if previous == list(tags):
        return
    await write_tags(tx, ticket_id, list(tags.values()))
    await record(
        tx,
        EventName.TICKET_TAGS_CHANGED,
        ticket_id=ticket_id,
        previous=previous,
        tags=list(tags),
    )
    show(ticket, tags=list(tags))
    await finish_change(tx, ticket, texts_stay=True)


async def write_tags(tx: Transaction, ticket_id: int, tag_ids: list[int]) -> None:
    """The part of an action that gives a locked or new ticket these tags and no others."""
    await tx.connection.execute(
        """
        with gone as (
            delete from ticket_tags
            where community_id = %(community_id)s
              and ticket_id = %(ticket_id)s
              and tag_id <> all(%(tags)s::bigint[])
        )
        insert into ticket_tags as g
               (community_id, ticket_id, position, tag_id, status, last_activity, creation_time)
        select t.community_id, t.ticket_id, given.position, given.tag_id,
               t.status, t.last_activity, t.creation_time
        from tickets t
        cross join unnest(%(tags)s::bigint[]) with ordinality as given (tag_id, position)
        where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
        on conflict (community_id, ticket_id, tag_id) do update
        set position = excluded.position
        where g.position <> excluded.position
        """,
        {"community_id": tx.community_id, "ticket_id": ticket_id, "tags": tag_ids},
    )

"""Changes that many tickets get alike, whatever each was before; one transaction for each ticket,
so that one that cannot be changed is no hindrance to the others."""

from uuid import UUID

from frontdesk.database.transaction import Transaction
from frontdesk.tickets.document import tags_in
from frontdesk.tickets.state import lock_ticket
from frontdesk.tickets.triage import assign, replace_tags


async def hand_over(tx: Transaction, ticket_id: int, to: UUID | None) -> None:
    """Assign the ticket, whoever has it. Raises NotFound, and InvalidMember for a person who cannot
    be assigned."""
    ticket = await lock_ticket(tx, ticket_id)
    await assign(tx, ticket_id, to=to, previous=ticket.assignee_id)


async def add_tags(tx: Transaction, ticket_id: int, names: list[str]) -> None:
    """Behind those that it has. Raises NotFound, and InvalidMember for a name that is blank or too
    long."""
    present = tags_in((await lock_ticket(tx, ticket_id)).document)
    await replace_tags(tx, ticket_id, list(dict.fromkeys([*present, *names])))


async def take_tags_off(tx: Transaction, ticket_id: int, names: list[str]) -> None:
    """Raises NotFound."""
    present = tags_in((await lock_ticket(tx, ticket_id)).document)
    gone = {name.strip().lower() for name in names}
    await replace_tags(tx, ticket_id, [name for name in present if name.lower() not in gone])

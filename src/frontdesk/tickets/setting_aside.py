"""Setting tickets aside: spam, deleted, hidden, muted, and back.

Nothing is erased: each is a mark that lists are narrowed by, and can be taken off again. What is so
already changes nothing and is not recorded.
"""

from enum import StrEnum
from typing import Final

from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require
from frontdesk.tickets.state import finish_change, lock_ticket, set_columns


class Aside(StrEnum):
    SPAM = "is_spam"
    DELETED = "is_deleted"
    HIDDEN = "is_hidden"
    MUTED = "is_muted"


_EVENTS: Final = {
    (Aside.SPAM, True): EventName.TICKET_MARKED_AS_SPAM,
    (Aside.SPAM, False): EventName.TICKET_MARKED_AS_NOT_SPAM,
    (Aside.DELETED, True): EventName.TICKET_DELETED,
    (Aside.DELETED, False): EventName.TICKET_RESTORED,
    (Aside.HIDDEN, True): EventName.TICKET_HIDDEN,
    (Aside.HIDDEN, False): EventName.TICKET_SHOWN,
    (Aside.MUTED, True): EventName.TICKET_MUTED,
    (Aside.MUTED, False): EventName.TICKET_UNMUTED,
}


async def set_aside(
    tx: Transaction, ticket_id: int, aside: Aside, wanted: bool, *, role: Role
) -> bool:
    """Put the mark on or take it off; false if it is so already. In a muted category a ticket that
    is not muted itself reads as muted still. Raises NotFound and NotPermitted."""
    require(role, Permission.CHANGE_TICKETS)
    ticket = await lock_ticket(tx, ticket_id)
    if (aside in await _marks(tx, ticket_id)) is wanted:
        return False
    set_columns(ticket, **{aside.value: wanted})
    await record(tx, _EVENTS[aside, wanted], ticket_id=ticket_id)
    await finish_change(tx, ticket, texts_stay=True)
    return True


async def _marks(tx: Transaction, ticket_id: int) -> set[str]:
    """The marks that a locked ticket carries."""
    return set(
        await tx.connection.value(
            """
            select array_remove(array[
                       case when is_spam    then 'is_spam'    end,
                       case when is_deleted then 'is_deleted' end,
                       case when is_hidden  then 'is_hidden'  end,
                       case when is_muted   then 'is_muted'   end
                   ], null)
            from tickets
            where community_id = %(community_id)s and ticket_id = %(ticket_id)s
            """,
            {"community_id": tx.community_id, "ticket_id": ticket_id},
        )
    )

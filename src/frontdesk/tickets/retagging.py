"""Renaming, merging and deleting tags with all that follows for the tickets that carry them.

Each locks the tickets first and the tag then, as whoever tags a ticket does; tickets that got the
tag between the two are treated afterwards. One event, not one for each ticket.
"""

from frontdesk.communities.turns import take_turn
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require
from frontdesk.tags.changing import (
    check_name,
    close_tag,
    remove_tag,
    replace_on_replies,
    require_tag,
    write_name,
)
from frontdesk.tickets.assembling import store_documents
from frontdesk.tickets.batches import locked_batches


async def rename_tag(tx: Transaction, tag_id: int, name: str, *, role: Role) -> None:
    """Its tickets show the new name at once. Raises NotFound, NotPermitted, InvalidMember, and
    StateConflict when another tag is called so."""
    require(role, Permission.CHANGE_SETTINGS)
    wanted = check_name(name)
    await take_turn(tx)
    previous = await require_tag(tx, tag_id)
    if wanted == previous:
        return
    await _lock_tickets(tx, tag_id)
    await close_tag(tx, tag_id)
    await write_name(tx, tag_id, wanted)
    await _store(tx, await _lock_tickets(tx, tag_id))
    await record(tx, EventName.TAG_RENAMED, subject_id=tag_id, previous=previous, into=wanted)


async def merge_tags(tx: Transaction, tag_id: int, *, into: int, role: Role) -> int:
    """Tickets and replies with the tag have the tag `into` instead, which keeps its name; those
    that had both, once. How many tickets those were. Raises NotFound, NotPermitted and
    InvalidMember."""
    require(role, Permission.CHANGE_SETTINGS)
    if tag_id == into:
        raise InvalidMember("into", "a tag cannot be merged with itself")
    await take_turn(tx)
    previous, kept = await require_tag(tx, tag_id), await require_tag(tx, into)
    changed = await _take_off(tx, tag_id, into)
    await record(
        tx,
        EventName.TAG_MERGED,
        subject_id=tag_id,
        previous=previous,
        into=kept,
        tickets=changed,
    )
    return changed


async def delete_tag(tx: Transaction, tag_id: int, *, role: Role) -> int:
    """Nothing carries it any more. How many tickets did. Raises NotFound and NotPermitted."""
    require(role, Permission.CHANGE_SETTINGS)
    await take_turn(tx)
    previous = await require_tag(tx, tag_id)
    changed = await _take_off(tx, tag_id, None)
    await record(tx, EventName.TAG_DELETED, subject_id=tag_id, previous=previous, tickets=changed)
    return changed


async def _take_off(tx: Transaction, tag_id: int, into: int | None) -> int:
    await _lock_tickets(tx, tag_id)
    await close_tag(tx, tag_id)
    tickets = await _lock_tickets(tx, tag_id)
    await _replace_on_tickets(tx, tag_id, into)
    await replace_on_replies(tx, tag_id, into)
    await remove_tag(tx, tag_id)
    await _store(tx, tickets)
    return len(tickets)


async def _lock_tickets(tx: Transaction, tag_id: int) -> list[int]:
    """All tickets that carry the tag, each locked until the transaction ends."""
    found = await tx.connection.values(
        "select ticket_id from ticket_tags"
        " where community_id = %(community_id)s and tag_id = %(tag_id)s",
        {"community_id": tx.community_id, "tag_id": tag_id},
    )
    return [ticket_id async for batch in locked_batches(tx, found) for ticket_id in batch]


async def _replace_on_tickets(tx: Transaction, tag_id: int, into: int | None) -> None:
    """The new tag takes the place of the old one; who has it already keeps its place."""
    parameters = {"community_id": tx.community_id, "tag_id": tag_id, "into": into}
    await tx.connection.execute(
        """
        update ticket_tags t
        set tag_id = %(into)s
        where t.community_id = %(community_id)s
          and t.tag_id = %(tag_id)s
          and %(into)s::bigint is not null
          and not exists (
              select
              from ticket_tags o
              where o.community_id = t.community_id
                and o.ticket_id = t.ticket_id
                and o.tag_id = %(into)s::bigint
          )
        """,
        parameters,
    )
    await tx.connection.execute(
        "delete from ticket_tags where community_id = %(community_id)s and tag_id = %(tag_id)s",
        parameters,
    )


async def _store(tx: Transaction, ticket_ids: list[int]) -> None:
    async for batch in locked_batches(tx, ticket_ids):
        await store_documents(tx.connection, tx.community_id, batch)

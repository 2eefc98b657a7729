"""Changing custom fields that tickets hold values of: field, values and documents together.

Each change of a field is one event, with the number of tickets whose values it changed, and not
one event a ticket: it is the field that somebody changed.
"""

from frontdesk.communities.turns import take_turn
from frontdesk.custom_fields.defining import (
    remove_field,
    require_assigned_categories,
    write_definition,
)
from frontdesk.custom_fields.field import CustomField, FieldDefinition, get_field, lock_field
from frontdesk.custom_fields.revision import Revision
from frontdesk.custom_fields.ticket_values import (
    count_tickets_by_values,
    replace_values_of_field,
    tickets_with_field,
    values_of_field,
)
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.tickets.assembling import store_documents
from frontdesk.tickets.batches import locked_batches


async def redefine_field(
    tx: Transaction, field_id: int, definition: FieldDefinition
) -> CustomField:
    """Make the field what `definition` says; the values that tickets hold follow.

    A possible value that is renamed is renamed on tickets, one that is removed is removed from
    them (see `Revision`). Raises NotFound, InvalidMember for an assigned category that is not
    there, and StateConflict while tickets hold values that the new type does not take.
    """
    await take_turn(tx)
    field = await lock_field(tx.connection, tx.community_id, field_id)
    await require_assigned_categories(tx, definition)
    if field.members() == definition.members():
        return field
    revision = Revision(field, definition)
    if revision.restricts:
        await _refuse_unfit_values(tx, field_id, revision)
    await write_definition(tx, field_id, definition)
    changed = await _carry_over(tx, field_id, revision)
    await record(
        tx,
        EventName.CUSTOM_FIELD_UPDATED,
        subject_id=field_id,
        previous=field.members(),
        definition=definition.members(),
        changed_tickets=changed,
    )
    return await get_field(tx.connection, tx.community_id, field_id)


async def _refuse_unfit_values(tx: Transaction, field_id: int, revision: Revision) -> None:
    held = await count_tickets_by_values(tx.connection, tx.community_id, field_id)
    unfit = sum(count for values, count in held if not _fits(values, revision))
    if unfit:
        raise StateConflict(
            f"{unfit} {'ticket holds' if unfit == 1 else 'tickets hold'} a value of this field"
            f" that is not valid for the new definition ({revision.after.type})"
        )


def _fits(values: list[str], revision: Revision) -> bool:
    try:
        revision.renew(values)
    except InvalidMember:
        return False
    return True


async def _carry_over(tx: Transaction, field_id: int, revision: Revision) -> int:
    """Bring the tickets in line with the new definition; the number of changed ones."""
    if not (revision.changes_values or revision.moves_values):
        return 0
    count = 0
    holders = await tickets_with_field(tx.connection, tx.community_id, field_id)
    async for batch in locked_batches(tx, holders):
        held = await values_of_field(tx.connection, tx.community_id, field_id, batch)
        renewed = {ticket_id: revision.renew(values) for ticket_id, values in held.items()}
        changed = {id_: values for id_, values in renewed.items() if values != held[id_]}
        await replace_values_of_field(tx.connection, tx.community_id, field_id, changed)
        stale = batch if revision.moves_values else list(changed)
        await store_documents(tx.connection, tx.community_id, stale)
        count += len(changed)
    return count


async def delete_field(tx: Transaction, field_id: int) -> None:
    """Delete the field and its values on all tickets. Raises NotFound."""
    await take_turn(tx)
    field = await lock_field(tx.connection, tx.community_id, field_id)
    holders = await tickets_with_field(tx.connection, tx.community_id, field_id)
    async for batch in locked_batches(tx, holders):
        nothing: dict[int, list[str]] = {ticket_id: [] for ticket_id in batch}
        await replace_values_of_field(tx.connection, tx.community_id, field_id, nothing)
        await store_documents(tx.connection, tx.community_id, batch)
    await remove_field(tx, field_id)
    await record(
        tx,
        EventName.CUSTOM_FIELD_DELETED,
        subject_id=field_id,
        previous=field.members(),
        changed_tickets=len(holders),
    )

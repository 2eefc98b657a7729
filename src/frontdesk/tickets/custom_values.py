"""Filling in a ticket's custom fields."""

from frontdesk.custom_fields.field import CustomField, hold_field
from frontdesk.custom_fields.new_ticket import require_field_applies
from frontdesk.custom_fields.ticket_values import replace_values_of_field, values_of_field
from frontdesk.custom_fields.values import FieldInput
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.tickets.state import TicketState, finish_change, lock_ticket


async def set_custom_field(
    tx: Transaction, ticket_id: int, field_id: int, value: FieldInput | None
) -> None:
    """Give the ticket this value of the field in place of any other; None clears it.

    Idempotent. Raises NotFound, and InvalidMember for a field that is not there or belongs to
    other categories, a value that it does not take, and for clearing a required one.
    """
    field = await hold_field(tx.connection, tx.community_id, field_id)  # before the ticket's lock
    ticket = await lock_ticket(tx, ticket_id)
    if field is None:
        raise InvalidMember("id", f"no custom field has the id {field_id}")
    values = _values_for(field, ticket, value)
    held = await values_of_field(tx.connection, tx.community_id, field_id, [ticket_id])
    previous = held.get(ticket_id, [])
    if previous == values:
        return
    await replace_values_of_field(tx.connection, tx.community_id, field_id, {ticket_id: values})
    await record(
        tx,
        EventName.TICKET_CUSTOM_FIELD_CHANGED,
        ticket_id=ticket_id,
        subject_id=field_id,
        field_id=field_id,
        previous=previous,
        values=values,
    )
    await finish_change(tx, ticket, texts_stay=True, retells=True)


def _values_for(field: CustomField, ticket: TicketState, value: FieldInput | None) -> list[str]:
    values = [] if value is None else field.canonical(value, member="value")
    if values:
        require_field_applies(field, ticket.category_id, member="id")
    elif field.is_required and field.applies_to(ticket.category_id):
        raise InvalidMember("value", f"field {field.field_id} is required and cannot be cleared")
    return values

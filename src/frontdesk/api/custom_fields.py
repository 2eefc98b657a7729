"""Custom fields over the API, and what tickets hold of them."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, encode, success
from frontdesk.custom_fields.defining import add_field
from frontdesk.custom_fields.field import get_field, list_fields
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import custom_values, redefining
from frontdesk.tickets.field_search import list_ticket_ids, settle_field_values
from frontdesk.tickets.redaction import hidden_fields
from frontdesk.wire.custom_fields import (
    DefineCustomField,
    FindTicketIds,
    FindTicketIdsQuery,
    UpdateCustomField,
    custom_field_answer,
)


async def list_custom_fields(call: Call) -> HttpAnswer:
    """All custom fields of the community by `order`, then id; hidden ones too."""
    async with call.reading() as connection:
        fields = await list_fields(connection, call.community_id)
    return success([custom_field_answer(field) for field in fields])


async def add_custom_field(call: Call) -> HttpAnswer:
    """Adds a custom field. Tickets that are there already get no value of it."""
    body: DefineCustomField = call.body
    async with call.writing() as tx:
        field = await add_field(tx, body.definition())
    return call.tagged(encode(custom_field_answer(field)))


async def get_custom_field(call: Call) -> HttpAnswer:
    """One custom field."""
    async with call.reading() as connection:
        field = await get_field(connection, call.community_id, call.path["id"])
    return call.tagged(encode(custom_field_answer(field)))


async def update_custom_field(call: Call) -> HttpAnswer:
    """Replaces the whole definition; what is left out gets its default.

    A possible value that is gone is removed from tickets, unless a new one stands at its `order`:
    then it is renamed on tickets. Another type is refused (409) while tickets hold values that it
    does not take.
    """
    body: DefineCustomField = call.body
    async with call.writing() as tx:
        field = await redefining.redefine_field(tx, call.path["id"], body.definition())
    return call.tagged(encode(custom_field_answer(field)))


async def delete_custom_field(call: Call) -> HttpAnswer:
    """Deletes the field and its values on all tickets."""
    async with call.writing() as tx:
        await redefining.delete_field(tx, call.path["id"])
    return DONE


async def list_ids_by_fields(call: Call) -> HttpAnswer:
    """The ids, ascending, of tickets that have all of these custom fields with these values.

    A field without `value` (or with null): any value. An empty array: all tickets.
    """
    body: FindTicketIds = call.body
    query: FindTicketIdsQuery = call.query
    async with call.reading() as connection:
        hidden = await hidden_fields(connection, call.community_id, call.access.role)
        wanted = await settle_field_values(connection, call.community_id, body.filter(), hidden)
        ids = await list_ticket_ids(
            connection, call.community_id, wanted, skip=query.skip, take=query.page_size()
        )
    return success(ids)


async def update_ticket_field(call: Call) -> HttpAnswer:
    """Gives the ticket this value of a custom field in place of any other; null clears it."""
    body: UpdateCustomField = call.body
    async with call.writing() as tx:
        await custom_values.set_custom_field(tx, call.path["ticketId"], body.id, body.value)
    return DONE

"""Opening tickets over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import success
from frontdesk.api.thread_parts import attachments_of
from frontdesk.custom_fields.new_ticket import FieldGiven, values_for_new_ticket
from frontdesk.database.transaction import Transaction
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.finding import find_or_add_client
from frontdesk.tickets.enums import Sentiment
from frontdesk.tickets.opening import NewTicket, open_ticket
from frontdesk.wire.opening import CreateTicket


async def create_ticket(call: Call) -> HttpAnswer:
    """Opens a ticket and answers its id.

    The creator is found by e-mail address, then by customIdentifier; else a new client is made.
    """
    async with call.writing() as tx:
        ticket_id = await open_ticket(tx, await _new_ticket(call, tx, call.body))
    return success(ticket_id)


async def _new_ticket(call: Call, tx: Transaction, body: CreateTicket) -> NewTicket:
    values = await values_for_new_ticket(
        tx.connection,
        tx.community_id,
        [FieldGiven(field_id=field.id, value=field.value) for field in body.custom_fields or ()],
        category_id=body.category_id,
    )
    return NewTicket(
        title=body.title,
        message=body.written(),
        attachments=await attachments_of(call, tx, body.attachments),
        author_id=await find_or_add_client(tx, body.creator.contact()),
        assignee_id=body.assignee_id,
        category_id=body.category_id,
        cc=body.in_copy(),
        custom_values=values,
        sentiment=body.sentiment or Sentiment.QUESTION,
        source_name=body.source_name,
        tags=body.tags or [],
    )

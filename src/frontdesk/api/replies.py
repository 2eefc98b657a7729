"""Replies over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import DONE, success
from frontdesk.api.thread_parts import attachments_of
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import replying
from frontdesk.tickets.lookup import require_ticket
from frontdesk.tickets.replies import list_replies, require_reply
from frontdesk.wire import replies as wire
from frontdesk.wire.paging import Page
from frontdesk.wire.threads import describe_replies


async def create_reply(call: Call) -> HttpAnswer:
    """Answers a ticket.

    A sent reply by the team takes an open ticket to pending, one by the client back to open,
    unless `suppressTicketStatusAutoupdate`. A draft changes nothing but `hasDraft`.
    """
    body: wire.CreateReply = call.body
    ticket_id = call.path["ticketId"]
    async with call.writing() as tx:
        attachments = await attachments_of(call, tx, body.attachments)
        reply_id = await replying.reply(tx, ticket_id, body.new_reply(attachments))
        reply = await require_reply(tx.connection, call.community_id, ticket_id, reply_id)
        [described] = await describe_replies(tx.connection, call.community_id, [reply])
    return success(described)


async def list_ticket_replies(call: Call) -> HttpAnswer:
    """The ticket's replies, oldest first, drafts included."""
    page: Page = call.query
    ticket_id = call.path["ticketId"]
    async with call.reading() as connection:
        await require_ticket(connection, call.community_id, ticket_id)
        replies = await list_replies(
            connection, call.community_id, ticket_id, skip=page.skip, take=page.limit()
        )
        return success(await describe_replies(connection, call.community_id, replies))


async def replace_reply_tags(call: Call) -> HttpAnswer:
    """Gives the reply these tags and no others, in this order; new ones are made."""
    async with call.writing() as tx:
        await replying.replace_reply_tags(
            tx, call.path["ticketId"], call.path["replyId"], call.body
        )
    return DONE

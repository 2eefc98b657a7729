"""Tickets over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import success_of_list
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets import lookup, paging
from frontdesk.tickets.cursor import write_cursor
from frontdesk.tickets.field_search import settle_field_values
from frontdesk.tickets.redaction import hidden_fields, redact_document, redact_documents
from frontdesk.tickets.searching import narrow_to_query
from frontdesk.wire.tickets import ListTickets, ListTicketsQuery


async def list_tickets(call: Call) -> HttpAnswer:
    """Tickets that hold all given members, at most 50 a call. Every member is optional.

    While more follow, the answer's `Link` header holds the address of the next page.
    """
    body: ListTickets = call.body
    query: ListTicketsQuery = call.query
    asked = narrow_to_query(body.filter(), call.community_id, body.search_query(), call.access.role)
    async with call.reading() as connection:
        hidden = await hidden_fields(connection, call.community_id, call.access.role)
        wanted = await settle_field_values(connection, call.community_id, asked, hidden)
        page = await paging.list_tickets(
            connection,
            call.community_id,
            wanted,
            order=body.order(),
            start=body.start(query.cursor),
            take=body.page_size(),
            now=call.parts.clock(),
        )
    headers = {}
    if page.next is not None:
        headers["Link"] = f'</tickets/list?cursor={write_cursor(page.next)}>; rel="next"'
    return success_of_list(redact_documents(page.documents, hidden), headers)


async def get_ticket(call: Call) -> HttpAnswer:
    """One ticket."""
    async with call.reading() as connection:
        hidden = await hidden_fields(connection, call.community_id, call.access.role)
        document = await lookup.get_document(
            connection, call.community_id, call.path["ticketId"], now=call.parts.clock()
        )
    return call.tagged(redact_document(document, hidden))

"""The ticket log over the API."""

from frontdesk.api.call import Call
from frontdesk.api.envelope import success
from frontdesk.categories.category import names_of_categories
from frontdesk.kit.http import HttpAnswer
from frontdesk.tickets.document import CategoryReference
from frontdesk.tickets.log import list_log
from frontdesk.tickets.lookup import require_ticket
from frontdesk.tickets.redaction import fields_shown_in_log, redact_entry
from frontdesk.wire.log import ListLog, compose, describe_entry
from frontdesk.wire.paging import Page
from frontdesk.wire.threads import users_by_id


async def get_log(call: Call) -> HttpAnswer:
    """What was done to the ticket, by whom and when, newest first."""
    body: ListLog = call.body
    page: Page = call.query
    ticket_id = call.path["ticketId"]
    async with call.reading() as connection:
        await require_ticket(connection, call.community_id, ticket_id)
        entries = await list_log(
            connection,
            call.community_id,
            ticket_id,
            names=body.names(),
            skip=page.skip,
            take=page.limit(),
        )
        shown = await fields_shown_in_log(connection, call.community_id, call.access.role)
        entries = [redact_entry(entry, shown) for entry in entries]
        sentences = [compose(entry) for entry in entries]
        named = {person for sentence in sentences for person in sentence.users}
        users = await users_by_id(connection, call.community_id, named)
        chosen = {category for sentence in sentences for category in sentence.categories}
        names = await names_of_categories(connection, call.community_id, chosen)
    categories = {each: CategoryReference(id=each, name=name) for each, name in names.items()}
    return success(
        [
            describe_entry(entry, sentence, users=users, categories=categories)
            for entry, sentence in zip(entries, sentences, strict=True)
        ]
    )

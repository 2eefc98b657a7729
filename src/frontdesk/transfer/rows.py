"""The rows that a ticket in the API's form becomes, in the column order of `staging`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from frontdesk.communities.community import Community
from frontdesk.kit.clock import parse_ticks
from frontdesk.response_times.rules import ResponseRules
from frontdesk.tickets.document import Ticket, encode_document
from frontdesk.tickets.search_index import head_parts
from frontdesk.tickets.search_vector import search_vector

Rows = Iterator[tuple[Any, ...]]  # Any: whatever psycopg adapts


def tickets(loaded: Iterable[Ticket], community: Community, rules: ResponseRules) -> Rows:
    for ticket in loaded:
        flags = ticket.properties
        category_id = ticket.category.id if ticket.category else None
        last_activity = parse_ticks(ticket.last_thread_element_creation_time)
        yield (
            community.community_id,
            ticket.id,
            ticket.title,
            ticket.author.id,
            ticket.locked_by.id if ticket.locked_by else None,
            category_id,
            ticket.status.value,
            ticket.source.value,
            ticket.detailed_source,
            ticket.source_name,
            ticket.sentiment.value,
            ticket.original_link,
            parse_ticks(ticket.creation_time),
            last_activity,
            rules.expiry(ticket.status.value, last_activity, category_id),
            ticket.reply_count,
            flags.is_anonymized,
            flags.is_muted,
            flags.has_attachments,
            flags.has_draft,
            flags.is_assigned_to_bot,
            flags.is_deleted,
            flags.is_hidden,
            flags.is_spam,
            flags.is_sensitive,
            ticket.reply_count,
            last_activity,
            flags.has_attachments and not ticket.attachments,
            flags.has_draft,
        )


def documents(
    loaded: Iterable[Ticket], community: Community, as_known_here: Callable[[Ticket], Ticket]
) -> Rows:
    """`as_known_here` gives the ticket that the document shows: with the names that its people and
    its category have in this community."""
    for ticket in loaded:
        yield community.community_id, ticket.id, encode_document(as_known_here(ticket)).decode()


def messages(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        yield community.community_id, ticket.id, ticket.message, ticket.html_message


def ticket_tags(loaded: Iterable[Ticket], community: Community, tag_ids: Mapping[str, int]) -> Rows:
    for ticket in loaded:
        place = _place(ticket) if ticket.tags else ()
        for position, name in enumerate(ticket.tags):
            yield community.community_id, ticket.id, position, tag_ids[name], *place


def custom_values(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        place = _place(ticket) if ticket.custom_fields else ()
        for position, value in enumerate(ticket.custom_fields):
            yield community.community_id, ticket.id, value.id, position, value.value, *place


def _place(ticket: Ticket) -> tuple[Any, ...]:
    """Where in a list the ticket has its place."""
    return (
        ticket.status.value,
        parse_ticks(ticket.last_thread_element_creation_time),
        parse_ticks(ticket.creation_time),
    )


def search(
    loaded: Iterable[Ticket], community: Community, as_known_here: Callable[[Ticket], Ticket]
) -> Rows:
    for ticket in loaded:
        author = as_known_here(ticket).author
        people = " ".join(filter(None, (author.name, author.email)))
        head = head_parts(ticket.id, ticket.title, people, ticket.message)
        yield (
            community.community_id,
            ticket.id,
            parse_ticks(ticket.creation_time),
            parse_ticks(ticket.last_thread_element_creation_time),
            search_vector(community.community_id, head),
        )


def attachments(loaded: Iterable[Ticket], community: Community) -> Rows:
    for ticket in loaded:
        for position, file in enumerate(ticket.attachments):
            yield (
                community.community_id,
                ticket.id,
                position,
                file.name,
                file.url,
                file.is_content_part,
            )

"""From events of the journal to the bodies that webhooks send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection
from frontdesk.events.feed import FeedEvent
from frontdesk.tickets.lookup import documents_by_id
from frontdesk.tickets.notes import deleted_notes, notes_by_id
from frontdesk.tickets.replies import replies_by_id
from frontdesk.wire.threads import describe_notes, describe_replies
from frontdesk.wire.webhook_events import HEARD_AS, ObjectType, WebhookEvent
from frontdesk.wire.webhook_payload import compose_payload


@dataclass(frozen=True, kw_only=True)
class Composed:
    event: FeedEvent
    event_type: WebhookEvent
    body: bytes


async def compose_bodies(
    connection: Connection,
    community: Community,
    events: Sequence[FeedEvent],
    *,
    public_address: str,
    now: int,
) -> dict[int, Composed]:
    """The bodies by the event's id; events that no webhook hears of are left out.

    Tickets, replies and notes are as they stand now, which may be after the event; a note that was
    deleted since is as it was then.
    """
    heard = [event for event in events if event.name in HEARD_AS]
    inbox = f"{public_address}/inbox/{community.short_name}"
    ticket_ids = {event.ticket_id for event in heard if event.ticket_id is not None}
    tickets = await documents_by_id(connection, community.community_id, ticket_ids, now=now)
    elements = await _elements(connection, community.community_id, heard)
    composed = {}
    for event in heard:
        if event.ticket_id is None or event.ticket_id not in tickets:
            continue
        body = compose_payload(
            event,
            tickets[event.ticket_id],
            elements.get(_key(event)),
            community_name=community.name,
            inbox=inbox,
        )
        composed[event.event_id] = Composed(event=event, event_type=HEARD_AS[event.name], body=body)
    return composed


Key = tuple[ObjectType, int]


def _key(event: FeedEvent) -> Key:
    kind = HEARD_AS[event.name].object_type
    about = event.subject_id if kind in (ObjectType.REPLY, ObjectType.NOTE) else None
    return kind, int(about or 0)


async def _elements(
    connection: Connection, community_id: int, events: Iterable[FeedEvent]
) -> dict[Key, bytes]:
    """The replies and notes that the events are about, in the API's form."""
    replies = {number for kind, number in map(_key, events) if kind is ObjectType.REPLY}
    notes = {
        number: event.ticket_id
        for event in events
        if (key := _key(event))[0] is ObjectType.NOTE and (number := key[1])
    }
    found: dict[Key, bytes] = {}
    if replies:
        stored = await replies_by_id(connection, community_id, replies)
        for reply in await describe_replies(connection, community_id, stored):
            found[ObjectType.REPLY, reply.id] = msgspec.json.encode(reply)
    if notes:
        found |= await _notes(connection, community_id, notes)
    return found


async def _notes(
    connection: Connection, community_id: int, tickets: dict[int, int | None]
) -> dict[Key, bytes]:
    """By the ids of their tickets."""
    stored = await notes_by_id(connection, community_id, tickets)
    gone = tickets.keys() - {note.note_id for note in stored}
    if gone:
        of = {number for note_id in gone if (number := tickets[note_id]) is not None}
        deleted = await deleted_notes(connection, community_id, of)
        stored += [note for note in deleted if note.note_id in gone]
    described = await describe_notes(connection, community_id, stored)
    return {(ObjectType.NOTE, note.id): msgspec.json.encode(note) for note in described}

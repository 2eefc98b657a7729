"""Sensitive custom field values, kept from callers who may not see them.

Whoever may see them costs no query. For the others a sensitive field is as if no ticket had it:
in documents, in filters (`tickets.field_search`) and in what the journal says of changes.
"""

from dataclasses import replace
from typing import TypeVar

import msgspec

from frontdesk.custom_fields.field import list_fields, sensitive_field_ids
from frontdesk.database.pool import Connection
from frontdesk.events.feed import FeedEvent
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, may
from frontdesk.tickets.document import Ticket, encode_document
from frontdesk.tickets.log import LogEntry

Entry = TypeVar("Entry", LogEntry, FeedEvent)

_decoder = msgspec.json.Decoder(Ticket)


async def hidden_fields(connection: Connection, community_id: int, role: Role) -> frozenset[int]:
    """The fields whose values are kept from this role."""
    if may(role, Permission.SEE_SENSITIVE_VALUES):
        return frozenset()
    return frozenset(await sensitive_field_ids(connection, community_id))


def redact_documents(documents: list[bytes], hidden: frozenset[int]) -> list[bytes]:
    """The documents without values of the hidden fields."""
    return [_redact(each, hidden) for each in documents] if hidden else documents


def redact_document(document: bytes, hidden: frozenset[int]) -> bytes:
    return _redact(document, hidden) if hidden else document


def _redact(document: bytes, hidden: frozenset[int]) -> bytes:
    ticket = _decoder.decode(document)
    shown = [value for value in ticket.custom_fields if value.id not in hidden]
    if len(shown) == len(ticket.custom_fields):
        return document
    return encode_document(msgspec.structs.replace(ticket, custom_fields=shown))


async def fields_shown_in_log(
    connection: Connection, community_id: int, role: Role
) -> frozenset[int] | None:
    """The fields whose former values this role may see; None: all.

    Values of a deleted field stay hidden: nothing tells any more whether it was sensitive.
    """
    if may(role, Permission.SEE_SENSITIVE_VALUES):
        return None
    fields = await list_fields(connection, community_id)
    return frozenset(field.field_id for field in fields if not field.is_sensitive_data)


def redact_entry(entry: Entry, shown: frozenset[int] | None) -> Entry:
    """The entry without values of a custom field that may not be shown."""
    if (
        shown is None
        or entry.name != EventName.TICKET_CUSTOM_FIELD_CHANGED
        or entry.data["field_id"] in shown
    ):
        return entry
    return replace(entry, data={**entry.data, "previous": None, "values": None})

"""The document of a ticket after a change that it shows: only the members in question are put in
anew, everything else stays byte by byte."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Raw
from msgspec.json import Decoder, Encoder

from frontdesk.kit.clock import format_ticks

_MEMBERS: Final = {"status": "status", "reply_count": "replyCount"}
_PROPERTIES: Final = {
    "has_attachments": "hasAttachments",
    "has_draft": "hasDraft",
    "is_assigned_to_bot": "isAssignedToBot",
    "is_deleted": "isDeleted",
    "is_hidden": "isHidden",
    "is_spam": "isSpam",
}
_UNSEEN: Final = {"cc"}
SEEN_ALONE: Final = _MEMBERS.keys() | _PROPERTIES.keys() | {"last_activity"} | _UNSEEN
"""Columns of `tickets` of which a document shows nothing but themselves."""

_decoder: Final = Decoder(dict[str, Raw])
_encode: Final = Encoder().encode


def amend_document(
    document: bytes,
    columns: Mapping[str, Any],  # Any: whatever they hold
    members: Mapping[str, Any],
) -> bytes:
    """With other values of columns, all of them from SEEN_ALONE, and with other `members`, which
    are named as in the document."""
    fresh = {_MEMBERS[name]: value for name, value in columns.items() if name in _MEMBERS}
    if "last_activity" in columns:
        fresh["lastThreadElementCreationTime"] = format_ticks(columns["last_activity"])
    marks = {_PROPERTIES[name]: value for name, value in columns.items() if name in _PROPERTIES}
    if "lockedBy" in members:
        marks["isLocked"] = members["lockedBy"] is not None
    parts = _decoder.decode(document)
    if marks:
        fresh["properties"] = Raw(_put(_decoder.decode(parts["properties"]), marks))
    return _put(parts, {**fresh, **members})


def _put(parts: dict[str, Raw], fresh: Mapping[str, Any]) -> bytes:
    assert fresh.keys() <= parts.keys(), "a document has all its members"
    return _encode({**parts, **fresh})

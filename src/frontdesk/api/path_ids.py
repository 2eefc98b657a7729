"""The ids in an address: positive integers, but for the names listed here, which are GUIDs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from frontdesk.errors import NotFound
from frontdesk.tickets.document import MAX_ID

GUIDS: Final = frozenset({"fileId", "teammateId"})

_NUMBER: Final = re.compile(r"[0-9]{1,19}")
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class PathIds:
    numbers: Mapping[str, int]
    guids: Mapping[str, UUID]


def read_path_ids(texts: Mapping[str, str]) -> PathIds:
    """Raises NotFound for what is no id or no GUID: nothing can be there."""
    if not texts:
        return _NONE
    return PathIds(
        numbers={name: _read_id(text) for name, text in texts.items() if name not in GUIDS},
        guids={name: _read_guid(text) for name, text in texts.items() if name in GUIDS},
    )


_NONE: Final = PathIds({}, {})


def _read_id(text: str) -> int:
    if _NUMBER.fullmatch(text) and 1 <= (number := int(text)) <= MAX_ID:
        return number
    raise NotFound(f"{text[:40]!r} is no id")


def _read_guid(text: str) -> UUID:
    if _GUID.fullmatch(text):
        return UUID(text)
    raise NotFound(f"{text[:40]!r} is no GUID")


def id_schema(name: str) -> dict[str, Any]:
    """The JSON schema of the path parameter `name`."""
    if name in GUIDS:
        return {"type": "string", "format": "uuid"}
    return {"type": "integer", "minimum": 1, "maximum": MAX_ID}

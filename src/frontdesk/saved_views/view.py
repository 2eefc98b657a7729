"""Saved views as they are read: a teammate's own and those that others share, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection
from frontdesk.errors import NotFound
from frontdesk.saved_views.vanished import Vanished, find_vanished
from frontdesk.saved_views.view_filter import ViewFilter, decode_filter


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """`filter` None: it was saved by a newer frontdesk, and can be replaced or deleted.
    `vanished`: what it names and is no longer there; such a part lets no ticket through."""

    view_id: int
    owner_id: UUID
    name: str
    is_shared: bool
    position: int
    filter: ViewFilter | None
    vanished: tuple[Vanished, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoredView:
    """As the table has it."""

    view_id: int
    owner_id: UUID
    name: str
    is_shared: bool
    position: int
    filter: bytes


SELECT: Final[LiteralString] = """
select v.view_id, v.owner_id, v.name, v.is_shared, v.position, v.filter
from saved_views v
where v.community_id = %(community_id)s
  and (v.owner_id = %(person_id)s or v.is_shared)
"""


async def list_views(connection: Connection, community_id: int, person_id: UUID) -> list[SavedView]:
    """What the teammate finds beside their lists: their own views, then what others share."""
    stored = await connection.rows(
        StoredView,
        SELECT + "order by v.owner_id <> %(person_id)s, v.position, v.view_id",
        {"community_id": community_id, "person_id": person_id},
    )
    return await _read(connection, community_id, stored)


async def require_view(
    connection: Connection, community_id: int, person_id: UUID, view_id: int
) -> SavedView:
    """Raises NotFound, for somebody else's private view too."""
    stored = await connection.rows(
        StoredView,
        SELECT + "and v.view_id = %(view_id)s",
        {"community_id": community_id, "person_id": person_id, "view_id": view_id},
    )
    if not stored:
        raise NotFound(f"no saved view has the id {view_id}")
    [view] = await _read(connection, community_id, stored)
    return view


async def _read(
    connection: Connection, community_id: int, stored: Sequence[StoredView]
) -> list[SavedView]:
    filters = [decode_filter(each.filter) for each in stored]
    vanished = await find_vanished(connection, community_id, [each for each in filters if each])
    return [
        SavedView(
            view_id=each.view_id,
            owner_id=each.owner_id,
            name=each.name,
            is_shared=each.is_shared,
            position=each.position,
            filter=wanted,
            vanished=() if wanted is None else vanished.named_by(wanted),
        )
        for each, wanted in zip(stored, filters, strict=True)
    ]

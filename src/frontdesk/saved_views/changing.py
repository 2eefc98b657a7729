"""Saving views: everybody their own; shared ones are changed by their owner and administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember, NotFound, NotPermitted
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, may, require
from frontdesk.saved_views.vanished import find_vanished
from frontdesk.saved_views.view import SELECT, StoredView
from frontdesk.saved_views.view_filter import ViewFilter, check_filter, decode_filter, encode_filter

LONGEST_NAME: Final = 100
MOST_VIEWS: Final = 200


@dataclass(frozen=True, kw_only=True)
class ViewDraft:
    """A view as somebody wants it to be."""

    name: str
    filter: ViewFilter
    is_shared: bool = False


async def save_view(tx: Transaction, draft: ViewDraft, *, role: Role) -> int:
    """The id of the new view, which stands last among the actor's own.

    Raises InvalidMember, also for a filter that names something that is not there, and
    NotPermitted for sharing by somebody who may only read.
    """
    _require_sharing(draft, role)
    name = _check(draft)
    await _require_present(tx, draft.filter)
    position = await _next_position(tx)
    view_id: int = await tx.connection.value(
        _INSERT,
        {
            "community_id": tx.community_id,
            "owner_id": tx.actor_id,
            "name": name,
            "is_shared": draft.is_shared,
            "position": position,
            "filter": encode_filter(draft.filter),
        },
    )
    await record(
        tx,
        EventName.SAVED_VIEW_CREATED,
        subject_id=view_id,
        title=name,
        owner_id=tx.actor_id,
        is_shared=draft.is_shared,
    )
    return view_id


async def update_view(tx: Transaction, view_id: int, draft: ViewDraft, *, role: Role) -> None:
    """Rename it, share it or not, let it show something else. What vanished since it was saved may
    stay in it, nothing else that is not there.

    Raises NotFound, NotPermitted and InvalidMember.
    """
    view = await _lock_changeable(tx, view_id, role)
    if draft.is_shared != view.is_shared:
        _require_sharing(draft, role)
    name, wanted = _check(draft), encode_filter(draft.filter)
    if (name, draft.is_shared, wanted.encode()) == (view.name, view.is_shared, view.filter):
        return
    await _require_present(tx, draft.filter, former=decode_filter(view.filter))
    await tx.connection.execute(
        _UPDATE,
        {
            "community_id": tx.community_id,
            "view_id": view_id,
            "name": name,
            "is_shared": draft.is_shared,
            "filter": wanted,
        },
    )
    await record(
        tx,
        EventName.SAVED_VIEW_UPDATED,
        subject_id=view_id,
        title=name,
        owner_id=view.owner_id,
        is_shared=draft.is_shared,
    )


async def reorder_views(tx: Transaction, view_ids: Sequence[int]) -> None:
    """Put the actor's own views into this order; own ones that are not named follow as they were.
    Ids of other views count not. A matter of taste: the journal keeps nothing."""
    await tx.connection.execute(
        """
        update saved_views v
        set position = fresh.position
        from (
            select w.view_id,
                   row_number() over (order by g.position nulls last, w.position, w.view_id)
                       as position
            from saved_views w
            left join unnest(%(ids)s::bigint[]) with ordinality as g (view_id, position)
                   on g.view_id = w.view_id
            where w.community_id = %(community_id)s and w.owner_id = %(owner_id)s
        ) as fresh
        where v.community_id = %(community_id)s and v.view_id = fresh.view_id
        """,
        {
            "community_id": tx.community_id,
            "owner_id": tx.actor_id,
            "ids": list(dict.fromkeys(view_ids)),
        },
    )


async def delete_view(tx: Transaction, view_id: int, *, role: Role) -> None:
    """Raises NotFound and NotPermitted."""
    view = await _lock_changeable(tx, view_id, role)
    await tx.connection.execute(
        "delete from saved_views where community_id = %s and view_id = %s",
        [tx.community_id, view_id],
    )
    await record(
        tx,
        EventName.SAVED_VIEW_DELETED,
        subject_id=view_id,
        title=view.name,
        owner_id=view.owner_id,
        is_shared=view.is_shared,
    )


async def _lock_changeable(tx: Transaction, view_id: int, role: Role) -> StoredView:
    view = await tx.connection.row(
        StoredView,
        SELECT + "and v.view_id = %(view_id)s for update",
        {"community_id": tx.community_id, "person_id": tx.actor_id, "view_id": view_id},
    )
    if view is None:
        raise NotFound(f"no saved view has the id {view_id}")
    if view.owner_id != tx.actor_id and not may(role, Permission.CHANGE_SETTINGS):
        raise NotPermitted("a shared view is changed by its owner or by an administrator")
    return view


def _require_sharing(draft: ViewDraft, role: Role) -> None:
    require(role, Permission.READ_TICKETS)
    if draft.is_shared:
        require(role, Permission.CHANGE_TICKETS)


def _check(draft: ViewDraft) -> str:
    """The name as it is kept. Raises InvalidMember."""
    name = draft.name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidMember("name", f"expected 1 to {LONGEST_NAME} characters")
    check_filter(draft.filter)
    return name


async def _require_present(
    tx: Transaction, wanted: ViewFilter, *, former: ViewFilter | None = None
) -> None:
    vanished = await find_vanished(tx.connection, tx.community_id, [wanted])
    accepted = () if former is None else vanished.named_by(former)
    for each in vanished.named_by(wanted):
        if each not in accepted:
            raise InvalidMember("filter", f"there is no {each.kind} {each.name}")


async def _next_position(tx: Transaction) -> int:
    parameters = {"community_id": tx.community_id, "owner_id": tx.actor_id}
    count: int = await tx.connection.value(_COUNT, parameters)
    if count >= MOST_VIEWS:
        raise InvalidMember("", f"expected at most {MOST_VIEWS} views of one teammate")
    last: int = await tx.connection.value(_LAST, parameters)
    return last + 1


_COUNT: Final[LiteralString] = """
select count(*) from saved_views where community_id = %(community_id)s and owner_id = %(owner_id)s
"""

_LAST: Final[LiteralString] = """
select coalesce(max(position), 0)
from saved_views
where community_id = %(community_id)s and owner_id = %(owner_id)s
"""

_INSERT: Final[LiteralString] = """
insert into saved_views (community_id, owner_id, name, is_shared, position, filter)
values (%(community_id)s, %(owner_id)s, %(name)s, %(is_shared)s, %(position)s, %(filter)s)
returning view_id
"""

_UPDATE: Final[LiteralString] = """
update saved_views
set name = %(name)s, is_shared = %(is_shared)s, filter = %(filter)s
where community_id = %(community_id)s and view_id = %(view_id)s
"""

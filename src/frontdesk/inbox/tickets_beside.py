"""What a list depends on beside its tickets: what the visitor sees, views, categories, counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from frontdesk.categories.tree import CategoryTree, load_tree
from frontdesk.database.pool import Connection
from frontdesk.inbox.tickets_views import LISTED
from frontdesk.inbox.visit import Visit
from frontdesk.saved_views.view import SavedView, list_views
from frontdesk.tickets.counting import (
    Counts,
    StatusCounts,
    count_expired,
    count_mentions,
    read_counts,
)
from frontdesk.tickets.field_search import settle_field_values
from frontdesk.tickets.paging import count_listed
from frontdesk.tickets.redaction import hidden_fields
from frontdesk.tickets.unsent import count_unsent
from frontdesk.tickets.visibility import Visibility, visibility_of

MOST_IN_SAVED: Final = 100
_MOST_COUNTED_VIEWS: Final = 12
COUNTED_NOW: Final = frozenset({"expired", "mentions", "drafts"})
"""Views of which no total is kept."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """All that the page takes from the database apart from tickets."""

    visibility: Visibility
    tree: CategoryTree
    saved: list[SavedView]
    counts: Mapping[str, int]
    in_categories: Mapping[int | None, StatusCounts]


async def read_beside(connection: Connection, visit: Visit, *, counted: bool = True) -> Beside:
    """All of it; unless `counted` only what the list itself depends on."""
    community_id, me = visit.community.community_id, visit.teammate.person_id
    visibility = await visibility_of(connection, community_id, me, visit.role)
    tree = await load_tree(connection, community_id)
    if not counted:
        return Beside(visibility=visibility, tree=tree, saved=[], counts={}, in_categories={})
    counts = await read_counts(connection, community_id, person_id=me, visibility=visibility)
    return Beside(
        visibility=visibility,
        tree=tree,
        saved=await list_views(connection, community_id, me),
        counts=_by_view(counts) | await _counted_now(connection, visit, visibility),
        in_categories=counts.categories,
    )


def _by_view(counts: Counts) -> dict[str, int]:
    return {
        "mine": counts.mine.unfinished,
        "unassigned": counts.unassigned.unfinished,
        "open": counts.all.open,
        "pending": counts.all.pending,
        "completed": counts.all.completed,
        "unfinished": counts.all.unfinished,
        "all": counts.all.unfinished + counts.all.completed,
        "spam": counts.spam.unfinished + counts.spam.completed,
    }


async def _counted_now(
    connection: Connection, visit: Visit, visibility: Visibility
) -> dict[str, int]:
    """What no total is kept of; each ends at `MOST_COUNTED`."""
    community_id, me, now = visit.community.community_id, visit.teammate.person_id, visit.now
    drafts = LISTED["drafts"].filter.ticket_filter(me, now=now)
    return {
        "expired": await count_expired(connection, community_id, now=now, visibility=visibility),
        "mentions": await count_mentions(connection, community_id, me, visibility=visibility),
        "drafts": await count_unsent(
            connection, community_id, drafts, me, now=now, visibility=visibility
        ),
    }


async def count_saved(connection: Connection, visit: Visit, beside: Beside) -> dict[int, int]:
    """How many tickets the first saved views hold, as far as a small count goes; asked for when
    the page is there already."""
    community_id, me, now = visit.community.community_id, visit.teammate.person_id, visit.now
    hidden = await hidden_fields(connection, community_id, visit.role)
    counts = {}
    for saved in beside.saved[:_MOST_COUNTED_VIEWS]:
        if saved.filter is None or saved.filter.query or saved.filter.has_composition:
            continue
        wanted = saved.filter.ticket_filter(me, now=now)
        counts[saved.view_id] = await count_listed(
            connection,
            community_id,
            await settle_field_values(connection, community_id, wanted, hidden),
            now=now,
            visibility=beside.visibility,
            most=MOST_IN_SAVED,
        )
    return counts

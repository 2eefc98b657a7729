"""How many tickets there are, for the views and the category tree of the inbox.

Kept up by the database itself (`ticket_counts`): each change of a ticket appends what it changes,
in its own transaction. Spam is counted as spam only, deleted tickets are not counted.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection, Parameters
from frontdesk.tickets.enums import TicketStatus
from frontdesk.tickets.visibility import EVERYTHING, Visibility, may_see, seen_predicate

MOST_COUNTED: Final = 1000
"""Counts that are made while somebody waits end here: "999+"."""

_TIDY_AFTER: Final = 500


@dataclass(frozen=True, kw_only=True)
class StatusCounts:
    open: int = 0
    pending: int = 0
    completed: int = 0

    @property
    def unfinished(self) -> int:
        return self.open + self.pending

    def __add__(self, other: "StatusCounts") -> "StatusCounts":
        return StatusCounts(
            open=self.open + other.open,
            pending=self.pending + other.pending,
            completed=self.completed + other.completed,
        )


NONE: Final = StatusCounts()


@dataclass(frozen=True, kw_only=True)
class Counts:
    """`mine` and `unassigned` by status as the rest; `categories` has those that hold tickets,
    without their subcategories; None: uncategorized."""

    all: StatusCounts = NONE
    mine: StatusCounts = NONE
    unassigned: StatusCounts = NONE
    drafts: StatusCounts = NONE
    spam: StatusCounts = NONE
    categories: Mapping[int | None, StatusCounts] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Count:
    facet: str
    category_id: int
    status: TicketStatus
    total: int
    changes: int


async def read_counts(
    connection: Connection,
    community_id: int,
    *,
    person_id: UUID | None = None,
    visibility: Visibility = EVERYTHING,
) -> Counts:
    """The counts at this moment, of tickets that are seen; `mine` are those of `person_id`.

    Tickets that are seen for a mention alone are not in them."""
    facets = ["all", "unassigned", "drafts", "spam", *([str(person_id)] if person_id else [])]
    found = await connection.rows(_Count, _COUNTS, {"community_id": community_id, "facets": facets})
    if sum(count.changes for count in found) > _TIDY_AFTER:
        await fold_counts(connection, community_id)
    return _summed(found, str(person_id), visibility)


_COUNTS: Final[LiteralString] = """
select facet, category_id, status, sum(total)::bigint as total, sum(changes)::bigint as changes
from (
    select facet, category_id, status, total, 0 as changes
    from ticket_counts
    where community_id = %(community_id)s and facet = any(%(facets)s::text[])
    union all
    select facet, category_id, status, change, 1
    from ticket_count_changes
    where community_id = %(community_id)s and facet = any(%(facets)s::text[])
) parts
group by facet, category_id, status
"""


def _summed(found: list[_Count], mine: str, visibility: Visibility) -> Counts:
    facets: dict[str, StatusCounts] = defaultdict(StatusCounts)
    in_categories: dict[int | None, StatusCounts] = defaultdict(StatusCounts)
    for count in found:
        category_id = count.category_id or None
        is_seen = may_see(visibility, category_id=category_id, assignee_id=None)
        if count.total and (is_seen or count.facet == mine):
            counts = StatusCounts(**{count.status: count.total})
            facets[count.facet] += counts
            # What is assigned to somebody is seen by them in whatever category.
            if count.facet == ("all" if is_seen else mine):
                facets["seen"] += counts
                in_categories[category_id] += counts
    return Counts(
        all=facets["seen"],
        mine=facets[mine],
        unassigned=facets["unassigned"],
        drafts=facets["drafts"],
        spam=facets["spam"],
        categories=dict(in_categories),
    )


async def fold_counts(connection: Connection, community_id: int) -> int:
    """Put appended changes into the totals; how many they were, 0 if somebody else is at it."""
    folded: int = await connection.value(
        "select fold_ticket_counts(%(community_id)s)", {"community_id": community_id}
    )
    return folded


@dataclass(frozen=True, kw_only=True)
class Miscount:
    """A count that is `by` more than there are tickets."""

    facet: str
    category_id: int
    status: TicketStatus
    by: int


async def find_miscounts(connection: Connection, community_id: int) -> list[Miscount]:
    """Where the kept counts differ from the tickets, all seen at one moment. Reads all tickets."""
    return await connection.rows(
        Miscount,
        _LISTED,
        {"community_id": community_id},
    )


async def mend_counts(connection: Connection, community_id: int) -> int:
    """Correct the kept counts, while tickets may go on changing; how many were wrong.

    What is wrong at one moment is wrong by as much at any other: so it is subtracted once."""
    cursor = await connection.execute(
        _MENDED,
        {"community_id": community_id},
    )
    return cursor.rowcount


_MISCOUNTS: Final[LiteralString] = """
select facet, category_id, status, sum(total) as by
from (
    select facet, category_id, status, total
    from ticket_counts
    where community_id = %(community_id)s
    union all
    select facet, category_id, status, change
    from ticket_count_changes
    where community_id = %(community_id)s
    union all
    select f.facet, coalesce(t.category_id, 0), t.status, -1
    from tickets t,
         unnest(facets_of_ticket(t.assignee_id, t.is_deleted, t.is_spam, t.has_draft)) as f (facet)
    where t.community_id = %(community_id)s
) parts
group by facet, category_id, status
having sum(total) <> 0
"""

_LISTED: Final[LiteralString] = (
    "select facet, category_id, status, by::bigint from ({miscounts}) m order by 1, 2, 3"
).replace("{miscounts}", _MISCOUNTS)

_MENDED: Final[LiteralString] = """
insert into ticket_count_changes (community_id, facet, category_id, status, change)
select %(community_id)s, facet, category_id, status, -by
from ({miscounts}) m
""".replace("{miscounts}", _MISCOUNTS)


async def count_expired(
    connection: Connection,
    community_id: int,
    *,
    now: int,
    visibility: Visibility = EVERYTHING,
) -> int:
    """Tickets that waited longer than the community's response time; at most `MOST_COUNTED`."""
    parameters: Parameters = {"community_id": community_id, "now": now, "most": MOST_COUNTED}
    return await _count(connection, _EXPIRED, parameters, visibility)


async def count_mentions(
    connection: Connection,
    community_id: int,
    person_id: UUID,
    *,
    visibility: Visibility = EVERYTHING,
) -> int:
    """Unfinished tickets with a note that mentions the person, by as many of their newest mentions
    as `MOST_COUNTED`."""
    parameters: Parameters = {
        "community_id": community_id,
        "person_id": person_id,
        "most": MOST_COUNTED,
    }
    return await _count(connection, _MENTIONED, parameters, visibility)


async def _count(
    connection: Connection,
    statement: LiteralString,
    parameters: Parameters,
    visibility: Visibility,
) -> int:
    seen: LiteralString = ""
    for condition, values in seen_predicate(visibility).values():
        seen, parameters = "and " + condition, parameters | values
    count: int = await connection.value(statement.replace("{seen}", seen), parameters)
    return count


_EXPIRED: Final[LiteralString] = """
select count(*)
from (
    select
    from tickets t
    where t.community_id = %(community_id)s
      and t.expiry_time <= %(now)s
      and not t.is_spam
      and not t.is_deleted
      {seen}
    limit %(most)s
) found
"""

_MENTIONED: Final[LiteralString] = """
select count(distinct t.ticket_id)
from (
    select note_id
    from note_mentions
    where community_id = %(community_id)s and person_id = %(person_id)s
    order by note_id desc
    limit %(most)s
) mentioned
join notes n   on n.community_id = %(community_id)s and n.note_id = mentioned.note_id
join tickets t on t.community_id = n.community_id and t.ticket_id = n.ticket_id
where t.status <> 'completed'
  and not t.is_spam
  and not t.is_deleted
  {seen}
"""

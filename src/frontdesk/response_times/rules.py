"""What expires when: the rules of a community, as they are read."""

from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from frontdesk.database.pool import Connection
from frontdesk.response_times.office_hours import OfficeHours, add_office_time

EXPIRING: Final = ("open", "pending")
"""The statuses that can expire; a completed ticket never does."""


class ResponseRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ticket in one of `statuses` expires `response_time` ticks after its last activity, counted
    in `office_hours` (None: day and night). `category_times` overrule that for tickets in a
    category, not in its subcategories."""

    response_time: int
    statuses: tuple[str, ...] = EXPIRING
    office_hours: OfficeHours | None = None
    category_times: dict[int, int] = {}

    def expiry(self, status: str, last_activity: int, category_id: int | None) -> int | None:
        """None: it never expires."""
        if status not in self.statuses:
            return None
        response_time = self.response_time
        if category_id is not None:
            response_time = self.category_times.get(category_id, response_time)
        return add_office_time(last_activity, response_time, self.office_hours)


async def load_rules(connection: Connection, community_id: int) -> ResponseRules:
    cursor = await connection.execute(
        """
        select c.response_time,
               coalesce(r.statuses, %(expiring)s) as statuses,
               r.office_hours,
               array(
                   select array[o.category_id, o.response_time]
                   from category_response_times o
                   where o.community_id = c.community_id
                   order by o.category_id
               ) as category_times
        from communities c
        left join response_rules r on r.community_id = c.community_id
        where c.community_id = %(community_id)s
        """,
        {"community_id": community_id, "expiring": list(EXPIRING)},
    )
    row: tuple[Any, ...] | None = await cursor.fetchone()  # Any: the columns' types differ
    assert row is not None, "a connection works for a community that exists"
    response_time, statuses, office_hours, category_times = row
    return ResponseRules(
        response_time=response_time,
        statuses=tuple(statuses),
        office_hours=read_office_hours(office_hours),
        category_times=dict(category_times),
    )


@lru_cache(maxsize=256)
def read_office_hours(stored: bytes | None) -> OfficeHours | None:
    """Office hours from their column; the same object for the same bytes."""
    return None if stored is None else msgspec.json.decode(stored, type=OfficeHours)

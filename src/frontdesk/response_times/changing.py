"""Changing what expires when.

The rules hold at once for every change of a ticket. Tickets that nobody changes still have the
time that the former rules gave them: a job counts them anew afterwards (`tickets.expiring`).
"""

from typing import Final

import msgspec

from frontdesk.categories.category import hold_categories
from frontdesk.communities.turns import take_turn
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.errors import InvalidMember
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.jobs.queueing import queue_job
from frontdesk.kit.clock import DAY, MINUTE
from frontdesk.people.enums import Role
from frontdesk.people.permissions import Permission, require
from frontdesk.response_times.office_hours import check_office_hours
from frontdesk.response_times.rules import EXPIRING, ResponseRules, load_rules

SHORTEST: Final = MINUTE
LONGEST: Final = 366 * DAY

RECOUNT: Final = "recount_expiry"
"""The task of a worker that follows each change of the rules."""


async def set_response_rules(tx: Transaction, rules: ResponseRules, *, role: Role) -> bool:
    """False if these are the rules already. Raises NotPermitted and InvalidMember."""
    require(role, Permission.CHANGE_SETTINGS)
    _check(rules)
    await take_turn(tx)
    await _require_categories(tx, rules)
    previous = await load_rules(tx.connection, tx.community_id)
    if rules == previous:
        return False
    await _write(tx, rules)
    await record(tx, EventName.RESPONSE_RULES_CHANGED, previous=previous, rules=rules)
    await queue_recount(tx.connection, tx.community_id)
    return True


async def queue_recount(connection: Connection, community_id: int) -> None:
    """Let a worker count anew when the community's tickets expire."""
    await queue_job(
        connection,
        RECOUNT,
        {"community_id": community_id},
        once_as=f"{RECOUNT}:{community_id}",
    )


def _check(rules: ResponseRules) -> None:
    times = {"responseTime": rules.response_time} | {
        f"categoryTimes.{category_id}": time for category_id, time in rules.category_times.items()
    }
    for member, time in times.items():
        if not SHORTEST <= time <= LONGEST:
            raise InvalidMember(member, "expected one minute at least and 366 days at most")
    if not set(rules.statuses) <= set(EXPIRING):
        raise InvalidMember("statuses", f"expected some of {', '.join(EXPIRING)}")
    if rules.office_hours is not None:
        check_office_hours(rules.office_hours)


async def _require_categories(tx: Transaction, rules: ResponseRules) -> None:
    wanted = sorted(rules.category_times)
    missing = set(wanted) - await hold_categories(tx.connection, tx.community_id, wanted)
    if missing:
        category_id = min(missing)
        problem = f"no category has the id {category_id}"
        raise InvalidMember(f"categoryTimes.{category_id}", problem)


async def _write(tx: Transaction, rules: ResponseRules) -> None:
    hours = rules.office_hours
    parameters = {
        "community_id": tx.community_id,
        "response_time": rules.response_time,
        "statuses": list(rules.statuses),
        "office_hours": None if hours is None else msgspec.json.encode(hours).decode(),
        "categories": list(rules.category_times),
        "times": list(rules.category_times.values()),
    }
    await tx.connection.execute(
        """
        update communities
        set response_time = %(response_time)s
        where community_id = %(community_id)s
        """,
        parameters,
    )
    await tx.connection.execute(
        """
        insert into response_rules (community_id, statuses, office_hours)
        values (%(community_id)s, %(statuses)s, %(office_hours)s)
        on conflict (community_id)
        do update set statuses = excluded.statuses, office_hours = excluded.office_hours
        """,
        parameters,
    )
    await tx.connection.execute(
        "delete from category_response_times where community_id = %(community_id)s", parameters
    )
    await tx.connection.execute(
        """
        insert into category_response_times (community_id, category_id, response_time)
        select %(community_id)s, category_id, response_time
        from unnest(%(categories)s::bigint[], %(times)s::bigint[])
             as given (category_id, response_time)
        """,
        parameters,
    )

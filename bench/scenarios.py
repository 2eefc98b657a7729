"""The requests that are measured, chosen to fit the data that is there."""

from typing import Any, LiteralString

import msgspec
import psycopg

from frontdesk.tickets.cursor import Cursor, write_cursor
from frontdesk.tickets.enums import TicketListOrderBy

STATUS = "status, last activity"
TAKE = 50


class Scenario(msgspec.Struct, frozen=True):
    """`request` is the body of one List Tickets call; `skip`: how many tickets of the list stand
    before its page, which a cursor does not tell other systems."""

    name: str
    request: bytes
    skip: int = 0


# By frequency, the most frequent first.
_STATUSES: LiteralString = "select status from tickets group by status order by count(*) desc"

# Filters of comparable sharpness at any size: what is nearest to one ticket in a hundred.
_CATEGORY: LiteralString = """
select category_id from tickets where category_id is not null
group by category_id
order by abs(count(*) - (select count(*) from tickets) / 100), category_id limit 1
"""
_CUSTOM_VALUE: LiteralString = """
select field_id, value from ticket_custom_values
group by field_id, value
order by abs(count(*) - (select count(*) from tickets) / 100), field_id, value limit 1
"""
_IDS: LiteralString = """
select min(ticket_id) from (
    select ticket_id, ntile(50) over (order by ticket_id) as part from tickets
) parts group by part order by part
"""
# Half-way down the list: a cursor must cost the same at any depth.
_MIDDLE: LiteralString = """
select last_activity, ticket_id from tickets
order by last_activity desc, ticket_id desc
limit 1 offset (select count(*) / 2 from tickets)
"""


def choose_scenarios(conninfo: str, community_id: int) -> list[Scenario]:
    """`conninfo` is the owner's."""
    with community_connection(conninfo, community_id) as connection:
        (tickets,) = _row(connection, "select count(*) from tickets")
        return [
            Scenario(
                name,
                msgspec.json.encode({"take": TAKE} | members),
                skip=tickets // 2 + 1 if "cursor" in members else 0,
            )
            for name, members in _requests(connection).items()
        ]


def community_connection(conninfo: str, community_id: int) -> psycopg.Connection:
    """One that sees this community alone, from the owner's `conninfo`."""
    connection = psycopg.connect(conninfo, autocommit=True)
    connection.execute("select set_config('frontdesk.community', %s, false)", [str(community_id)])
    connection.execute("set role frontdesk_service")
    return connection


def _requests(connection: psycopg.Connection) -> dict[str, dict[str, Any]]:
    statuses = [status for (status,) in connection.execute(_STATUSES)]
    (category_id,) = _row(connection, _CATEGORY)
    field_id, value = _row(connection, _CUSTOM_VALUE)
    time, ticket_id = _row(connection, _MIDDLE)
    order = TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC
    return {
        "no filter": {},
        STATUS: {"status": statuses[0], "orderBy": order},
        "rare status": {"status": statuses[-1]},
        "category": {"categoryId": category_id},
        "custom field": {"customFields": [{"key": field_id, "value": value}]},
        "50 ids": {"ticketIds": [ticket_id for (ticket_id,) in connection.execute(_IDS)]},
        "no match": {
            "status": statuses[0],
            "customFields": [{"key": field_id, "value": "a value that no ticket has"}],
        },
        "cursor, half-way": {"cursor": write_cursor(Cursor(order, time, ticket_id, 0))},
    }


def _row(connection: psycopg.Connection, query: LiteralString) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None, "the generated data has categories, custom fields and tickets"
    return row

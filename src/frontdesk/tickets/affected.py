"""How many tickets a change of a setting would reach, asked before it is made."""

from typing import Final, LiteralString
from uuid import UUID

from frontdesk.database.pool import Connection


async def count_assigned(connection: Connection, community_id: int, person_id: UUID) -> int:
    """Tickets of any status that a teammate would give up."""
    return await _count(connection, community_id, _ASSIGNED, person_id)


async def count_in_category(connection: Connection, community_id: int, category_id: int) -> int:
    """Tickets in the category itself, not below it."""
    return await _count(connection, community_id, _IN_CATEGORY, category_id)


async def count_with_field(connection: Connection, community_id: int, field_id: int) -> int:
    """Tickets that hold a value of a custom field."""
    return await _count(connection, community_id, _WITH_FIELD, field_id)


async def _count(
    connection: Connection, community_id: int, statement: LiteralString, thing: UUID | int
) -> int:
    count: int = await connection.value(statement, {"community_id": community_id, "thing": thing})
    return count


_ASSIGNED: Final[LiteralString] = """
select count(*) from tickets where community_id = %(community_id)s and assignee_id = %(thing)s
"""
_IN_CATEGORY: Final[LiteralString] = """
select count(*) from tickets where community_id = %(community_id)s and category_id = %(thing)s
"""
_WITH_FIELD: Final[LiteralString] = """
select count(distinct ticket_id)
from ticket_custom_values
where community_id = %(community_id)s and field_id = %(thing)s
"""

"""The values that tickets hold, as rows: one a value, in the order of their positions."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from frontdesk.database.pool import Connection, Parameters


class StoredValue(NamedTuple):
    """`position` orders the values of one field."""

    field_id: int
    position: int
    value: str


def stored_values(field_id: int, values: Iterable[str]) -> list[StoredValue]:
    return [StoredValue(field_id, position, value) for position, value in enumerate(values)]


async def insert_values(
    connection: Connection, community_id: int, ticket_id: int, values: Collection[StoredValue]
) -> None:
    """Give a ticket values of fields of which it has none."""
    await _insert(connection, community_id, [(ticket_id, value) for value in values])


async def tickets_with_field(connection: Connection, community_id: int, field_id: int) -> list[int]:
    """The ids of the tickets that hold a value of the field, ascending."""
    return await connection.values(
        """
        select distinct ticket_id
        from ticket_custom_values
        where community_id = %(community_id)s and field_id = %(field_id)s
        order by ticket_id
        """,
        {"community_id": community_id, "field_id": field_id},
    )


async def count_tickets_by_values(
    connection: Connection, community_id: int, field_id: int
) -> list[tuple[list[str], int]]:
    """What tickets hold of the field, each distinct list of values with its number of tickets."""
    found = await connection.execute(
        """
        select held, count(*)
        from (
            select array_agg(value order by position) as held
            from ticket_custom_values
            where community_id = %(community_id)s and field_id = %(field_id)s
            group by ticket_id
        ) as tickets
        group by held
        """,
        {"community_id": community_id, "field_id": field_id},
    )
    return [(values, count) for values, count in await found.fetchall()]


async def values_of_field(
    connection: Connection, community_id: int, field_id: int, ticket_ids: Collection[int]
) -> dict[int, list[str]]:
    """The values of one field by ticket, for those of these tickets that have any."""
    found = await connection.execute(
        """
        select ticket_id, array_agg(value order by position)
        from ticket_custom_values
        where community_id = %(community_id)s
          and field_id = %(field_id)s
          and ticket_id = any(%(ids)s::bigint[])
        group by ticket_id
        order by ticket_id
        """,
        {"community_id": community_id, "field_id": field_id, "ids": list(ticket_ids)},
    )
    return dict(await found.fetchall())


async def replace_values_of_field(
    connection: Connection, community_id: int, field_id: int, values: Mapping[int, list[str]]
) -> None:
    """Give each of these tickets (by id) these values of one field and no others."""
    await connection.execute(
        """
        delete from ticket_custom_values
        where community_id = %(community_id)s
          and field_id = %(field_id)s
          and ticket_id = any(%(ids)s::bigint[])
        """,
        {"community_id": community_id, "field_id": field_id, "ids": list(values)},
    )
    rows = [
        (id_, value) for id_, texts in values.items() for value in stored_values(field_id, texts)
    ]
    await _insert(connection, community_id, rows)


async def _insert(
    connection: Connection, community_id: int, rows: Collection[tuple[int, StoredValue]]
) -> None:
    if not rows:
        return
    parameters: Parameters = {
        "community_id": community_id,
        "tickets": [ticket_id for ticket_id, _ in rows],
        "fields": [value.field_id for _, value in rows],
        "positions": [value.position for _, value in rows],
        "values": [value.value for _, value in rows],
    }
    await connection.execute(
        """
        insert into ticket_custom_values (community_id, ticket_id, field_id, position, value)
        select %(community_id)s, ticket_id, field_id, position, value
        from unnest(%(tickets)s::bigint[], %(fields)s::bigint[], %(positions)s::integer[],
                    %(values)s::text[]) as given (ticket_id, field_id, position, value)
        """,
        parameters,
    )

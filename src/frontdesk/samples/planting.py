"""Putting synthetic tickets into a community."""

from typing import LiteralString

from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection
from frontdesk.people.enums import Role
from frontdesk.people.person import get_people
from frontdesk.samples.demo_community import DEMO, SHARED_CATEGORIES, SHARED_FIELDS
from frontdesk.samples.demo_planting_settings import Planted
from frontdesk.samples.synthetic import (
    CATEGORY_NAMES,
    FIELD_NAMES,
    SyntheticIds,
    synthetic_tickets,
)
from frontdesk.tickets.assembling import user_of
from frontdesk.transfer.counts import LoadCounts
from frontdesk.transfer.loading import Progress, load_tickets
from frontdesk.transfer.staging import advance_sequence


async def plant_synthetic_tickets(
    connection: Connection,
    community: Community,
    count: int,
    *,
    seed: int,
    now: int,
    progress: Progress,
) -> LoadCounts:
    """Add `count` tickets; `connection` is the owner's, in a transaction, in this community.

    Categories and fields of the same names are used again, and so are the people of a seed.
    """
    ids = await _ids(connection, community)
    return await _plant(connection, community, count, ids, seed=seed, now=now, progress=progress)


async def plant_synthetic_tickets_beside(
    connection: Connection,
    community: Community,
    planted: Planted,
    count: int,
    *,
    now: int,
    progress: Progress,
) -> LoadCounts:
    """Add `count` tickets that look as if they belonged to the demo's team and settings."""
    answering = [
        planted.team[each.key] for each in DEMO.team if each.role is not Role.READ_ONLY_USER
    ]
    people = await get_people(connection, community.community_id, answering)
    ids = SyntheticIds(
        category_ids=[planted.categories[name] for name in SHARED_CATEGORIES],
        field_ids=[planted.fields[name] for name in SHARED_FIELDS],
        team=[user_of(people[person_id]) for person_id in answering],
    )
    return await _plant(connection, community, count, ids, seed=1, now=now, progress=progress)


async def _plant(
    connection: Connection,
    community: Community,
    count: int,
    ids: SyntheticIds,
    *,
    seed: int,
    now: int,
    progress: Progress,
) -> LoadCounts:
    first_id = await connection.value("select nextval('ticket_ids')", {})
    await advance_sequence(connection, "ticket_ids", first_id + count)
    tickets = synthetic_tickets(count, seed=seed, first_id=first_id, now=now, ids=ids)
    return await load_tickets(connection, community, tickets, now=now, progress=progress)


async def _ids(connection: Connection, community: Community) -> SyntheticIds:
    async def ids(find_or_make: LiteralString, names: tuple[str, ...]) -> list[int]:
        return [
            await connection.value(
                find_or_make, {"community_id": community.community_id, "name": name}
            )
            for name in names
        ]

    return SyntheticIds(
        category_ids=await ids(_CATEGORY, CATEGORY_NAMES),
        field_ids=await ids(_FIELD, FIELD_NAMES),
    )


_CATEGORY: LiteralString = """
with made as (
    insert into categories (community_id, name)
    select %(community_id)s, %(name)s
    where not exists (
        select from categories where community_id = %(community_id)s and name = %(name)s
    )
    returning category_id
)
select category_id from made
union all
select category_id from categories where community_id = %(community_id)s and name = %(name)s
limit 1
"""

_FIELD: LiteralString = """
with made as (
    insert into custom_fields (community_id, name, type)
    select %(community_id)s, %(name)s, 'text'
    where not exists (
        select from custom_fields where community_id = %(community_id)s and name = %(name)s
    )
    returning field_id
)
select field_id from made
union all
select field_id from custom_fields where community_id = %(community_id)s and name = %(name)s
limit 1
"""

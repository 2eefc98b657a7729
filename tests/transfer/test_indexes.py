"""Indexes that a large load sets aside: the same ones are there again afterwards, in every case."""

import time
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final, LiteralString

import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from frontdesk.communities.community import Community, create_community
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.migrate import connect_owner, migrate
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.samples.synthetic import SyntheticIds, synthetic_tickets
from frontdesk.tickets.document import Ticket
from frontdesk.transfer import batching
from frontdesk.transfer.indexes import lock_at_once
from frontdesk.transfer.loading import load_tickets
from frontdesk.transfer.staging import INDEXED
from tests.desk import NOON

_INDEXES: Final[LiteralString] = """
    select indexname, indexdef, indexname::regclass::oid as made
    from pg_indexes
    where tablename = any(%(tables)s)
    order by indexname
"""

_OTHERS: Final[LiteralString] = """
select pid
from pg_stat_activity
where datname = current_database()
  and pid <> pg_backend_pid()
  and backend_type = 'client backend'
"""


@pytest.fixture
async def lonely(address: DatabaseAddress) -> AsyncIterator[DatabaseAddress]:
    """A database that nobody else is connected to."""
    name = "lonely"
    with connect_owner(address) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    yield DatabaseAddress(
        make_conninfo(address.owner, dbname=name), make_conninfo(address.service, dbname=name)
    )
    with connect_owner(address) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
async def community(lonely: DatabaseAddress) -> Community:
    migrate(lonely)
    async with Database(lonely.service, most=1) as database:
        created = await create_community(database, "acme", name="Acme", now=NOON)
    with connect_owner(lonely) as connection:
        while connection.execute(_OTHERS).fetchone() is not None:  # they take a moment to end
            time.sleep(0.02)  # noqa: ASYNC251 -- nothing else runs here
    return created


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "BATCH", 100)


def tickets(count: int, first_id: int = 1) -> list[Ticket]:
    ids = SyntheticIds(category_ids=(1, 2, 3), field_ids=(1, 2))
    return list(synthetic_tickets(count, seed=1, first_id=first_id, now=NOON, ids=ids))


async def load(
    address: DatabaseAddress, community: Community, loaded: Iterable[Ticket]
) -> set[str]:
    """The names of the indexes that were built anew; all are the same as before."""
    async with owner_transaction(address.owner, community.community_id) as connection:
        before = await connection.execute(_INDEXES, {"tables": INDEXED})
        known = await before.fetchall()
        await load_tickets(connection, community, loaded, now=NOON)
        after = await connection.execute(_INDEXES, {"tables": INDEXED})
        again = await after.fetchall()
    assert [row[:2] for row in again] == [row[:2] for row in known]
    return {new[0] for old, new in zip(known, again, strict=True) if old != new}


async def test_large_load_sets_indexes_aside_and_builds_the_same_again(
    lonely: DatabaseAddress, community: Community
) -> None:
    built = await load(lonely, community, tickets(300))
    assert {"tickets_by_activity", "values_by_activity", "tags_by_activity"} <= built


async def test_index_with_more_columns_is_built_after_the_others(
    lonely: DatabaseAddress, community: Community
) -> None:
    built = await load(lonely, community, tickets(300))
    with connect_owner(lonely) as connection:
        rows = connection.execute(
            """
            select indnkeyatts, indpred is not null
            from pg_index
            where indexrelid::regclass::text = any(%s) and indrelid = 'tickets'::regclass
            order by indexrelid
            """,
            [list(built)],
        ).fetchall()
    assert rows == sorted(rows)
    assert {row[0] for row in rows} > {3, 5}


async def test_small_load_leaves_indexes_alone(
    lonely: DatabaseAddress, community: Community
) -> None:
    assert await load(lonely, community, tickets(99)) == set()


async def test_load_that_is_small_beside_what_is_there_leaves_indexes_alone(
    lonely: DatabaseAddress, community: Community
) -> None:
    await load(lonely, community, tickets(2000))
    assert await load(lonely, community, tickets(150, first_id=5000)) == set()


async def test_nobody_who_is_connected_waits_for_a_load(
    lonely: DatabaseAddress, community: Community
) -> None:
    async with owner_transaction(lonely.owner, community.community_id) as reader:
        await reader.execute("select count(*) from tickets")
        assert await load(lonely, community, tickets(300)) == set()
        assert await reader.value("select count(*) from tickets", {}) == 300


async def test_load_that_fails_brings_the_indexes_back(
    lonely: DatabaseAddress, community: Community
) -> None:
    def breaking() -> Iterator[Ticket]:
        yield from tickets(300)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await load(lonely, community, breaking())
    assert "tickets_by_activity" in await load(lonely, community, tickets(300))


async def test_lock_that_somebody_holds_is_not_waited_for(
    lonely: DatabaseAddress, community: Community
) -> None:
    async with (
        owner_transaction(lonely.owner, community.community_id) as holder,
        owner_transaction(lonely.owner, community.community_id) as connection,
    ):
        await holder.execute("lock table tickets in row exclusive mode")
        assert not await lock_at_once(connection, INDEXED)
        assert await connection.value("show lock_timeout", {}) == "0"

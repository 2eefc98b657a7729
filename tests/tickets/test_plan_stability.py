"""Lists read the same rows whatever the database believes about its tables, and whatever else is in
them: plans are chosen by the code alone."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import count
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from bench.list_scenarios import ListScenario, list_scenarios
from frontdesk.communities.community import Community, create_community
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.migrate import connect_owner, migrate
from frontdesk.database.pool import Connection, Database, owner_transaction
from frontdesk.samples.planting import plant_synthetic_tickets
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.listing import Listing
from frontdesk.tickets.merges import merging
from frontdesk.tickets.statements import Plan
from tests.desk import NOON

TABLES: Final = ("tickets", "ticket_documents", "ticket_tags", "ticket_custom_values")
SMALL: Final = 300
COPIES: Final = 12
ORDERS: Final = (
    TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC,
    TicketListOrderBy.CREATION_TIME_ASC,
)
numbers = count(1)


@pytest.fixture
def lonely(address: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """A database of its own, which nothing but the test analyses."""
    name = sql.Identifier(f"plans_{next(numbers)}")
    with connect_owner(address) as connection:
        connection.execute(sql.SQL("create database {}").format(name))
    parts = {"dbname": name.as_string().strip('"')}
    made = DatabaseAddress(
        make_conninfo(address.owner, **parts), make_conninfo(address.service, **parts)
    )
    migrate(made)
    with connect_owner(made) as connection:
        for table in TABLES:
            connection.execute(
                sql.SQL("alter table {} set (autovacuum_enabled = off)").format(
                    sql.Identifier(table)
                )
            )
    yield made
    with connect_owner(address) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(name))


@pytest.fixture
async def lonely_database(lonely: DatabaseAddress) -> AsyncIterator[Database]:
    async with Database(lonely.service, most=1) as database:
        yield database


async def test_lists_read_the_same_with_any_statistics_and_beside_a_large_community(
    lonely: DatabaseAddress, lonely_database: Database
) -> None:
    acme = await create_community(lonely_database, "acme", name="Acme", now=NOON)
    globex = await create_community(lonely_database, "globex", name="Globex", now=NOON)
    async with owner_transaction(lonely.owner, acme.community_id) as owner:
        await plant_synthetic_tickets(owner, acme, SMALL, seed=1, now=NOON, progress=lambda _: None)
    scenarios = scenarios_of(lonely, acme)
    alone = await rows_read(lonely_database, acme, scenarios)

    with connect_owner(lonely) as connection:
        copy_tickets(connection, acme, globex)
        connection.execute("vacuum tickets, ticket_tags, ticket_custom_values")
    beside = await rows_read(lonely_database, acme, scenarios)
    assert more_read(beside, alone) == {}, "beside a large community"
    of_a_small_table = await rows_read(lonely_database, globex, scenarios)
    with connect_owner(lonely) as connection:
        connection.execute("delete from pg_statistic")
        without = await rows_read(lonely_database, globex, scenarios)
        connection.execute("analyze")
    fresh = await rows_read(lonely_database, globex, scenarios)
    assert more_read(of_a_small_table, fresh) == {}
    assert more_read(without, fresh) == {}
    assert max(fresh.values()) < SMALL * COPIES / 2, "no list reads all tickets"


def more_read(
    rows: dict[tuple[str, ...], int], usual: dict[tuple[str, ...], int]
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Where it is a quarter more: in tables as small as these a second way may be as good."""
    return {each: (rows[each], usual[each]) for each in usual if rows[each] > 1.25 * usual[each]}


def copy_tickets(connection: psycopg.Connection, source: Community, target: Community) -> None:
    """The tickets of one community many times over in another, a little earlier each time."""
    connection.execute("set session_replication_role = replica")
    for table in ("tags", *TABLES):
        columns = [
            row[0]
            for row in connection.execute(
                """
                select column_name from information_schema.columns
                where table_name = %s and is_generated = 'NEVER' and column_name <> 'community_id'
                """,
                [table],
            )
        ]
        copies = 1 if table == "tags" else COPIES
        connection.execute(
            sql.SQL(
                "insert into {table} (community_id, {columns}) select {target}, {values}"
                " from {table} cross join generate_series(0, {last}) copy"
                " where community_id = {source}"
            ).format(
                table=sql.Identifier(table),
                columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
                values=sql.SQL(", ").join(map(_shifted, columns)),
                target=sql.Literal(target.community_id),
                source=sql.Literal(source.community_id),
                last=sql.Literal(copies - 1),
            )
        )


def _shifted(column: str) -> sql.Composable:
    if column == "ticket_id":
        return sql.SQL("ticket_id + copy * 1000")
    if column in ("creation_time", "last_activity"):
        return sql.SQL("{} - copy * 1000").format(sql.Identifier(column))
    return sql.Identifier(column)


def scenarios_of(address: DatabaseAddress, community: Community) -> list[ListScenario]:
    with psycopg.connect(address.owner, autocommit=True) as connection:
        told = [str(community.community_id)]
        connection.execute("select set_config('frontdesk.community', %s, false)", told)
        connection.execute("set role frontdesk_service")
        return [each for each in list_scenarios(connection) if each.wanted.words is None]


async def rows_read(
    database: Database, community: Community, scenarios: Iterable[ListScenario]
) -> dict[tuple[str, ...], int]:
    """By list, order, plan and kind of plan, how many rows its statement takes from tables and
    indexes."""
    community_id = community.community_id
    read: dict[tuple[str, ...], int] = {}
    async with database.reading(community_id) as connection:
        for scenario in scenarios:
            for order in ORDERS:
                for kind in ("force_generic_plan", "force_custom_plan"):
                    await connection.execute(f"set plan_cache_mode = {kind}")
                    plan, rows = await read_by(connection, community_id, scenario, order)
                    read[scenario.name, order.value, plan.name, kind] = rows
    return read


async def read_by(
    connection: Connection, community_id: int, scenario: ListScenario, order: TicketListOrderBy
) -> tuple[Plan, int]:
    listing = Listing(community_id, scenario.wanted, order)
    plan = await listing.choose_plan(connection)
    statement, parameters = listing.compose(plan, start=0, take=50)
    explain = "explain (analyze, timing off, format json) " + statement
    async with merging(connection, plan):
        cursor = await connection.execute(explain, parameters)
        (explained,) = await cursor.fetchone() or ("[]",)
    return plan, sum(map(rows_of, nodes(json.loads(explained)[0]["Plan"])))


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from nodes(child)


def rows_of(node: dict[str, Any]) -> int:
    if node.get("Relation Name") not in TABLES:
        return 0
    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return int(rows * node["Actual Loops"])

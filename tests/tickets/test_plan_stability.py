"""Lists read the same rows whatever the database believes about its tables, and whatever else is in
them: plans are chosen by the code alone."""

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import nullcontext
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
from frontdesk.tickets.statements import Plan
from frontdesk.tickets.steering import steered
from tests.desk import NOON

TABLES: Final = ("tickets", "ticket_documents", "ticket_tags", "ticket_custom_values")
SMALL: Final = 300
COPIES: Final = 12
MANY: Final = 3_000
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
    with connect_owner(lonely) as connection:
        connection.execute("analyze")
        alone = await rows_read(lonely_database, acme, scenarios)

        copy_tickets(connection, acme, [globex.community_id], copies=COPIES)
        connection.execute("vacuum tickets, ticket_tags, ticket_custom_values")
        beside = await rows_read(lonely_database, acme, scenarios)
        assert more_read(beside, alone) == {}, "beside a large community"
        make_indexes_anew(connection, fewest_columns_last=True)
        unknown = await rows_read(lonely_database, globex, scenarios)
        connection.execute("analyze")
        fresh = await rows_read(lonely_database, globex, scenarios)
        copy_tickets(connection, acme, range(1_000, 1_000 + MANY), most=1)
        connection.execute("vacuum analyze")
        among_many = await rows_read(lonely_database, globex, scenarios)
        make_indexes_anew(connection, fewest_columns_last=False)
        connection.execute("delete from pg_statistic")
        without = await rows_read(lonely_database, globex, scenarios)
    assert more_read(unknown, fresh) == {}, "with statistics that know of another community alone"
    assert more_read(among_many, fresh) == {}, "among very many communities"
    assert more_read(without, fresh) == {}, "without statistics, as loads build indexes"
    assert max(fresh.values()) < SMALL * COPIES / 2, "no list reads all tickets"


def make_indexes_anew(connection: psycopg.Connection, *, fewest_columns_last: bool) -> None:
    """Of indexes that seem to cost the same the planner takes the latest."""
    cursor = connection.execute(
        """
        select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
        from pg_index
        where indrelid = any(%s::regclass[]) and not indisunique
        order by indnkeyatts, indpred is not null
        """,
        [list(TABLES)],
    )
    step = -1 if fewest_columns_last else 1
    for name, definition in cursor.fetchall()[::step]:
        connection.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
        connection.execute(definition)


def more_read(
    rows: dict[tuple[str, ...], int], usual: dict[tuple[str, ...], int]
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Where it is a quarter more: in tables as small as these a second way may be as good."""
    return {each: (rows[each], usual[each]) for each in usual if rows[each] > 1.25 * usual[each]}


def copy_tickets(
    connection: psycopg.Connection,
    source: Community,
    targets: Iterable[int],
    *,
    copies: int = 1,
    most: int = 1_000,
) -> None:
    """The tickets of one community, up to an id, in others, many times over, a little earlier each
    time."""
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
        connection.execute(
            sql.SQL(
                "insert into {table} (community_id, {columns}) select target, {values}"
                " from {table} cross join unnest(%(targets)s::bigint[]) target"
                " cross join generate_series(0, %(last)s) copy"
                " where community_id = %(source)s and {id} <= %(most)s"
            ).format(
                table=sql.Identifier(table),
                columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
                values=sql.SQL(", ").join(map(_shifted, columns)),
                id=sql.Identifier("tag_id" if table == "tags" else "ticket_id"),
            ),
            {
                "targets": list(targets),
                "source": source.community_id,
                "last": 0 if table == "tags" else copies - 1,
                "most": most,
            },
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
    """By list, order and plan, how many rows its statement takes from tables and indexes."""
    community_id = community.community_id
    read: dict[tuple[str, ...], int] = {}
    async with database.reading(community_id) as connection:
        for scenario in scenarios:
            for order in ORDERS:
                plan, rows = await read_by(connection, community_id, scenario, order)
                read[scenario.name, order.value, plan.name] = rows
    return read


async def read_by(
    connection: Connection, community_id: int, scenario: ListScenario, order: TicketListOrderBy
) -> tuple[Plan, int]:
    listing = Listing(community_id, scenario.wanted, order)
    plan = await listing.choose_plan(connection)
    steering = listing.steering(plan, start=0, take=50)
    async with steered(connection, steering) if steering else nullcontext():
        explained = await explain(connection, *listing.compose(plan, start=0, take=50))
    return plan, sum(map(rows_of, nodes(explained)))


async def explain(
    connection: Connection, statement: str, parameters: dict[str, Any]
) -> dict[str, Any]:
    """What running it took. It is prepared by name, as otherwise `explain` plans with the values of
    the parameters, whatever the kind of plan."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    for number, name in enumerate(names, 1):
        statement = statement.replace(f"%({name})s", f"${number}")
    values = sql.SQL(", ").join(sql.Literal(parameters[name]) for name in names)
    await connection.execute(sql.SQL("prepare listed as ") + sql.SQL(statement), prepare=False)
    cursor = await connection.execute(
        sql.SQL("explain (analyze, timing off, format json) execute listed ({})").format(values),
        prepare=False,
    )
    (explained,) = await cursor.fetchone() or ("[]",)
    await connection.execute("deallocate listed")
    plan: dict[str, Any] = json.loads(explained)[0]["Plan"]
    return plan


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from nodes(child)


def rows_of(node: dict[str, Any]) -> int:
    if node.get("Relation Name") not in TABLES:
        return 0
    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return int(rows * node["Actual Loops"])

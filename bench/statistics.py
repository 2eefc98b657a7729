"""What the database knows of its tables: lists must cost the same whatever that is."""

from typing import Final, LiteralString

import psycopg

from bench.plan import Statistics
from frontdesk.database.address import DatabaseAddress

CHURNED: Final = 0.1
"""The share of tickets that is changed, twice each; at most MOST_CHURNED."""
MOST_CHURNED: Final = 20_000

_TABLES: Final[LiteralString] = (
    "select oid from pg_class where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace"
)

_KEEP: Final[LiteralString] = """
create schema bench;
create table bench.statistics as select * from pg_statistic where starelid in ({tables});
create table bench.sizes as
    select oid, reltuples, relpages, relallvisible from pg_class where oid in ({tables});
""".replace("{tables}", _TABLES)

_FORGET: Final[LiteralString] = """
delete from pg_statistic where starelid in ({tables});
update pg_class set reltuples = -1, relpages = 0, relallvisible = 0 where oid in ({tables});
""".replace("{tables}", _TABLES)

_GO_BACK: Final[LiteralString] = """
insert into pg_statistic select * from bench.statistics;
update pg_class c
set reltuples = s.reltuples, relpages = s.relpages, relallvisible = s.relallvisible
from bench.sizes s
where s.oid = c.oid;
"""

# Each comes to the top of every list as an open one, and then once more as what it was: dead rows
# and dead entries of indexes lie where pages begin.
_CHURN: Final[LiteralString] = """
create temporary table picked as
    select ticket_id, status, row_number() over (order by hashint8(ticket_id)) as place,
           (select max(last_activity) from tickets where community_id = %(community_id)s) as newest
    from tickets
    where community_id = %(community_id)s
    order by hashint8(ticket_id)
    limit %(most)s
"""
_AS_OPEN: Final[LiteralString] = """
update tickets t
set last_activity = newest + place, status = 'open'
from picked p
where t.community_id = %(community_id)s and t.ticket_id = p.ticket_id
"""
_AS_BEFORE: Final[LiteralString] = """
update tickets t
set last_activity = newest + %(most)s + place, status = p.status
from picked p
where t.community_id = %(community_id)s and t.ticket_id = p.ticket_id
"""


def keep_statistics(address: DatabaseAddress) -> None:
    """So that `stale` can go back to what is known now."""
    with _owner(address) as connection:
        connection.execute("analyze")
        connection.execute(_KEEP)


def set_statistics(address: DatabaseAddress, community_id: int, state: Statistics) -> None:
    """The server does not correct it any more by itself, now and later: for data that is thrown
    away afterwards."""
    with _owner(address) as connection:
        connection.execute("alter system set autovacuum = off")
        connection.execute("select pg_reload_conf()")
        match state:
            case Statistics.FRESH:
                connection.execute("analyze")
            case Statistics.STALE:
                connection.execute(_FORGET + _GO_BACK)
            case Statistics.NONE:
                connection.execute(_FORGET)
            case Statistics.CHURNED:
                connection.execute("analyze")
                _churn(connection, community_id)


def _churn(connection: psycopg.Connection, community_id: int) -> None:
    parameters = {"community_id": community_id}
    found = connection.execute(
        "select count(*) from tickets where community_id = %(community_id)s", parameters
    ).fetchone()
    assert found is not None, "a count has one row"
    parameters["most"] = min(MOST_CHURNED, int(found[0] * CHURNED))
    for statement in (_CHURN, _AS_OPEN, _AS_BEFORE):
        connection.execute(statement, parameters)


def _owner(address: DatabaseAddress) -> psycopg.Connection:
    """Who may change the catalogue."""
    connection = psycopg.connect(address.owner, autocommit=True)
    connection.execute("set allow_system_table_mods = on")
    return connection

"""Bringing the schema up to date, and the servers and addresses on which that cannot be."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from frontdesk.database.address import DatabaseAddress, database_address
from frontdesk.database.migrate import connect_owner, current_revision, migrate, upgrade
from frontdesk.database.migrations import HEAD
from frontdesk.database.pool import Database, owner_transaction
from frontdesk.errors import OperatorError

numbers = count(1)


@pytest.fixture
def empty(address: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """Another database of the same server, without a schema."""
    name = sql.Identifier(f"empty_{next(numbers)}")
    with connect_owner(address) as connection:
        connection.execute(sql.SQL("create database {}").format(name))
    parts = {"dbname": name.as_string().strip('"')}
    yield DatabaseAddress(
        make_conninfo(address.owner, **parts), make_conninfo(address.service, **parts)
    )
    with connect_owner(address) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(name))


def test_empty_database_gets_the_schema_once(empty: DatabaseAddress) -> None:
    assert [migrate(empty), migrate(empty)] == [True, False]
    with connect_owner(empty) as connection:
        assert current_revision(connection) == HEAD


def test_only_one_of_many_migrates(empty: DatabaseAddress) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(migrate, [empty] * 4)) == [False, False, False, True]


def test_schema_of_a_newer_frontdesk_is_refused_by_name(empty: DatabaseAddress) -> None:
    migrate(empty)
    with connect_owner(empty) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(OperatorError, match=f"schema 9999, this frontdesk knows {HEAD}"):
        migrate(empty)


def test_role_that_may_not_migrate_is_told_so(empty: DatabaseAddress) -> None:
    with connect_owner(empty) as connection:
        connection.execute("create role visitor login")
    with pytest.raises(OperatorError, match=r"cannot be brought up to date: .*permission denied"):
        migrate(DatabaseAddress(make_conninfo(empty.owner, user="visitor"), empty.service))
    with connect_owner(empty) as connection:
        connection.execute("drop role visitor")
        assert current_revision(connection) is None


def test_server_that_nobody_answers_is_named() -> None:
    nowhere = "host=127.0.0.1 port=1 dbname=frontdesk"
    with pytest.raises(OperatorError, match=r"cannot be reached: .*127\.0\.0\.1.* port 1 "):
        migrate(DatabaseAddress(nowhere, nowhere))


async def test_outside_server_is_used_as_its_user_and_as_service(empty: DatabaseAddress) -> None:
    migrate(empty)
    url = make_conninfo(empty.owner, options="-c work_mem=7MB")
    who = "select current_user || ' ' || session_user || ' ' || current_setting('work_mem')"
    with database_address(url, Path("unused")) as address:
        async with Database(address.service, most=1) as database, database.reading(1) as service:
            assert await service.value(who, {}) == "frontdesk_service frontdesk_owner 7MB"
        async with owner_transaction(address.owner, 1) as owner:
            assert await owner.value(who, {}) == "frontdesk_owner frontdesk_owner 7MB"


@pytest.mark.parametrize(
    "url",
    [
        "postgres//bill:hunter2@db/frontdesk",
        "postgresql://bill:hunter2@db/x?colour=red",
        "bill hunter2",
        "postgresql://bill:hunter2%@db/x",
    ],
)
def test_malformed_address_names_the_setting_and_keeps_the_password(url: str) -> None:
    with (
        pytest.raises(OperatorError, match=r"^FRONTDESK_DATABASE_URL: ") as refusal,
        database_address(url, Path("unused")),
    ):
        pass
    assert "hunter2" not in str(refusal.value)


@pytest.fixture
def plain(empty: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """The empty database, whose owner is no superuser, as on an outside server."""
    with connect_owner(empty) as connection:
        connection.execute("create role plain_owner login")
        connection.execute("grant frontdesk_service to plain_owner")
        connection.execute("alter schema public owner to plain_owner")
        database = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("grant create on database {} to plain_owner").format(database))
    yield DatabaseAddress(make_conninfo(empty.owner, user="plain_owner"), empty.service)
    with connect_owner(empty) as connection:
        connection.execute("drop owned by plain_owner cascade")
        connection.execute("drop role plain_owner")


def test_documents_leave_their_tickets_rows_byte_for_byte(plain: DatabaseAddress) -> None:
    upgrade(plain, "0001")
    documents = {(1, 7): '{"id":7, "title":"ä"}', (2, 7): "{}", (2, 8): '{"n":  1}'}
    with connect_owner(plain) as connection:
        for (community_id, ticket_id), document in documents.items():
            enter(connection, community_id)
            parameters = {
                "community_id": community_id,
                "name": f"c{community_id}",
                "ticket_id": ticket_id,
                "document": document,
            }
            connection.execute(_OLD_TICKET, parameters)
    assert migrate(plain) is True
    with connect_owner(plain) as connection:
        found: dict[tuple[int, int], str] = {}
        for community_id in (1, 2):
            enter(connection, community_id)
            rows = connection.execute(
                "select community_id, ticket_id, document::text from ticket_documents"
            )
            found |= {(row[0], row[1]): row[2] for row in rows}
    assert found == documents


@pytest.mark.parametrize("revision", ["0002", "0004"])
def test_tickets_that_were_there_before_are_counted(plain: DatabaseAddress, revision: str) -> None:
    upgrade(plain, "0001")
    with connect_owner(plain) as connection:
        for ticket_id in (7, 8):
            enter(connection, 1)
            parameters = {"community_id": 1, "name": "c1", "ticket_id": ticket_id, "document": "{}"}
            connection.execute(_OLD_TICKET, parameters)
    upgrade(plain, revision)
    assert migrate(plain) is True
    with connect_owner(plain) as connection:
        enter(connection, 1)
        counts = connection.execute(
            "select facet, status, total from ticket_counts order by facet"
        ).fetchall()
    assert counts == [("all", "open", 2), ("unassigned", "open", 2)]


def test_words_that_were_there_before_still_find_their_tickets(plain: DatabaseAddress) -> None:
    upgrade(plain, "0001")
    with connect_owner(plain) as connection:
        enter(connection, 1)
        parameters = {"community_id": 1, "name": "c1", "ticket_id": 7, "document": "{}"}
        connection.execute(_OLD_TICKET, parameters)
    upgrade(plain, "0007")
    phrase = "'1/car' <-> '1/key'"
    with connect_owner(plain) as connection:
        enter(connection, 1)
        connection.execute(
            """
            insert into ticket_search
                   (community_id, ticket_id, creation_time, last_activity, words)
            select community_id, ticket_id, creation_time, last_activity, %s
            from tickets
            """,
            ["'1/car':1 '1/key':2"],
        )
    assert migrate(plain) is True
    with connect_owner(plain) as connection:
        enter(connection, 1)
        found = connection.execute(
            """
            select ticket_id
            from tickets_with_phrases(
                '{0,5}', '{0,5}', '{0,5}', '{0,5}', %s,
                '{open}', null, null, true, true, null, null, null
            )
            """,
            [phrase],
        ).fetchall()
    assert found == [(7,)]


def enter(connection: psycopg.Connection, community_id: int) -> None:
    connection.execute("select set_config('frontdesk.community', %s, false)", [str(community_id)])


_OLD_TICKET = """
with community as (
    insert into communities
           (community_id, short_name, name, client_id, api_user_id, response_time, creation_time)
    values (%(community_id)s, %(name)s, '', gen_random_uuid(), gen_random_uuid(), 1, 1)
    on conflict do nothing
), person as (
    insert into people (community_id, person_id, status, creation_time)
    values (%(community_id)s, '00000000-0000-4000-8000-000000000001', 'client', 1)
    on conflict do nothing
)
insert into tickets (community_id, ticket_id, author_id, status, source, detailed_source,
                     sentiment, creation_time, last_activity, reply_count, document)
values (%(community_id)s, %(ticket_id)s, '00000000-0000-4000-8000-000000000001', 'open', 'web',
        'web_website', 'question', 1, 1, 0, %(document)s)
"""

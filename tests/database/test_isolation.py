"""What the service's role can do on its own: nothing without a community, and never more than
rows (design section 2). These sessions run SQL that no code of ours contains."""

from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection, sql
from psycopg.errors import InsufficientPrivilege

from frontdesk.database.address import SERVICE_ROLE, DatabaseAddress
from frontdesk.tickets.community_mark import community_mark
from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk

Session = AsyncConnection[tuple[Any, ...]]


@pytest.fixture
async def session(address: DatabaseAddress) -> AsyncIterator[Session]:
    """A connection as the service, which nobody told a community."""
    async with await AsyncConnection.connect(address.service, autocommit=True) as session:
        yield session


async def values(session: Session, query: str, *parameters: Any) -> list[Any]:
    cursor = await session.execute(query.encode(), parameters)
    return [row[0] for row in await cursor.fetchall()]


async def enter(session: Session, desk: Desk) -> None:
    text = str(desk.community.community_id)
    await session.execute("select set_config('frontdesk.community', %s, false)", [text])


async def tables(session: Session) -> list[str]:
    """All tables but Alembic's own, which is of no community."""
    return await values(
        session,
        """
        select table_name::text
        from information_schema.tables
        where table_schema = 'public' and table_name <> 'alembic_version'
        order by table_name
        """,
    )


async def visible_rows(session: Session) -> dict[str, int]:
    """How many rows of each table this session sees, those without any left out."""
    counts = {}
    for table in await tables(session):
        query = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
        row = await (await session.execute(query)).fetchone()
        assert row is not None
        if row[0]:
            counts[table] = row[0]
    return counts


async def test_session_without_a_community_sees_no_row(session: Session, acme: Desk) -> None:
    await acme.load(example_tickets())
    assert {"communities", "tickets", "refresh_tokens"} <= set(await tables(session))
    assert await visible_rows(session) == {}


async def test_session_sees_only_its_own_community(
    session: Session, acme: Desk, globex: Desk
) -> None:
    await acme.load(example_tickets())
    await enter(session, globex)
    assert await visible_rows(session) == {"communities": 1, "people": 1, "refresh_tokens": 1}
    assert await values(session, "select community_id from communities") == [
        globex.community.community_id
    ]


async def test_every_table_has_a_community_and_forced_row_security(session: Session) -> None:
    unprotected = await values(
        session,
        """
        select c.relname::text
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
          and c.relkind in ('r', 'p', 'v', 'm', 'f')
          and c.relname <> 'alembic_version'
          and not (
            c.relrowsecurity and c.relforcerowsecurity
            and exists (
                select from pg_attribute a
                where a.attrelid = c.oid and a.attname = 'community_id' and a.attnotnull
            )
          )
        """,
    )
    assert unprotected == []


async def test_every_primary_key_begins_with_the_community(session: Session) -> None:
    others = await values(
        session,
        """
        select i.indrelid::regclass::text
        from pg_index i
        join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indisprimary and c.relname <> 'alembic_version' and a.attname <> 'community_id'
        """,
    )
    assert others == []


async def test_every_table_of_a_community_is_planned_as_if_it_had_no_other(
    session: Session,
) -> None:
    others = await values(
        session,
        """
        select a.attrelid::regclass::text
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace
        where c.relkind = 'r' and c.relrowsecurity and a.attname = 'community_id'
          and a.attoptions is distinct from '{n_distinct=1}'
        """,
    )
    assert others == []


@pytest.mark.parametrize("statement", ["update", "delete"])
async def test_statement_without_a_condition_leaves_the_other_community_alone(
    session: Session, acme: Desk, globex: Desk, statement: str
) -> None:
    await acme.load(example_tickets())
    await enter(session, globex)
    for query in {
        "update": ["update tickets set title = 'mine'", "update refresh_tokens set name = 'mine'"],
        "delete": ["delete from ticket_tags", "delete from ticket_messages", "delete from tickets"],
    }[statement]:
        assert (await session.execute(query.encode())).rowcount in (0, 1)
    assert len(await acme.listed_ids()) == 3
    assert [ticket["title"] for ticket in await acme.list_tickets(tags=["urgent"])] == [
        "New car price list."
    ]


async def test_row_of_another_community_cannot_be_written(
    session: Session, acme: Desk, globex: Desk
) -> None:
    await enter(session, globex)
    parameters = [acme.community.community_id]
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        await session.execute("insert into tags (community_id, name) values (%s, 'x')", parameters)
    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        await session.execute("update people set community_id = %s", parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "create table mine (id int)",
        "create schema mine",
        "create view mine as select 1",
        "create function mine() returns int language sql return 1",
        "alter table tickets disable row level security",
        "alter table tickets no force row level security",
        "alter table tickets add column mine int",
        "create policy mine on tickets using (true)",
        "drop policy own_community on tickets",
        "drop table tags",
        "truncate tags",
        "create index mine on tickets (title)",
        "create role mine",
        "alter role current_user bypassrls",
        "set role frontdesk_owner",
        "update alembic_version set version_num = 'mine'",
        "delete from alembic_version",
        "copy (select 1) to program 'true'",
        "copy tags from '/etc/passwd'",
        "alter system set fsync = off",
        "alter sequence ticket_ids restart",
    ],
)
async def test_service_cannot_change_definitions(session: Session, statement: str) -> None:
    with pytest.raises((InsufficientPrivilege, psycopg.errors.FeatureNotSupported)):
        await session.execute(statement.encode())


async def test_service_role_has_no_attribute_that_lifts_the_walls(session: Session) -> None:
    cursor = await session.execute(
        """
        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
        from pg_roles
        where rolname = %s
        """,
        [SERVICE_ROLE],
    )
    assert await cursor.fetchone() == (False,) * 5
    memberships = "select roleid::regrole::text from pg_auth_members where member = %s::regrole"
    assert await values(session, memberships, SERVICE_ROLE) == []


async def test_search_door_gives_tickets_of_the_own_community_only(
    session: Session, acme: Desk, globex: Desk
) -> None:
    """Even for a query that names another community's words."""
    await acme.load(example_tickets())
    words = f"'{community_mark(acme.community.community_id)}car'"
    query = """
        select ticket_id from tickets_with_words(
            %s::tsquery, null, null, null, false, true, null, null, null
        )
        order by ticket_id
    """
    assert await values(session, query, words) == []
    await enter(session, globex)
    assert await values(session, query, words) == []
    assert await values(session, "select ticket_id from ticket_search") == []
    await enter(session, acme)
    assert await values(session, query, words) == [4484618, 4484636]


async def test_search_door_is_closed_to_everybody_else(session: Session) -> None:
    allowed = """
        select grantee::regrole::text
        from pg_proc, aclexplode(proacl)
        where proname = 'tickets_with_words' and grantee <> proowner
    """
    assert await values(session, allowed) == [SERVICE_ROLE]


async def test_words_are_found_by_their_index_under_an_owner_who_is_no_superuser(
    address: DatabaseAddress, acme: Desk
) -> None:
    """Row-level security is forced on owners, and must not keep the door from the index."""
    await acme.load(example_tickets())
    async with await AsyncConnection.connect(address.owner, autocommit=True) as owner:
        await owner.execute("create role visiting_owner nosuperuser nobypassrls")
        await owner.execute("begin")
        await owner.execute("grant all on all tables in schema public to visiting_owner")
        await owner.execute(
            "create policy all_words_too on ticket_search for select to visiting_owner using (true)"
        )
        await owner.execute("set local role visiting_owner")
        await owner.execute("set local enable_seqscan = off")
        plan = await values(
            owner,
            "explain select ticket_id from ticket_search where words @@ '1/car'::tsquery"
            " and community_id + 0 = (select own_community_id())",
        )
        await owner.execute("rollback")
        await owner.execute("drop role visiting_owner")
    assert any("Bitmap Index Scan on tickets_by_word" in line for line in plan), plan

"""`frontdesk doctor`: is this installation sound?"""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, Protocol

import typer

from frontdesk.cli.doctor_derived import examine_counts, examine_search
from frontdesk.cli.findings import Finding
from frontdesk.cli.installation import Installation, open_installation
from frontdesk.cli.options import DataDir
from frontdesk.database.address import SERVICE_ROLE
from frontdesk.database.pool import Connection, owner_connection
from frontdesk.errors import OperatorError
from frontdesk.jobs.workers import count_workers
from frontdesk.kit.clock import MINUTE, SECOND, system_clock
from frontdesk.tickets.assembling import store_documents
from frontdesk.tickets.verifying import find_stale_documents
from frontdesk.webhooks.lag import measure_lag

LEAST_FREE_BYTES: Final = 1 << 30
PATIENCE: Final = 5 * MINUTE
"""For a worker to do what it should do at once."""


def check(
    documents: Annotated[
        bool, typer.Option("--documents", help="Compare every ticket's document with the tables.")
    ] = False,
    search: Annotated[
        bool, typer.Option("--search", help="Compare what full text finds with every ticket.")
    ] = False,
    counts: Annotated[
        bool, typer.Option("--counts", help="Compare the counts of tickets with a recount.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="With one of these: make anew what differs.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Check this installation; exit code 1 and the faults on stdout if it is not sound."""
    wanted = [
        examine
        for examine, is_wanted in (
            (_examine_documents, documents),
            (examine_search, search),
            (examine_counts, counts),
        )
        if is_wanted
    ]
    if repair and not wanted:
        raise OperatorError("--repair goes with --documents, --search or --counts")
    with open_installation(data_dir) as installation:
        findings = asyncio.run(_examine(installation, wanted, repair=repair))
    for finding in findings:
        print(f"{'ok   ' if finding.fault is None else 'FAULT'} {finding.about}", end="")
        print("" if finding.fault is None else f": {finding.fault}")
    if any(finding.fault for finding in findings):
        raise typer.Exit(1)


class _Examination(Protocol):
    """Of one community."""

    async def __call__(
        self, connection: Connection, community_id: int, short_name: str, /, *, repair: bool
    ) -> Finding: ...


async def _examine(
    installation: Installation, wanted: Sequence[_Examination], *, repair: bool
) -> list[Finding]:
    async with owner_connection(installation.address.owner) as connection:
        findings = [
            await _examine_server(connection),
            await _examine_role(connection),
            await _examine_isolation(connection),
            await _examine_worker(connection),
            *_examine_disk(installation),
        ]
        for examine in wanted:
            for community_id, short_name in await _communities(connection):
                findings.append(await examine(connection, community_id, short_name, repair=repair))
    return findings


async def _examine_server(connection: Connection) -> Finding:
    version = await connection.value("show server_version", {})
    return Finding(f"database: PostgreSQL {version}, schema up to date")


async def _examine_role(connection: Connection) -> Finding:
    strong = await connection.value(
        """
        select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole
        from pg_roles
        where rolname = %(role)s
        """,
        {"role": SERVICE_ROLE},
    )
    fault = f"{SERVICE_ROLE} could get round row-level security or change roles" if strong else None
    return Finding("service role: rows only", fault)


async def _examine_isolation(connection: Connection) -> Finding:
    open_tables = await connection.values(
        """
        select c.relname
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'community_id'
        where c.relkind in ('r', 'p')
          and c.relnamespace = 'public'::regnamespace
          and not (c.relrowsecurity and c.relforcerowsecurity)
        order by c.relname
        """,
        {},
    )
    fault = f"not forced on {', '.join(open_tables)}" if open_tables else None
    return Finding("row-level security: forced on every table of a community", fault)


async def _examine_worker(connection: Connection) -> Finding:
    now = system_clock()
    workers, lag = await count_workers(connection), await measure_lag(connection, now=now)
    waiting = [
        f"{what} for {(now - since) // SECOND} s"
        for what, since in (
            ("changes wait to be told to webhooks", lag.unread_since),
            ("webhook deliveries are due", lag.overdue_since),
        )
        if since is not None and since < now - PATIENCE
    ]
    about = f"worker: {workers} at work" if workers else "worker: none is running"
    return Finding(about, "; ".join(waiting) or None)


def _examine_disk(installation: Installation) -> Iterator[Finding]:
    folder = installation.settings.data_dir
    if folder.exists():
        free = shutil.disk_usage(folder).free
        fault = None if free >= LEAST_FREE_BYTES else "less than 1 GiB is left"
        yield Finding(f"disk: {free / (1 << 30):.1f} GiB free in {folder}", fault)


async def _communities(connection: Connection) -> list[tuple[int, str]]:
    cursor = await connection.execute(
        "select community_id, short_name from communities order by community_id"
    )
    return [(row[0], row[1]) for row in await cursor.fetchall()]


async def _examine_documents(
    connection: Connection, community_id: int, short_name: str, *, repair: bool
) -> Finding:
    await connection.enter(community_id)
    compared, stale = await _compare(connection, community_id)
    about = f"documents of {short_name}: {compared} compared"
    if not stale:
        return Finding(about)
    if not repair:
        return Finding(about, f"{_differ(stale)}; see --repair")
    await _repair(connection, community_id, stale)
    _, beyond = await _compare(connection, community_id)
    about = f"{about}, {len(stale) - len(beyond)} repaired"
    fault = f"{_differ(beyond)} still: they have lost rows, a backup may have them"
    return Finding(about, fault if beyond else None)


async def _compare(connection: Connection, community_id: int) -> tuple[int, list[int]]:
    """How many documents there are, and the tickets whose document differs, all at one moment."""
    compared, stale = 0, list[int]()
    async with connection.transaction():
        await connection.execute("set transaction isolation level repeatable read")
        async for count, differing in find_stale_documents(connection, community_id):
            compared += count
            stale += differing
    return compared, stale


def _differ(ticket_ids: list[int]) -> str:
    shown = ", ".join(map(str, ticket_ids[:5]))
    return f"{len(ticket_ids)} differ from the tables, such as {shown}"


async def _repair(connection: Connection, community_id: int, ticket_ids: list[int]) -> None:
    for start in range(0, len(ticket_ids), 500):
        batch = ticket_ids[start : start + 500]
        async with connection.transaction():
            # Locked as by any action, so that no change comes in between.
            await connection.execute(
                """
                select
                from tickets
                where community_id = %s and ticket_id = any(%s)
                order by ticket_id
                for update
                """,
                [community_id, batch],
            )
            await store_documents(connection, community_id, batch)

"""Secondary indexes set aside while a large load runs, and built again at its end.

Building an index over sorted rows costs about a fifth of adding the rows to it one by one. But
tables without their indexes must be locked against everybody else until the load is committed.
So this is done only while nobody else is connected to the database, and only for a load that is
large beside what the tables hold already.
"""

from dataclasses import dataclass, field
from typing import Final

from psycopg import sql
from psycopg.errors import LockNotAvailable

from frontdesk.database.pool import Connection

_SORTING_MEMORY: Final = "128MB"
"""Enough for PostgreSQL to sort one index on two cores; given back with the transaction."""

_GATHERING_MEMORY: Final = "4MB"
"""For GIN, which gathers words in a tree: a small one stays in the processor's cache. That builds
an index in a quarter less time than 128 MB, and it becomes no larger."""

_MORE_THAN_LOADED: Final = 4
"""Tables that hold at most so many times what has been loaded are worth building anew."""


@dataclass
class SetAsideIndexes:
    """Those of `tables`, in whatever migration they were made; keys and unique ones always stay.

    Those with the most columns are made last, and partial ones behind others: of indexes that seem
    to cost the same, as many do until there are statistics, the planner takes the latest.
    """

    connection: Connection
    tables: list[str]
    size_before: int
    definitions: list[str] = field(default_factory=list)
    is_decided: bool = False

    @classmethod
    async def begin(cls, connection: Connection, tables: list[str]) -> "SetAsideIndexes":
        return cls(connection, tables, await _size(connection, tables))

    async def consider(self) -> None:
        """Called when much has been loaded, again and again: drops the indexes once it pays."""
        if self.is_decided:
            return
        size = await _size(self.connection, self.tables)
        if self.size_before <= (size - self.size_before) * _MORE_THAN_LOADED:
            self.is_decided = True
            if await _is_alone(self.connection) and await lock_at_once(
                self.connection, self.tables
            ):
                await self._drop()

    async def build(self) -> None:
        for definition in self.definitions:
            memory = _GATHERING_MEMORY if " USING gin " in definition else _SORTING_MEMORY
            await self.connection.execute(
                sql.SQL("set local maintenance_work_mem = {}").format(memory)
            )
            await self.connection.execute(definition.encode())

    async def _drop(self) -> None:
        cursor = await self.connection.execute(
            """
            select c.relname, pg_get_indexdef(i.indexrelid)
            from pg_index i
            join pg_class c on c.oid = i.indexrelid
            where i.indrelid = any(%s::regclass[]) and not i.indisunique and i.indisvalid
            order by i.indnkeyatts, i.indpred is not null, c.relname
            """,
            [self.tables],
        )
        for name, definition in await cursor.fetchall():
            await self.connection.execute(sql.SQL("drop index {}").format(sql.Identifier(name)))
            self.definitions.append(definition)


async def lock_at_once(connection: Connection, tables: list[str]) -> bool:
    """Against everybody. False if somebody came in between: not waited for, since all others would
    wait for us."""
    try:
        async with connection.transaction():
            await connection.execute("set local lock_timeout = '50ms'")
            await connection.execute(
                sql.SQL("lock table {} in access exclusive mode").format(
                    sql.SQL(", ").join(map(sql.Identifier, tables))
                )
            )
            await connection.execute("set local lock_timeout to default")
    except LockNotAvailable:
        return False
    return True


async def _size(connection: Connection, tables: list[str]) -> int:
    size: int = await connection.value(
        "select sum(pg_relation_size(name))::bigint from unnest(%(tables)s::regclass[]) as name",
        {"tables": tables},
    )
    return size


async def _is_alone(connection: Connection) -> bool:
    alone: bool = await connection.value(
        """
        select not exists (
            select
            from pg_stat_activity
            where datname = current_database()
              and pid <> pg_backend_pid()
              and backend_type = 'client backend'
        )
        """,
        {},
    )
    return alone

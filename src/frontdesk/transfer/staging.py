"""Rows on their way into the tables, by COPY.

PostgreSQL does not COPY into tables whose row-level security holds for the role, as on an outside
server whose owner is no superuser: there rows take a detour over temporary tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self

from psycopg import AsyncConnection, sql

from frontdesk.transfer.copy_format import blocks


@dataclass(frozen=True)
class StagedTable:
    """A table and the columns that loading fills, `community_id` first."""

    name: str
    columns: tuple[str, ...]


TICKETS: Final = StagedTable(
    "tickets",
    (
        "community_id",
        "ticket_id",
        "creation_time",
        "last_activity",
        "reply_count",
        "imported_reply_count",
        "author_id",
        "imported_last_activity",
        "assignee_id",
        "category_id",
        "expiry_time",
        "status",
        "source",
        "detailed_source",
        "source_name",
        "sentiment",
        "is_anonymized",
        "is_muted",
        "has_attachments",
        "has_draft",
        "is_assigned_to_bot",
        "is_deleted",
        "is_hidden",
        "is_spam",
        "is_sensitive",
        "imported_attachments",
        "imported_draft",
        "title",
        "original_link",
    ),
)
DOCUMENTS: Final = StagedTable("ticket_documents", ("community_id", "ticket_id", "document"))
MESSAGES: Final = StagedTable(
    "ticket_messages", ("community_id", "ticket_id", "message", "html_message")
)
# Where a list has them, said here as well: a superuser's load fires no triggers.
_PLACE: Final = ("status", "last_activity", "creation_time")
TICKET_TAGS: Final = StagedTable(
    "ticket_tags", ("community_id", "ticket_id", "position", "tag_id", *_PLACE)
)
CUSTOM_VALUES: Final = StagedTable(
    "ticket_custom_values", ("community_id", "ticket_id", "field_id", "position", "value", *_PLACE)
)
ATTACHMENTS: Final = StagedTable(
    "attachments",
    (
        "community_id",
        "ticket_id",
        "position",
        "reply_id",
        "note_id",
        "name",
        "url",
        "is_content_part",
    ),
)
SEARCH: Final = StagedTable(
    "ticket_search",
    (
        "community_id",
        "ticket_id",
        "creation_time",
        "last_activity",
        "category_id",
        "status",
        "source",
        "pairs",
        "words",
    ),
)
REPLIES: Final = StagedTable(
    "replies",
    (
        "community_id",
        "reply_id",
        "ticket_id",
        "author_id",
        "creation_time",
        "level",
        "parent_reply_id",
        "message",
        "html_message",
        "is_by_team",
        "is_draft",
        "is_hidden",
        "cc_emails",
        "to_emails",
    ),
)
REPLY_TAGS: Final = StagedTable("reply_tags", ("community_id", "reply_id", "position", "tag_id"))
NOTES: Final = StagedTable(
    "notes",
    (
        "community_id",
        "note_id",
        "ticket_id",
        "author_id",
        "creation_time",
        "message",
        "html_message",
    ),
)
MENTIONS: Final = StagedTable("note_mentions", ("community_id", "note_id", "position", "person_id"))
PEOPLE: Final = StagedTable(
    "people",
    (
        "community_id",
        "person_id",
        "creation_time",
        "name",
        "email",
        "email_key",
        "image",
        "status",
        "is_bot",
    ),
)
_SEQUENCES: Final = 0x73657173  # "seqs", the advisory lock of whoever sets a sequence
STAGED: Final = (
    PEOPLE,
    TICKETS,
    DOCUMENTS,
    MESSAGES,
    TICKET_TAGS,
    CUSTOM_VALUES,
    REPLIES,
    REPLY_TAGS,
    NOTES,
    MENTIONS,
    ATTACHMENTS,
    SEARCH,
)
INDEXED: Final = [table.name for table in STAGED if table is not PEOPLE]
"""Whose indexes a large load may set aside: while it runs it looks up people, but none of these by
anything but their keys."""


@dataclass(frozen=True)
class Loader:
    """Fills tables on one connection, which is in a transaction."""

    connection: AsyncConnection[Any]
    is_direct: bool

    @classmethod
    async def begin(cls, connection: AsyncConnection[Any]) -> Self:
        """Whoever loads has made sure of all references himself. A superuser need not have them
        checked row by row, which costs half as much again."""
        cursor = await connection.execute(
            "select row_security_active('tickets'), current_setting('is_superuser') = 'on'"
        )
        row = await cursor.fetchone()
        assert row is not None, "a select without a table has one row"
        secured, is_superuser = row
        if is_superuser:
            await connection.execute("set local session_replication_role = replica")
        await look_up_by_key(connection)
        if secured:
            await _create_stages(connection)
        return cls(connection, is_direct=not secured)

    async def load(self, table: StagedTable, rows: Iterable[bytes]) -> None:
        if self.is_direct:
            await self._copy(sql.Identifier(table.name), table, rows)
        else:
            await self._copy(_stage(table), table, rows)
            await self._empty_stage(table)

    async def settle_words(self) -> None:
        """Sort in the words that wait in a list, which every search would read; only the index's
        owner may."""
        await self.connection.execute(
            """
            select gin_clean_pending_list(oid)
            from pg_class
            where oid = 'tickets_by_word'::regclass and pg_has_role(relowner, 'usage')
            """
        )

    async def analyze(self) -> None:
        """Let the planner know of what was loaded, roughly: autovacuum will look more closely."""
        await self.connection.execute("set local default_statistics_target = 10")
        for table in STAGED:
            await self.connection.execute(sql.SQL("analyze {}").format(sql.Identifier(table.name)))

    async def _copy(
        self, target: sql.Identifier, table: StagedTable, rows: Iterable[bytes]
    ) -> None:
        copy = sql.SQL("copy {} ({}) from stdin (format binary)").format(target, _columns(table))
        async with self.connection.cursor() as cursor, cursor.copy(copy) as sink:
            for block in blocks(rows):
                await sink.write(block)

    async def _empty_stage(self, table: StagedTable) -> None:
        await self.connection.execute(
            sql.SQL("insert into {} ({}) select {} from {}").format(
                sql.Identifier(table.name), _columns(table), _columns(table), _stage(table)
            )
        )
        await self.connection.execute(sql.SQL("truncate {}").format(_stage(table)))


async def _create_stages(connection: AsyncConnection[Any]) -> None:
    """Temporary twins of the staged tables; they go with the transaction."""
    for table in STAGED:
        await connection.execute(
            sql.SQL("create temporary table {} on commit drop as select {} from {} limit 0").format(
                sql.Identifier(_stage_name(table)), _columns(table), sql.Identifier(table.name)
            )
        )


def _stage_name(table: StagedTable) -> str:
    return f"staged_{table.name}"


def _stage(table: StagedTable) -> sql.Identifier:
    return sql.Identifier("pg_temp", _stage_name(table))


def _columns(table: StagedTable) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns))


async def look_up_by_key(connection: AsyncConnection[Any]) -> None:
    """Until the transaction ends, lists of ids are found by their keys, whatever statistics say.

    Those do not know yet of the community, or of most of its tickets: by them it is as good as
    empty, and reading it whole for every batch would cost more with each."""
    await connection.execute("set local enable_seqscan = off")
    await connection.execute("set local plan_cache_mode = force_generic_plan")


async def advance_sequence(connection: AsyncConnection[Any], sequence: str, past: int) -> None:
    """Let the sequence give only numbers above `past`.

    Sequences are of all communities: loads of several take turns, so that none sets one back.
    """
    await connection.execute("select pg_advisory_lock(%s)", [_SEQUENCES])
    await connection.execute(
        sql.SQL("select setval(%s, %s) from {} where last_value <= %s").format(
            sql.Identifier(sequence)
        ),
        [sequence, past, past],
    )
    await connection.execute("select pg_advisory_unlock(%s)", [_SEQUENCES])

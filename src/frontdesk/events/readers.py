"""Readers of the journal: who reads on from where, in commit order, and one at a time."""

from frontdesk.database.pool import Connection
from frontdesk.events.feed import FeedPosition


async def communities_with_news(connection: Connection, reader: str) -> list[int]:
    """Communities in whose journal this reader has not come to the end."""
    return await connection.values(
        "select communities_with_new_events(%(reader)s)", {"reader": reader}
    )


async def take_position(
    connection: Connection, community_id: int, reader: str
) -> FeedPosition | None:
    """How far the reader has come, held until the transaction ends; None when somebody else reads
    just now, or the reader does not read this community's journal."""
    cursor = await connection.execute(
        """
        select transaction_id::text::bigint, event_id
        from event_readers
        where community_id = %s and reader = %s
        for update skip locked
        """,
        [community_id, reader],
    )
    row = await cursor.fetchone()
    return None if row is None else FeedPosition(*row)


async def keep_position(
    connection: Connection, community_id: int, reader: str, position: FeedPosition
) -> None:
    """The reader has dealt with everything up to `position`, this one included."""
    await connection.execute(
        """
        update event_readers
        set transaction_id = %(transaction_id)s::text::xid8, event_id = %(event_id)s
        where community_id = %(community_id)s and reader = %(reader)s
        """,
        {"community_id": community_id, "reader": reader, **position._asdict()},
    )


async def has_news_beyond(
    connection: Connection, community_id: int, position: FeedPosition
) -> bool:
    """Whether anything is committed after `position`, even if readers must still wait for it
    because an older transaction is under way."""
    return bool(
        await connection.value(
            """
            select exists (
                select from events
                where community_id = %(community_id)s
                  and (transaction_id, event_id)
                      > (%(transaction_id)s::text::xid8, %(event_id)s::bigint)
            )
            """,
            {"community_id": community_id, **position._asdict()},
        )
    )

"""Comparing the words by which tickets are found with the texts that hold them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from frontdesk.database.pool import Connection
from frontdesk.tickets.batches import BATCH
from frontdesk.tickets.search_index import fresh_words
from frontdesk.tickets.search_pairs import NOT_ALL_PAIRS
from frontdesk.tickets.search_vector import search_vector


async def find_wrongly_indexed(
    connection: Connection, community_id: int
) -> AsyncIterator[tuple[int, list[int]]]:
    """Batch by batch: how many tickets were compared, and those that are found by other words, or
    stand elsewhere in lists, than they should.

    `connection` is in a transaction that sees one moment (repeatable read).
    """
    last = 0
    while True:
        stored = await _stored(connection, community_id, last)
        if not stored:
            return
        wrong = [each.ticket_id for each in stored if not await _is_right(connection, each)]
        yield len(stored), wrong
        last = stored[-1].ticket_id


@dataclass(frozen=True, kw_only=True)
class _Stored:
    community_id: int
    ticket_id: int
    words: str | None
    pairs: list[int] | None
    is_in_place: bool


async def _stored(connection: Connection, community_id: int, last: int) -> list[_Stored]:
    return await connection.rows(
        _Stored,
        """
        select t.community_id, t.ticket_id, s.words::text as words, s.pairs,
               (s.last_activity, s.creation_time, s.category_id, s.status, s.source)
               is not distinct from
               (t.last_activity, t.creation_time, t.category_id, t.status, t.source) as is_in_place
        from tickets t
        left join ticket_search s on s.community_id = t.community_id and s.ticket_id = t.ticket_id
        where t.community_id = %(community_id)s and t.ticket_id > %(last)s
        order by t.ticket_id
        limit %(most)s
        """,
        {"community_id": community_id, "last": last, "most": BATCH},
    )


async def _is_right(connection: Connection, stored: _Stored) -> bool:
    """Places do not count: replies and notes stand in the order in which they came."""
    if stored.words is None or stored.pairs is None or not stored.is_in_place:
        return False
    fresh = await fresh_words(connection, stored.community_id, stored.ticket_id)
    if NOT_ALL_PAIRS not in stored.pairs and not fresh.pairs.issubset(stored.pairs):
        return False
    same: bool = await connection.value(
        """
        select strip(stored) = strip(fresh)
           and strip(ts_filter(stored, '{a}')) = strip(ts_filter(fresh, '{a}'))
           and strip(ts_filter(stored, '{b}')) = strip(ts_filter(fresh, '{b}'))
           and strip(ts_filter(stored, '{c}')) = strip(ts_filter(fresh, '{c}'))
           and strip(ts_filter(stored, '{d}')) = strip(ts_filter(fresh, '{d}'))
        from (select %(stored)s::tsvector as stored, %(fresh)s::tsvector as fresh) both_ways
        """,
        {"stored": stored.words, "fresh": search_vector(fresh)},
    )
    return same

"""Keeping what full text searches in step with tickets: part of every change of one.

Only what is new is cut into words: a reply's words are put behind those that are there. Hashes of
all texts tell whether something else changed; then the ticket's words are made anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.tickets.search_pairs import NOT_ALL_PAIRS
from frontdesk.tickets.search_texts import (
    HASH_OF_HEAD,
    HASH_OF_NOTE,
    HASH_OF_REPLY,
    head_parts,
    texts_of,
    thread_of,
)
from frontdesk.tickets.search_vector import (
    LARGEST_VECTOR,
    MOST_PLACED,
    Cut,
    cut,
    search_vector,
)


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """A ticket as it is and, in `stored_…`, as the index has it; None: not at all."""

    ticket_id: int
    creation_time: int
    last_activity: int
    category_id: int | None
    status: str
    source: str
    head: int
    replies: list[int]
    notes: list[int]
    stored_head: int | None
    stored_replies: list[int] | None
    stored_notes: list[int] | None

    def is_known(self) -> bool:
        return (self.head, self.replies, self.notes) == (
            self.stored_head,
            self.stored_replies,
            self.stored_notes,
        )

    def only_grew(self) -> bool:
        """By new replies and notes behind the known ones."""
        return (
            self.head == self.stored_head
            and self.stored_replies == self.replies[: len(self.stored_replies or ())]
            and self.stored_notes == self.notes[: len(self.stored_notes or ())]
        )


_ENTRIES: Final[LiteralString] = (
    """
select t.ticket_id, t.creation_time, t.last_activity, t.category_id, t.status, t.source,
       {hash_of_head} as head,
       array(
           select {hash_of_reply}
           from replies r
           where r.community_id = t.community_id and r.ticket_id = t.ticket_id
           order by r.reply_id
       ) as replies,
       array(
           select {hash_of_note}
           from notes n
           where n.community_id = t.community_id and n.ticket_id = t.ticket_id
           order by n.note_id
       ) as notes,
       s.head as stored_head, s.replies as stored_replies, s.notes as stored_notes
from tickets t
left join ticket_messages m on m.community_id = t.community_id and m.ticket_id = t.ticket_id
left join people p          on p.community_id = t.community_id and p.person_id = t.author_id
left join ticket_search s on s.community_id = t.community_id and s.ticket_id = t.ticket_id
where t.community_id = %(community_id)s and t.ticket_id = any(%(ids)s::bigint[])
""".replace("{hash_of_head}", HASH_OF_HEAD)
    .replace("{hash_of_reply}", HASH_OF_REPLY)
    .replace("{hash_of_note}", HASH_OF_NOTE)
)
# A list of ids is planned anew each time, which takes longer than to run it.
_ENTRY: Final = _ENTRIES.replace("= any(%(ids)s::bigint[])", "= %(id)s")


async def index_tickets(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> None:
    """Let these tickets be found by what they hold now; they are locked by this transaction.

    For one whose texts are known already this is a single query."""
    ids = list(ticket_ids)
    which = {"id": ids[0]} if len(ids) == 1 else {"ids": ids}
    entries = await connection.rows(
        _Entry,
        _ENTRY if len(ids) == 1 else _ENTRIES,
        {"community_id": community_id} | which,
    )
    for entry in entries:
        await _index(connection, community_id, entry)


async def _index(connection: Connection, community_id: int, entry: _Entry) -> None:
    if entry.is_known():
        return
    if not entry.only_grew() or not await _append(connection, community_id, entry):
        await _write(connection, community_id, entry)


async def _append(connection: Connection, community_id: int, entry: _Entry) -> bool:
    """False if there would be more words than can be kept."""
    known_replies, known_notes = len(entry.stored_replies or ()), len(entry.stored_notes or ())
    texts = await texts_of(
        connection, community_id, entry.ticket_id, replies=known_replies, notes=known_notes
    )
    return await put_behind(
        connection,
        community_id,
        entry.ticket_id,
        cut(community_id, thread_of(texts)),
        replies=entry.replies[known_replies:],
        notes=entry.notes[known_notes:],
    )


async def put_behind(
    connection: Connection,
    community_id: int,
    ticket_id: int,
    added: Cut,
    *,
    replies: Sequence[int] = (),
    notes: Sequence[int] = (),
    last_activity: int | None = None,
    status: str | None = None,
) -> bool:
    """Let the ticket be found by these words, too: those of new replies and notes, given with the
    hashes of their texts. False if there would be more words than can be kept, or there is no
    entry.

    An entry without hashes, which was loaded, stays so. The last activity and the status that the
    ticket is about to get may come along: the trigger of `tickets` then need not write them."""
    words = search_vector(added)
    cursor = await connection.execute(
        _PUT_BEHIND,
        {
            "community_id": community_id,
            "ticket_id": ticket_id,
            "words": words,
            "pairs": list(added.pairs),
            "replies": list(replies),
            "notes": list(notes),
            "last_activity": last_activity,
            "status": status,
            "size": len(words),
            "largest": LARGEST_VECTOR,
            "most_placed": MOST_PLACED,
            "not_all_pairs": NOT_ALL_PAIRS,
        },
    )
    return cursor.rowcount == 1


_PUT_BEHIND: Final[LiteralString] = """
update ticket_search
set last_activity = coalesce(%(last_activity)s, last_activity),
    status = coalesce(%(status)s, status),
    words = words || %(words)s::tsvector, padding = default,
    pairs = array(
        select unnest(pairs)
        union
        select unnest(%(pairs)s::int2[])
        union
        select %(not_all_pairs)s::int2
        where pg_column_size(words) + %(size)s > %(most_placed)s
    ),
    replies = case when head is null then replies else replies || %(replies)s::bigint[] end,
    notes = case when head is null then notes else notes || %(notes)s::bigint[] end
where community_id = %(community_id)s
  and ticket_id = %(ticket_id)s
  and pg_column_size(words) + %(size)s <= %(largest)s
"""


async def _write(connection: Connection, community_id: int, entry: _Entry) -> None:
    fresh = await fresh_words(connection, community_id, entry.ticket_id)
    await connection.execute(
        """
        insert into ticket_search
               (community_id, ticket_id, creation_time, last_activity, category_id, status, source,
                head, replies, notes, pairs, words)
        values (%(community_id)s, %(ticket_id)s, %(creation_time)s, %(last_activity)s,
                %(category_id)s, %(status)s, %(source)s,
                %(head)s, %(replies)s, %(notes)s, %(pairs)s::int2[], %(words)s)
        on conflict (community_id, ticket_id) do update
        set head = excluded.head, replies = excluded.replies, notes = excluded.notes,
            pairs = excluded.pairs, padding = default, words = excluded.words
        """,
        vars(entry)
        | {
            "community_id": community_id,
            "pairs": list(fresh.pairs),
            "words": search_vector(fresh),
        },
    )


async def fresh_words(connection: Connection, community_id: int, ticket_id: int) -> Cut:
    """All words of the ticket, from what the tables say now."""
    texts = await texts_of(connection, community_id, ticket_id, replies=0, notes=0)
    head = head_parts(ticket_id, texts.title, texts.people, texts.message)
    return cut(community_id, [*head, *thread_of(texts)])


async def reindex_tickets(
    connection: Connection, community_id: int, ticket_ids: Iterable[int]
) -> None:
    """Make the words of these tickets anew, whatever is kept of them."""
    ids = list(ticket_ids)
    # Locked as by any action, so that no change comes in between.
    await connection.execute(
        """
        select
        from tickets
        where community_id = %s and ticket_id = any(%s::bigint[])
        order by ticket_id
        for update
        """,
        [community_id, ids],
    )
    await connection.execute(
        "delete from ticket_search where community_id = %s and ticket_id = any(%s::bigint[])",
        [community_id, ids],
    )
    await index_tickets(connection, community_id, ids)

"""Keeping what full text searches in step with tickets: part of every change of one.

Only what is new is cut into words: a reply's words are put behind those that are there. Hashes of
all texts tell whether something else changed; then the ticket's words are made anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from frontdesk.database.pool import Connection
from frontdesk.tickets.search_pairs import NOT_ALL_PAIRS
from frontdesk.tickets.search_vector import (
    LARGEST_VECTOR,
    MOST_PLACED,
    Cut,
    Part,
    Weight,
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


@dataclass(frozen=True, kw_only=True)
class _Texts:
    title: str | None
    message: str | None
    people: str
    replies: list[str]
    reply_people: list[str]
    notes: list[str]


# People of a reply: those it goes to, and its author unless that is the team.
PEOPLE_OF_REPLY: Final[LiteralString] = """
concat_ws(' ', array_to_string(r.to_emails, ' '), array_to_string(r.cc_emails, ' '),
          (select concat_ws(' ', a.name, a.email)
           from people a
           where not r.is_by_team
             and a.community_id = r.community_id and a.person_id = r.author_id))
"""

HASH_OF_REPLY: Final = "hashtextextended(concat(r.message, chr(31), {people}), 0)".replace(
    "{people}", PEOPLE_OF_REPLY
)

PEOPLE_OF_TICKET: Final[LiteralString] = """
concat_ws(' ', p.name, p.email, p.phone_number, p.custom_identifier, array_to_string(t.cc, ' '))
"""
HASH_OF_HEAD: Final = (
    "hashtextextended(concat(t.title, chr(31), m.message, chr(31), {people}), 0)".replace(
        "{people}", PEOPLE_OF_TICKET
    )
)
HASH_OF_NOTE: Final = "hashtextextended(n.message, 0)"

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

_TEXTS: Final[LiteralString] = """
select t.title, m.message, {people} as people,
       array(
           select r.message
           from replies r
           where r.community_id = t.community_id and r.ticket_id = t.ticket_id
           order by r.reply_id
           offset %(replies)s
       ) as replies,
       array(
           select {reply_people}
           from replies r
           where r.community_id = t.community_id and r.ticket_id = t.ticket_id
           order by r.reply_id
           offset %(replies)s
       ) as reply_people,
       array(
           select n.message
           from notes n
           where n.community_id = t.community_id and n.ticket_id = t.ticket_id
           order by n.note_id
           offset %(notes)s
       ) as notes
from tickets t
left join ticket_messages m on m.community_id = t.community_id and m.ticket_id = t.ticket_id
left join people p          on p.community_id = t.community_id and p.person_id = t.author_id
where t.community_id = %(community_id)s and t.ticket_id = %(ticket_id)s
""".replace("{people}", PEOPLE_OF_TICKET).replace("{reply_people}", PEOPLE_OF_REPLY)


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
    texts = await _texts(
        connection, community_id, entry.ticket_id, replies=known_replies, notes=known_notes
    )
    return await put_behind(
        connection,
        community_id,
        entry.ticket_id,
        cut(community_id, _thread(texts)),
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
) -> bool:
    """Let the ticket be found by these words, too: those of new replies and notes, given with the
    hashes of their texts. False if there would be more words than can be kept, or there is no
    entry.

    An entry without hashes, which was loaded, stays so."""
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
            "size": len(words),
            "largest": LARGEST_VECTOR,
            "most_placed": MOST_PLACED,
            "not_all_pairs": NOT_ALL_PAIRS,
        },
    )
    return cursor.rowcount == 1


_PUT_BEHIND: Final[LiteralString] = """
update ticket_search
set words = words || %(words)s::tsvector, padding = default,
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
    texts = await _texts(connection, community_id, ticket_id, replies=0, notes=0)
    head = head_parts(ticket_id, texts.title, texts.people, texts.message)
    return cut(community_id, [*head, *_thread(texts)])


async def _texts(
    connection: Connection, community_id: int, ticket_id: int, *, replies: int, notes: int
) -> _Texts:
    """The ticket's texts, but for so many replies and notes."""
    parameters = {"community_id": community_id, "ticket_id": ticket_id}
    texts = await connection.row(_Texts, _TEXTS, parameters | {"replies": replies, "notes": notes})
    assert texts is not None, "the ticket is locked"
    return texts


def head_parts(ticket_id: int, title: str | None, people: str, message: str | None) -> list[Part]:
    """What every ticket begins with."""
    return [
        (Weight.TITLE, title),
        (Weight.PEOPLE, str(ticket_id)),
        (Weight.PEOPLE, people),
        (Weight.MESSAGE, message),
    ]


def _thread(texts: _Texts) -> list[Part]:
    return thread_parts(texts.replies, texts.reply_people, texts.notes)


def thread_parts(replies: list[str], reply_people: list[str], notes: list[str]) -> list[Part]:
    """What follows with the thread; of a reply, people are those it goes to, and its author unless
    that is the team."""
    return [
        *((Weight.MESSAGE, message) for message in replies),
        *((Weight.PEOPLE, people) for people in reply_people),
        *((Weight.NOTE, message) for message in notes),
    ]


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

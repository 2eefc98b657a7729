"""Many tickets at once into one community: batches inside one transaction, all or nothing.

What tickets refer to and the community lacks is made under the same id: people, categories (at the
root), custom fields (as `text`), tags; an assignee of the team becomes a teammate. What exists is
left as it is, and so are tickets whose id is there already, with their threads.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from frontdesk.communities.community import Community
from frontdesk.database.pool import Connection
from frontdesk.database.transaction import Transaction
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.response_times.rules import ResponseRules, load_rules
from frontdesk.tickets.document import Ticket, encode_document
from frontdesk.tickets.search_index import index_tickets
from frontdesk.transfer import batching, rows, search_rows, staging, thread_rows
from frontdesk.transfer.batching import batches_made_ahead
from frontdesk.transfer.counts import LoadCounts
from frontdesk.transfer.field_order import FieldOrder
from frontdesk.transfer.indexes import SetAsideIndexes
from frontdesk.transfer.references import References
from frontdesk.transfer.rows import TimedTicket
from frontdesk.transfer.staging import Loader
from frontdesk.transfer.thread_ids import claim_thread_ids
from frontdesk.transfer.threads import has_thread, notes_of, replies_of, without_thread
from frontdesk.transfer.word_cutting import WordCutter, word_cutter

Progress = Callable[[int], None]


async def load_tickets(
    connection: Connection,
    community: Community,
    tickets: Iterable[Ticket],
    *,
    now: int,
    progress: Progress = lambda count: None,
) -> LoadCounts:
    """Load checked tickets, and the threads of those that bring one; `connection` is the owner's,
    in a transaction, in this community.

    One load at a time runs in a community. New ids will follow the largest one loaded.
    """
    await _begin_load(connection, community)
    loader = await Loader.begin(connection)
    references = await References.known(connection, community, loader, now=now)
    rules = await load_rules(connection, community.community_id)
    indexes = await SetAsideIndexes.begin(connection, staging.INDEXED)
    with word_cutter(community) as cutter:
        load = _Load(connection, community, loader, references, rules, cutter)
        try:
            async for batch in batches_made_ahead(tickets):
                await load.take(batch)
                progress(load.counts.read)
                if load.counts.created >= batching.BATCH:
                    await indexes.consider()
            await load.insert_words()
        finally:
            load.abandon_words()
    await indexes.build()
    counts = await load.finish()
    await loader.settle_words()
    if counts.created >= batching.BATCH:
        await loader.analyze()  # plans made for an empty table would serve a full one
    await _record_import(connection, community, counts, now=now)
    return counts


async def _begin_load(connection: Connection, community: Community) -> None:
    """By this lock other communities' readers know that they need not wait (`settled_end`)."""
    await connection.execute(
        "select pg_advisory_xact_lock(hashtext('load_tickets'), hashint8(%s))",
        [community.community_id],
    )


async def _record_import(
    connection: Connection, community: Community, counts: LoadCounts, *, now: int
) -> None:
    if counts.created:
        tx = Transaction(
            connection=connection,
            community_id=community.community_id,
            actor_id=community.api_user_id,
            now=now,
        )
        await record(tx, EventName.TICKETS_IMPORTED, created=counts.created)


class _ComingWords(NamedTuple):
    tickets: list[TimedTicket]
    cutting: asyncio.Task[Iterable[bytes]]


class _Load:
    def __init__(
        self,
        connection: Connection,
        community: Community,
        loader: Loader,
        references: References,
        rules: ResponseRules,
        cutter: WordCutter,
    ) -> None:
        self._connection = connection
        self._community = community
        self._loader = loader
        self._references = references
        self._rules = rules
        self._cutter = cutter
        self._field_order = FieldOrder()
        self._words: deque[_ComingWords] = deque()
        self.counts = LoadCounts()

    async def take(self, batch: list[Ticket]) -> None:
        self.counts.read += len(batch)
        fresh = await self._select_fresh(batch)
        if fresh:
            await self._references.make_missing(fresh)
            await self._insert(fresh)

    async def _insert(self, tickets: list[Ticket]) -> None:
        """Words are cut while the rest is on its way, and that of the next batch."""
        timed = [rows.timed(ticket) for ticket in tickets]
        cutting = asyncio.create_task(self._cutter.cut(tickets, self._references.people))
        self._words.append(_ComingWords(timed, cutting))
        await self._insert_tickets(tickets, timed)
        await self._insert_threads([ticket for ticket in tickets if has_thread(ticket)])
        await self.insert_words(but=1)

    async def insert_words(self, *, but: int = 0) -> None:
        """All but those of so many batches."""
        while len(self._words) > but:
            coming = self._words[0]
            words = search_rows.search(coming.tickets, self._community, await coming.cutting)
            await self._loader.load(staging.SEARCH, words)
            self._words.popleft()

    def abandon_words(self) -> None:
        while self._words:
            self._words.popleft().cutting.cancel()

    async def _select_fresh(self, batch: list[Ticket]) -> list[Ticket]:
        """The tickets whose id is new; the others are counted."""
        stored = await self._stored_documents([ticket.id for ticket in batch])
        fresh: dict[int, Ticket] = {}
        for ticket in batch:
            twin = fresh.get(ticket.id)
            document = _document(twin) if twin is not None else stored.get(ticket.id)
            if document is None:
                fresh[ticket.id] = ticket
            elif document == _document(ticket):
                self.counts.unchanged += 1
            else:
                self.counts.kept += 1
        return list(fresh.values())

    async def _stored_documents(self, ids: list[int]) -> dict[int, bytes]:
        cursor = self._connection.cursor(binary=True)
        await cursor.execute(
            """
            select ticket_id, document
            from ticket_documents
            where community_id = %s and ticket_id = any(%s)
            """,
            [self._community.community_id, ids],
        )
        return dict(await cursor.fetchall())

    async def _insert_tickets(self, tickets: list[Ticket], timed: list[TimedTicket]) -> None:
        # First of all, so that nobody opens a ticket under one of these ids meanwhile.
        largest_id = max(ticket.id for ticket in tickets)
        await staging.advance_sequence(self._connection, "ticket_ids", largest_id)
        community = self._community
        tag_ids = self._references.tag_ids
        for table, filled in (
            (staging.TICKETS, rows.tickets(timed, community, self._rules)),
            (staging.DOCUMENTS, rows.documents(tickets, community, self._references.as_known_here)),
            (staging.MESSAGES, rows.messages(tickets, community)),
            (staging.TICKET_TAGS, rows.ticket_tags(timed, community, tag_ids)),
            (staging.CUSTOM_VALUES, rows.custom_values(timed, community)),
            (staging.ATTACHMENTS, rows.attachments(tickets, community)),
        ):
            await self._loader.load(table, filled)
        for ticket in tickets:
            self._field_order.see([value.id for value in ticket.custom_fields])
        self.counts.created += len(tickets)

    async def _insert_threads(self, tickets: list[Ticket]) -> None:
        if not tickets:
            return
        community = self._community
        await claim_thread_ids(self._connection, community, tickets)
        tag_ids = self._references.tag_ids
        for table, filled in (
            (staging.REPLIES, thread_rows.replies(tickets, community)),
            (staging.REPLY_TAGS, thread_rows.reply_tags(tickets, community, tag_ids)),
            (staging.NOTES, thread_rows.notes(tickets, community)),
            (staging.MENTIONS, thread_rows.mentions(tickets, community)),
            (staging.ATTACHMENTS, thread_rows.attachments(tickets, community)),
        ):
            await self._loader.load(table, filled)
        self.counts.replies += sum(len(replies_of(ticket)) for ticket in tickets)
        self.counts.notes += sum(len(notes_of(ticket)) for ticket in tickets)

    async def finish(self) -> LoadCounts:
        await self._references.finish(self._field_order)
        await self._index_known_people()
        self._references.count_into(self.counts)
        return self.counts

    async def _index_known_people(self) -> None:
        """Of people who were here before more may be known than their tickets say."""
        community_id = self._community.community_id
        tickets = await self._connection.values(
            """
            select t.ticket_id
            from people p
            join tickets t       on t.community_id = p.community_id and t.author_id = p.person_id
            join ticket_search s on s.community_id = t.community_id and s.ticket_id = t.ticket_id
            where p.community_id = %(community_id)s
              and (p.phone_number is not null or p.custom_identifier is not null)
              and s.head is null
            """,
            {"community_id": community_id},
        )
        await index_tickets(self._connection, community_id, tickets)


def _document(ticket: Ticket) -> bytes:
    return encode_document(without_thread(ticket))

"""The tickets of a list and what is said above them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from frontdesk.database.pool import Connection
from frontdesk.inbox.tickets_address import Asked
from frontdesk.inbox.tickets_beside import COUNTED_NOW, Beside
from frontdesk.inbox.tickets_rows import RowTicket, read_tickets
from frontdesk.inbox.visit import Visit
from frontdesk.inbox.waiting import say_wait
from frontdesk.kit.clock import MINUTE, parse_ticks
from frontdesk.tickets.counting import MOST_COUNTED
from frontdesk.tickets.cursor import Cursor, read_cursor, write_cursor
from frontdesk.tickets.enums import TicketListOrderBy, TicketStatus
from frontdesk.tickets.field_search import settle_field_values
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.paging import TicketPage, count_listed, list_best, list_tickets
from frontdesk.tickets.read_marks import unread_among
from frontdesk.tickets.redaction import hidden_fields
from frontdesk.tickets.searching import narrow_to_query
from frontdesk.tickets.unsent import count_unsent, list_unsent

FIRST_PAGE: Final = 30
"""More than a screen shows; what follows is asked for before somebody gets there."""

PAGE: Final = 50


@dataclass(frozen=True, kw_only=True)
class ShownList:
    """`more` is the cursor of the page that follows."""

    tickets: list[RowTicket]
    unread: set[int]
    more: str | None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """`most` is where counting ended, if no total is kept; `oldest` None: nobody waits."""

    count: int
    most: int | None = None
    oldest: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads a list for a visit: every list, count and single row asks the same filter."""

    connection: Connection
    visit: Visit
    asked: Asked
    beside: Beside
    wanted: TicketFilter

    @property
    def _community_id(self) -> int:
        return self.visit.community.community_id

    async def page(self, cursor: str | None, *, take: int | None = None) -> ShownList:
        """`take`: how many, unless it is as many as usual."""
        usual = FIRST_PAGE if cursor is None else PAGE
        documents, more = await self._documents(cursor, take or usual)
        tickets = read_tickets(documents)
        unread = await unread_among(
            self.connection,
            self._community_id,
            self.visit.teammate.person_id,
            [ticket.id for ticket in tickets],
        )
        return ShownList(tickets=tickets, unread=unread, more=more)

    async def only(self, ticket_ids: Sequence[int]) -> ShownList:
        """Those of these tickets that the list holds."""
        narrowed = replace(self, wanted=replace(self.wanted, ticket_ids=tuple(ticket_ids)))
        if self.asked.wanted.has_composition:
            narrowed = replace(self, wanted=replace(self.wanted, ticket_ids=()))
        page = await narrowed.page(None, take=max(PAGE, len(ticket_ids)))
        tickets = [ticket for ticket in page.tickets if ticket.id in set(ticket_ids)]
        return ShownList(tickets=tickets, unread=page.unread, more=None)

    async def _documents(self, cursor: str | None, take: int) -> tuple[list[bytes], str | None]:
        if self.asked.is_ranked:
            return await self._best(cursor, take)
        start = _start(cursor, self.asked.wanted.order)
        page = await self._list(self.wanted, self.asked.wanted.order, start, take)
        return page.documents, write_cursor(page.next) if page.next else None

    async def _list(
        self, wanted: TicketFilter, order: TicketListOrderBy, start: Cursor | int, take: int
    ) -> TicketPage:
        if self.asked.wanted.has_composition:
            return await list_unsent(
                self.connection,
                self._community_id,
                wanted,
                self.visit.teammate.person_id,
                order=order,
                start=start,
                take=take,
                now=self.visit.now,
                visibility=self.beside.visibility,
            )
        return await list_tickets(
            self.connection,
            self._community_id,
            wanted,
            order=order,
            start=start,
            take=take,
            now=self.visit.now,
            visibility=self.beside.visibility,
        )

    async def _best(self, cursor: str | None, take: int) -> tuple[list[bytes], str | None]:
        """The best matches are counted off: their order is not kept."""
        skip = int(cursor) if cursor and cursor.isdecimal() and len(cursor) < 6 else 0
        found = await list_best(
            self.connection,
            self._community_id,
            self.wanted,
            skip=skip,
            take=take,
            now=self.visit.now,
            visibility=self.beside.visibility,
        )
        return found[:take], str(skip + take) if len(found) > take else None

    async def summary(self, shown: ShownList | None = None) -> Summary:
        """Words are looked up for the list only: of their count the first page says enough."""
        if self.wanted.words is not None and shown is not None:
            count = len(shown.tickets) + (shown.more is not None)
            return Summary(count=count, most=FIRST_PAGE + 1)
        count, most = await self._count()
        return Summary(count=count, most=most, oldest=await self._oldest(count))

    async def _count(self) -> tuple[int, int | None]:
        kept = self.beside.counts.get(self.asked.view)
        if kept is not None and not self.asked.is_narrowed:
            return kept, MOST_COUNTED if self.asked.view in COUNTED_NOW else None
        community_id, visit = self.visit.community.community_id, self.visit
        seen = self.beside.visibility
        if self.asked.wanted.has_composition:
            me = visit.teammate.person_id
            return await count_unsent(
                self.connection, community_id, self.wanted, me, now=visit.now, visibility=seen
            ), MOST_COUNTED
        return await count_listed(
            self.connection, community_id, self.wanted, now=visit.now, visibility=seen
        ), MOST_COUNTED

    async def _oldest(self, count: int) -> int | None:
        """Since when the one waits who waits longest."""
        wanted = self.wanted
        if not count or TicketStatus.OPEN not in wanted.wanted_statuses():
            return None
        waiting = replace(wanted, status=TicketStatus.OPEN)
        order = TicketListOrderBy.LAST_THREAD_ACTIVITY_ASC
        page = await self._list(waiting, order, 0, 1)
        times = [each.last_thread_element_creation_time for each in read_tickets(page.documents)]
        return parse_ticks(times[0]) if times else None


async def make_reader(connection: Connection, visit: Visit, asked: Asked, beside: Beside) -> Reader:
    community_id = visit.community.community_id
    filter_ = asked.wanted.ticket_filter(visit.teammate.person_id, now=visit.now)
    narrowed = narrow_to_query(filter_, community_id, asked.words, visit.role)
    hidden = await hidden_fields(connection, community_id, visit.role)
    wanted = await settle_field_values(connection, community_id, narrowed, hidden)
    return Reader(connection=connection, visit=visit, asked=asked, beside=beside, wanted=wanted)


def _start(cursor: str | None, order: TicketListOrderBy) -> Cursor | int:
    """The beginning, for a cursor that is none of ours or of another order."""
    try:
        start = read_cursor(cursor) if cursor else 0
    except ValueError:
        return 0
    return start if isinstance(start, int) or start.order == order else 0


def say_summary(visit: Visit, summary: Summary) -> str:
    """Such as `23 tickets, oldest waits 3 h 12 min`."""
    if summary.count == 0:
        return ""
    if summary.most is not None and summary.count >= summary.most:
        text = visit.gettext("More than %(count)s tickets", count=summary.most - 1)
    else:
        text = visit.ngettext("%(count)s ticket", "%(count)s tickets", summary.count)
    if summary.oldest is None or visit.now - summary.oldest < MINUTE:
        return text
    wait = say_wait(visit, visit.now - summary.oldest)
    return visit.gettext("%(tickets)s, oldest waits %(wait)s", tickets=text, wait=wait)

"""One page of one search: what is asked, of which list, and how far to go for it."""

from dataclasses import dataclass
from typing import Any, Final, LiteralString, NamedTuple, Protocol

from psycopg import AsyncConnection

from frontdesk.database.pool import Parameters
from frontdesk.tickets.enums import TicketListOrderBy
from frontdesk.tickets.filters import TicketFilter
from frontdesk.tickets.statements import Plan


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Tickets whose words are looked at: `sample` to learn how frequent they are; `furthest` in a
    walk that promises to fill the page; `long_walk` where the index would give even more: words in
    a row that any of the sample has, and, if the first `short_walk` promise it, words that
    `frequent` tickets of the sample have. Of a list that the words do not keep to, so many of the
    rest are as quick as the index for words that `very_frequent` of the sample have, and up to
    `longest_walk` for others, in proportion."""

    sample: int = 200
    frequent: int = 10
    very_frequent: int = 40
    short_walk: int = 1_000
    furthest: int = 2_600
    long_walk: int = 16_000
    longest_walk: int = 40_000


MEASURED: Final = Limits()
"""Chosen at a million tickets, see docs/performance.md."""


class Place(NamedTuple):
    """A found ticket and its time in the asked order."""

    time: int
    ticket_id: int


class Narrowed(Protocol):
    """The list that the words narrow further: `listing.Listing`."""

    @property
    def community_id(self) -> int: ...
    @property
    def order(self) -> TicketListOrderBy: ...
    @property
    def wanted(self) -> TicketFilter: ...
    def bare(self) -> "Narrowed": ...
    async def choose_plan(self, connection: AsyncConnection[Any]) -> Plan: ...
    def compose_places(
        self, plan: Plan, *, after: Place | None, most: int
    ) -> tuple[LiteralString, Parameters]: ...
    def conditions(self) -> tuple[dict[str, LiteralString], Parameters]: ...


@dataclass(frozen=True, kw_only=True)
class Search:
    """`needed`: tickets from `after` on, skipped ones too. `pairs`: see `search_pairs`."""

    listing: Narrowed
    words: str
    pairs: tuple[tuple[int, ...], ...]
    after: Place | None
    needed: int
    limits: Limits

    @property
    def looks_at_texts(self) -> bool:
        """Whether the index leaves something to compare: words in a row."""
        return "<->" in self.words

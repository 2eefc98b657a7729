"""The filters whose cost in the database is measured, with values that fit the data that is there.

Sharpness is comparable at any size: a value that has, say, nearest to one ticket in a hundred.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, LiteralString, NamedTuple

import psycopg

from bench.scenarios import community_connection
from bench.word_scenarios import word_queries
from frontdesk.database.address import DatabaseAddress
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus
from frontdesk.tickets.filters import FieldValue, TicketFilter


class ListScenario(NamedTuple):
    name: str
    wanted: TicketFilter


@cache
def chosen_lists(
    address: DatabaseAddress, community_id: int, *, with_words: bool
) -> list[ListScenario]:
    """Chosen once for all states of the same data: after changes others might fit better."""
    with community_connection(address.owner, community_id) as chooser:
        return list(list_scenarios(chooser, with_words=with_words))


def list_scenarios(
    connection: psycopg.Connection, *, with_words: bool = True
) -> Iterator[ListScenario]:
    """`connection` sees one community alone."""
    # Whole tables are counted, also where statistics speak of a few rows.
    connection.execute("set enable_nestloop = off")
    data = _Data(connection)
    yield ListScenario("no filter", TicketFilter())
    yield from _of_columns(data)
    yield from _of_tags_and_values(data)
    yield from _of_ranges(data)
    yield from _of_several(data)
    if with_words:
        for name, wanted in word_queries(connection):
            yield ListScenario(name, wanted)
    yield ListScenario("50 ids", TicketFilter(ticket_ids=data.ids(50)))


class _Data:
    """Values by how many tickets have them, the most frequent first."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        (self.tickets,) = self.row("select count(*) from tickets")

    def row(self, query: LiteralString, *parameters: Any) -> tuple[Any, ...]:
        row = self._connection.execute(query, parameters).fetchone()
        assert row is not None, "the generated data has some of everything"
        return row

    def values(self, column: LiteralString) -> list[Any]:
        query: LiteralString = (
            "select {column} from tickets where {column} is not null"
            " group by 1 order by count(*) desc, 1"
        )
        return [row[0] for row in self._connection.execute(query.replace("{column}", column))]

    def nearest(self, column: LiteralString, table: LiteralString, share: float) -> Any:
        """The value that is nearest to this share of the tickets."""
        query: LiteralString = (
            "select {column} from {table} group by 1"
            " order by abs(count(*) - %(share)s * %(tickets)s), 1 limit 1"
        )
        found = self._connection.execute(
            query.replace("{column}", column).replace("{table}", table),
            {"share": share, "tickets": self.tickets},
        ).fetchone()
        assert found is not None, "the generated data has some of everything"
        return found[0]

    def value(self, share: float) -> FieldValue:
        field_id, value = self.nearest("(field_id, value)", "ticket_custom_values", share)
        return FieldValue(int(field_id), value)

    def tag(self, share: float) -> str:
        tag_id = self.nearest("tag_id", "ticket_tags", share)
        found = self._connection.execute("select name from tags where tag_id = %s", [tag_id])
        return str(found.fetchall()[0][0])

    def creation_at(self, share: float) -> int:
        """The creation time of the ticket that has this share of the others before it."""
        found = self._connection.execute(
            "select creation_time from tickets order by creation_time limit 1 offset %s",
            [int(self.tickets * share)],
        )
        return int(found.fetchall()[0][0])

    def ids(self, count: int) -> tuple[int, ...]:
        step = max(1, self.tickets // count)
        found = self._connection.execute(
            "select ticket_id from tickets where ticket_id %% %s = 0 limit %s", [step, count]
        )
        return tuple(row[0] for row in found)


def _of_columns(data: _Data) -> Iterator[ListScenario]:
    statuses = [TicketStatus(each) for each in data.values("status")]
    for name, value in (("common", statuses[0]), ("rare", statuses[-1])):
        yield ListScenario(f"status, {name}", TicketFilter(status=value))
    source_names = [TicketSource(each) for each in data.values("source")]
    for name, source in (("common", source_names[0]), ("rare", source_names[-1])):
        yield ListScenario(f"source, {name}", TicketFilter(source=source))
    sentiment = Sentiment(data.values("sentiment")[-1])
    yield ListScenario("sentiment, rare", TicketFilter(sentiment=sentiment))
    category_id = data.nearest("category_id", "tickets", 0.01)
    yield ListScenario("category", TicketFilter(category_id=category_id))
    branch = TicketFilter(category_id=category_id, include_subcategories=True)
    yield ListScenario("category and below", branch)
    yield ListScenario("uncategorized", TicketFilter(category_id=None))
    assignee_id = data.values("assignee_id")[0]
    yield ListScenario("assignee", TicketFilter(assignee_id=assignee_id))
    mine = TicketFilter(assignee_id=assignee_id, status=TicketStatus.OPEN)
    yield ListScenario("assignee, open", mine)
    yield ListScenario("unassigned, open", TicketFilter(assignee_id=None, status=TicketStatus.OPEN))
    yield ListScenario("author", TicketFilter(author_id=data.values("author_id")[0]))


def _of_tags_and_values(data: _Data) -> Iterator[ListScenario]:
    rare_status = TicketStatus(data.values("status")[-1])
    yield ListScenario("tag", TicketFilter(tags=(data.tag(0.01),)))
    yield ListScenario(
        "tag, common, and status", TicketFilter(tags=(data.tag(1),), status=rare_status)
    )
    common, rare = data.value(1), data.value(0.0002)
    yield ListScenario("custom value, common", TicketFilter(custom_fields=(common,)))
    yield ListScenario("custom value, rare", TicketFilter(custom_fields=(rare,)))
    with_status = TicketFilter(custom_fields=(common,), status=rare_status)
    yield ListScenario("custom value and status", with_status)
    other_id, other = data.row(
        """
        select b.field_id, b.value
        from ticket_custom_values a
        join ticket_custom_values b using (community_id, ticket_id)
        where a.field_id = %s and b.field_id <> a.field_id
        group by 1, 2
        order by count(*) desc, 1, 2
        limit 1
        """,
        common.field_id,
    )
    both = (common, FieldValue(other_id, other))
    yield ListScenario("two custom values", TicketFilter(custom_fields=both))


def _of_ranges(data: _Data) -> Iterator[ListScenario]:
    rare_status = TicketStatus(data.values("status")[-1])
    for name, first, last in (("1 %, old", 0.1, 0.11), ("50 %, old", 0, 0.5)):
        since, until = data.creation_at(first), data.creation_at(last)
        plain = TicketFilter(created_from=since, created_to=until)
        yield ListScenario(f"range of {name}", plain)
        with_status = TicketFilter(created_from=since, created_to=until, status=rare_status)
        yield ListScenario(f"range of {name}, and status", with_status)


def _of_several(data: _Data) -> Iterator[ListScenario]:
    category_id, source, status = data.row(
        "select category_id, source, status from tickets where category_id is not null"
        " group by 1, 2, 3 order by abs(count(*) - 45), 1, 2, 3 limit 1"
    )
    few = TicketFilter(
        category_id=category_id, source=TicketSource(source), status=TicketStatus(status)
    )
    yield ListScenario("status, source, category: few", few)
    unused = sorted(set(TicketSource) - set(data.values("source")))
    if unused:
        nothing = TicketFilter(status=TicketStatus.COMPLETED, source=unused[0])
        yield ListScenario("nothing: unused source", nothing)
    nowhere = TicketFilter(
        custom_fields=(FieldValue(1, "no such value"),), status=TicketStatus.OPEN
    )
    yield ListScenario("nothing: unused value", nowhere)
    pair = TicketFilter(category_id=category_id, tags=(data.tag(0.02),))
    yield ListScenario("category and tag", pair)
    old = TicketFilter(category_id=category_id, created_to=data.creation_at(0.5))
    yield ListScenario("category, range of 50 %, old", old)

import re
from collections import Counter
from collections.abc import Callable, Hashable
from itertools import pairwise

import msgspec
import pytest

from frontdesk.kit.clock import DAY, parse_ticks
from frontdesk.kit.text import to_html
from frontdesk.people.enums import UserStatus
from frontdesk.samples.letters import LONGEST_MESSAGE
from frontdesk.samples.synthetic import (
    CATEGORY_NAMES,
    FIELD_NAMES,
    TAGS,
    SyntheticIds,
    synthetic_team,
    synthetic_tickets,
)
from frontdesk.tickets.document import Ticket, encode_document
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

NOW = parse_ticks("2025-06-18T14:30:00.1234567+02:00")
COUNT = 8000
IDS = SyntheticIds(
    category_ids=[*range(501, 501 + len(CATEGORY_NAMES))],
    field_ids=[70, 20, 60, 30, 10, 50, 40, 80],
)


def made(count: int, seed: int = 7, ids: SyntheticIds = IDS) -> list[Ticket]:
    return list(synthetic_tickets(count, seed=seed, first_id=1000, now=NOW, ids=ids))


@pytest.fixture(scope="module")
def tickets() -> list[Ticket]:
    return made(COUNT)


def shares(tickets: list[Ticket], kind: Callable[[Ticket], Hashable]) -> Counter[Hashable]:
    """Percentages."""
    counts = Counter(map(kind, tickets))
    return Counter({key: round(100 * count / len(tickets)) for key, count in counts.items()})


def test_the_same_seed_gives_the_same_tickets() -> None:
    assert made(300) == made(300)
    assert made(300) != made(300, seed=8)
    assert synthetic_team(7) == synthetic_team(7) != synthetic_team(8)


def test_ids_count_up_and_so_does_time(tickets: list[Ticket]) -> None:
    assert [ticket.id for ticket in tickets] == list(range(1000, 1000 + COUNT))
    times = [parse_ticks(ticket.creation_time) for ticket in tickets]
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert NOW - 730 * DAY <= times[0] < NOW - 725 * DAY
    assert NOW - DAY < times[-1] < NOW


def test_last_activity_follows_the_replies_and_lies_in_the_past(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        created = parse_ticks(ticket.creation_time)
        last = parse_ticks(ticket.last_thread_element_creation_time)
        assert (last > created) == (ticket.reply_count > 0)
        assert last <= NOW


def test_times_have_seven_digits(tickets: list[Ticket]) -> None:
    written = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[1-9]\+00:00")
    for ticket in tickets:
        assert written.fullmatch(ticket.creation_time)
        assert written.fullmatch(ticket.last_thread_element_creation_time)


def test_even_the_shortest_span_and_the_smallest_count_work() -> None:
    for span_days in (0, 1):
        (ticket,) = synthetic_tickets(1, seed=1, first_id=5, now=NOW, span_days=span_days, ids=IDS)
        assert parse_ticks(ticket.creation_time) <= NOW
    assert made(0) == []


def test_every_ticket_survives_the_document(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        assert msgspec.json.decode(encode_document(ticket), type=Ticket) == ticket


def test_messages_are_as_long_as_people_write(tickets: list[Ticket]) -> None:
    lengths = sorted(len(ticket.message or "") for ticket in tickets)
    assert lengths[0] >= 80
    assert lengths[int(COUNT * 0.97)] <= 600
    assert 1500 < lengths[-1] <= LONGEST_MESSAGE


def test_texts_are_filled_in_and_differ(tickets: list[Ticket]) -> None:
    assert len({ticket.message for ticket in tickets}) > COUNT * 0.99
    assert not [t for t in tickets if re.search(r"[{}]|None", f"{t.title or ''}{t.message}")]


def test_html_is_the_escaped_message(tickets: list[Ticket]) -> None:
    assert all(ticket.html_message == to_html(ticket.message or "") for ticket in tickets)


def test_statuses_are_mostly_completed_but_recent_ones_often_open(tickets: list[Ticket]) -> None:
    spread = shares(tickets, lambda ticket: ticket.status)
    assert abs(spread[TicketStatus.COMPLETED] - 75) <= 3
    assert abs(spread[TicketStatus.OPEN] - 18) <= 3
    assert abs(spread[TicketStatus.PENDING] - 7) <= 2
    assert shares(tickets[-400:], lambda ticket: ticket.status)[TicketStatus.OPEN] > 40
    waiting = [ticket for ticket in tickets if ticket.status == TicketStatus.PENDING]
    assert all(ticket.reply_count for ticket in waiting)


def test_every_source_is_there_with_email_ahead(tickets: list[Ticket]) -> None:
    spread = shares(tickets, lambda ticket: ticket.source)
    assert set(spread) == set(TicketSource)
    assert abs(spread[TicketSource.EMAIL] - 45) <= 3
    assert abs(spread[TicketSource.WEB] - 25) <= 3
    assert abs(spread[TicketSource.CHAT] - 10) <= 2
    shape = re.compile(r"[a-z]+(_[a-z]+)*")
    for ticket in tickets:
        assert ticket.detailed_source.startswith(f"{ticket.source}_")
        assert shape.fullmatch(ticket.detailed_source)
    assert set(shares(tickets, lambda ticket: ticket.sentiment)) == set(Sentiment)


def test_categories_are_skewed_and_some_tickets_have_none(tickets: list[Ticket]) -> None:
    spread = shares(tickets, lambda ticket: ticket.category and ticket.category.name)
    assert set(spread) == {None, *CATEGORY_NAMES}
    assert abs(spread[None] - 30) <= 3
    assert spread[CATEGORY_NAMES[0]] > 3 * spread[CATEGORY_NAMES[6]] > 0
    for ticket in tickets:
        if ticket.category:
            assert ticket.category.id == 501 + CATEGORY_NAMES.index(ticket.category.name)


def test_tags_are_known_and_never_twice(tickets: list[Ticket]) -> None:
    assert {tag for ticket in tickets for tag in ticket.tags} == set(TAGS)
    assert all(len(ticket.tags) == len(set(ticket.tags)) <= 3 for ticket in tickets)


def test_custom_values_come_in_ascending_field_id(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        ids = [value.id for value in ticket.custom_fields]
        assert ids == sorted(set(ids))
        assert len(ids) <= 3
    assert {value.id for t in tickets for value in t.custom_fields} == set(IDS.field_ids)


def test_order_numbers_are_rare_values_and_stand_in_their_field(tickets: list[Ticket]) -> None:
    order_field = IDS.field_ids[FIELD_NAMES.index("Order number")]
    orders = [v.value for t in tickets for v in t.custom_fields if v.id == order_field]
    assert all(re.fullmatch(r"NB-\d{7}", order) for order in orders)
    assert len(set(orders)) > 0.95 * len(orders) > 500


def test_with_fewer_ids_the_rest_is_left_out() -> None:
    few = made(500, ids=SyntheticIds(category_ids=[3, 4], field_ids=[9]))
    assert {t.category and t.category.name for t in few} == {None, *CATEGORY_NAMES[:2]}
    assert {value.id for ticket in few for value in ticket.custom_fields} == {9}
    assert made(20, ids=SyntheticIds(category_ids=[], field_ids=[]))


def test_people_write_more_than_once(tickets: list[Ticket]) -> None:
    authors = {ticket.author.id: ticket.author for ticket in tickets}
    assert abs(len(authors) - COUNT / 4) < COUNT * 0.02
    assert all(ticket.author == authors[ticket.author.id] for ticket in tickets)
    addresses = [author.email for author in authors.values() if author.email]
    assert len(addresses) == len(set(addresses))
    most = Counter(ticket.author.id for ticket in tickets).most_common(1)[0][1]
    assert most > 30
    assert {author.status for author in authors.values()} == {UserStatus.CLIENT}


def test_more_than_half_of_the_tickets_have_an_assignee(tickets: list[Ticket]) -> None:
    team = synthetic_team(7)
    assigned = [ticket.locked_by for ticket in tickets if ticket.locked_by]
    assert abs(100 * len(assigned) / COUNT - 55) <= 3
    assert {user.id for user in assigned} == {user.id for user in team}
    assert 0 < sum(user.is_bot for user in assigned) < 0.02 * len(assigned)


def test_a_given_team_is_used_instead() -> None:
    team = synthetic_team(99)[:3]
    some = made(200, ids=SyntheticIds(category_ids=[], field_ids=[], team=team))
    assert {ticket.locked_by for ticket in some if ticket.locked_by} == set(team)


def test_properties_agree_with_the_rest(tickets: list[Ticket]) -> None:
    for ticket in tickets:
        flags = ticket.properties
        assert flags.has_attachments == bool(ticket.attachments)
        assert flags.is_locked == (ticket.locked_by is not None)
        assert flags.is_assigned_to_bot == bool(ticket.locked_by and ticket.locked_by.is_bot)
        assert not flags.is_expired
    attached = sum(bool(ticket.attachments) for ticket in tickets)
    assert abs(100 * attached / COUNT - 20) <= 3

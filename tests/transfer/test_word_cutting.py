"""Words that a second process cuts."""

from collections.abc import Iterator
from typing import Final

import pytest

from frontdesk.communities.community import Community
from frontdesk.errors import OperatorError
from frontdesk.samples.synthetic import SyntheticIds, synthetic_tickets
from frontdesk.tickets.document import Ticket
from frontdesk.transfer.search_rows import parts_of
from frontdesk.transfer.word_columns import word_columns
from frontdesk.transfer.word_cutting import WORTH_A_PROCESS, WordCutter, word_cutter
from tests.desk import NOON, Desk

IDS: Final = SyntheticIds(category_ids=[], field_ids=[])
TICKETS: Final = list(synthetic_tickets(WORTH_A_PROCESS, seed=5, first_id=1, now=NOON, ids=IDS))
PEOPLE: Final = {ticket.author.id: ticket.author for ticket in TICKETS}


def words(tickets: list[Ticket], community: Community) -> list[bytes]:
    return [word_columns(community.community_id, parts_of(ticket, PEOPLE)) for ticket in tickets]


@pytest.fixture
def cutter(acme: Desk) -> Iterator[WordCutter]:
    with word_cutter(acme.community, cores=2) as cutter:
        yield cutter


async def test_many_tickets_have_the_same_words_as_few(acme: Desk, cutter: WordCutter) -> None:
    expected = words(TICKETS, acme.community)
    few = list(await cutter.cut(TICKETS[:10], PEOPLE))
    many = list(await cutter.cut(TICKETS, PEOPLE))
    rest = list(await cutter.cut(TICKETS[-700:], PEOPLE))
    assert (few, many, rest) == (expected[:10], expected, expected[-700:])


async def test_words_are_the_same_on_one_core(acme: Desk) -> None:
    with word_cutter(acme.community, cores=1) as cutter:
        assert list(await cutter.cut(TICKETS, PEOPLE)) == words(TICKETS, acme.community)


async def test_an_ended_process_is_told_of(cutter: WordCutter) -> None:
    list(await cutter.cut(TICKETS, PEOPLE))
    cutter.close()
    with pytest.raises(OperatorError, match="nothing was loaded"):
        await cutter.cut(TICKETS, PEOPLE)

"""One community's token never shows anything of another's (contract rule 1.6)."""

import asyncio
from typing import Any

import pytest

from frontdesk.tickets.cursor import Cursor, write_cursor
from frontdesk.tickets.enums import TicketListOrderBy
from tests.api.test_list_tickets import example_tickets
from tests.desk import NOON, Desk

BILL = "7c0a344a-c369-4e27-9840-88257a56e835"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ticketIds": [4484636, 4484618, 4478963]},
        {"categoryId": 15597},
        {"categoryId": 15597, "includeSubcategories": True},
        {"authorId": BILL},
        {"assigneeId": None},
        {"tags": ["urgent"]},
        {"status": "open", "source": "web", "sentiment": "question"},
        {"from": "2019-12-01T00:00:00Z", "to": "2019-12-31T00:00:00Z"},
    ],
    ids=str,
)
async def test_another_communitys_tickets_do_not_exist(
    acme: Desk, globex: Desk, body: dict[str, Any]
) -> None:
    await globex.load(example_tickets())
    assert await globex.listed_ids(**body) != []
    assert await acme.list_tickets(**body) == []


async def test_another_communitys_cursor_shows_nothing_of_it(acme: Desk, globex: Desk) -> None:
    await globex.load(example_tickets())
    cursor = write_cursor(Cursor(TicketListOrderBy.CREATION_TIME_DESC, NOON, 1, 0))
    body = {"orderBy": "creation_time_desc", "cursor": cursor}
    assert len(await globex.listed_ids(**body)) == 3
    assert await acme.listed_ids(**body) == []


async def test_same_ids_in_two_communities_are_two_tickets(acme: Desk, globex: Desk) -> None:
    urgent, plain, _ = example_tickets()
    await acme.load([urgent])
    await globex.load([plain, urgent])
    assert await acme.listed_ids(tags=["urgent"]) == [urgent.id]
    assert await acme.listed_ids() == [urgent.id]
    assert await globex.listed_ids() == [urgent.id, plain.id]


async def test_communities_that_share_connections_do_not_mix(acme: Desk, globex: Desk) -> None:
    urgent, plain, _ = example_tickets()
    await acme.load([urgent])
    await globex.load([plain])
    desks = [acme, globex] * 30
    answers = await asyncio.gather(*(desk.listed_ids() for desk in desks))
    assert answers == [[urgent.id], [plain.id]] * 30

"""Customers by how a name or an address begins."""

import pytest

from frontdesk.people.matching import customers_beginning
from tests.desk import Desk
from tests.team import add_teammate, looking, open_ticket

ELENA = {"name": "Elena Petrova", "email": "ep@example.com"}
PETRA = {"name": "Petra Ås", "email": "Elephant@example.com"}
NOBODY = {"email": "øystein@example.com"}


async def names(desk: Desk, text: str, take: int = 6) -> list[str | None]:
    async with looking(desk) as (connection, community_id):
        found = await customers_beginning(connection, community_id, text, take=take)
        return [person.name or person.email for person in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("elena", ["Elena Petrova"]),
        (" Elena PET", ["Elena Petrova"]),
        ("pet", ["Petra Ås", "Elena Petrova"]),  # a first name before a last one
        ("ele", ["Elena Petrova", "Petra Ås"]),  # a name before an address
        ("ås", ["Petra Ås"]),
        ("ØY", ["øystein@example.com"]),
        ("elephant@example.com", ["Petra Ås"]),
        ("lena", []),
        ("%", []),
        ("e\U0010ffff", []),
    ],
)
async def test_a_beginning_finds_a_name_a_last_name_or_an_address(
    acme: Desk, text: str, found: list[str]
) -> None:
    for creator in (ELENA, PETRA, NOBODY):
        await open_ticket(acme, creator=creator)
    assert await names(acme, text) == found


async def test_neither_the_team_nor_another_communitys_people_are_customers(
    acme: Desk, globex: Desk
) -> None:
    await add_teammate(acme, "Elena Agent")
    await open_ticket(globex, creator=ELENA)
    assert await names(acme, "elena") == []


async def test_each_is_found_once_and_no_more_than_asked_for(acme: Desk) -> None:
    for number in range(4):
        creator = {"name": f"Anna{number} Anna", "email": f"anna{number}@example.com"}
        await open_ticket(acme, creator=creator)
    assert await names(acme, "anna", take=3) == ["Anna0 Anna", "Anna1 Anna", "Anna2 Anna"]


async def test_the_longest_name_is_found(acme: Desk) -> None:
    name = "Øy " * 25 + "🚲" * 225
    await open_ticket(acme, creator={"name": name, "email": "long@example.com"})
    assert await names(acme, "øy øy") == [name]
    assert await names(acme, "🚲🚲🚲") == [name]

"""List Tickets over HTTP against a plain in-memory oracle (contract 3.13)."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.transfer.records import read_ticket
from tests.desk import NOON, Desk, open_desk
from tests.tickets.oracle import Json, Parents, matching, page
from tests.tickets.worlds import CATEGORIES, World, requests, respelt, worlds

spellings = st.sampled_from(("camel", "camel", "pascal", "upper", "lower"))

# Without shrinking, which takes minutes on a real database: a failure names the request itself.
few = settings(
    max_examples=8,
    deadline=None,
    derandomize=False,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@few
@given(world=worlds(), bodies=st.lists(st.tuples(requests(), spellings), min_size=30, max_size=40))
async def test_every_combination_of_filters_answers_as_the_oracle(
    database: Database,
    address: DatabaseAddress,
    server_url: str,
    world: World,
    bodies: list[tuple[Json, str]],
) -> None:
    async with open_world(database, address, server_url, world) as desk:
        for body, spelling in bodies:
            answer = await desk.list_tickets(**respelt(body, spelling))
            expected = page(matching(world.ours, body, world.parents, now=NOON), body)
            assert ids(answer) == ids(expected), body
            assert json.dumps(answer) == json.dumps(expected), body


@few
@given(world=worlds(), bodies=st.lists(requests(), min_size=4, max_size=6), by_member=st.booleans())
async def test_cursor_walks_over_every_ticket_once_in_order(
    database: Database,
    address: DatabaseAddress,
    server_url: str,
    world: World,
    bodies: list[Json],
    by_member: bool,
) -> None:
    async with open_world(database, address, server_url, world) as desk:
        for body in bodies:
            body = body | {"take": max(1, (body.get("take") or 4) % 7)}
            expected = matching(world.ours, body, world.parents, now=NOON)
            walked = await walk(desk, body, by_member=by_member)
            assert ids(walked) == ids(expected[body.get("skip") or 0 :]), body


@asynccontextmanager
async def open_world(
    database: Database, address: DatabaseAddress, url: str, world: World
) -> AsyncIterator[Desk]:
    """Acme with `ours`; Globex beside it has `theirs`, which Acme must never see."""
    async with (
        open_desk(database, address, url, "acme") as acme,
        open_desk(database, address, url, "globex") as globex,
    ):
        for desk, tickets in ((acme, world.ours), (globex, world.theirs)):
            await plant_categories(desk, world.parents)
            await desk.load([read_ticket(json.dumps(ticket).encode()) for ticket in tickets])
        yield acme


async def plant_categories(desk: Desk, parents: Parents) -> None:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        for number in CATEGORIES:
            await connection.execute(
                """
                insert into categories (community_id, category_id, parent_id, name)
                values (%s, %s, %s, %s)
                """,
                [community_id, number, parents[number], f"C {number}"],
            )


async def walk(desk: Desk, body: Json, *, by_member: bool) -> list[Json]:
    """All tickets of all pages: by the address in `Link`, or by its cursor as a member."""
    found: list[Json] = []
    path, members = "/tickets/list", body
    while True:
        answer = await desk.post(path, members)
        assert answer.status_code == 200, answer.text
        tickets = answer.json()["data"]
        found += tickets
        if "link" not in answer.headers:
            return found
        assert len(tickets) == body["take"]
        path, members = next_call(answer.headers["link"], body, by_member=by_member)


def next_call(link: str, body: Json, *, by_member: bool) -> tuple[str, Json]:
    match = re.fullmatch(r'<(/tickets/list\?cursor=([\w-]+))>; rel="next"', link)
    assert match, link
    if by_member:
        return "/tickets/list", body | {"cursor": match[2], "skip": None}
    return match[1], body


def ids(tickets: list[Json]) -> list[Any]:
    return [ticket["id"] for ticket in tickets]

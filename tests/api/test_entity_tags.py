"""ETag, If-Match and If-None-Match over HTTP (issue item 6)."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from httpx2 import Response

from frontdesk.api import guards
from frontdesk.api.call import Call, Route
from frontdesk.api.routes import ROUTES
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.kit.clock import DAY
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.tickets.document import Ticket
from tests.api.test_list_tickets import example_tickets
from tests.desk import Desk, FakeClock, open_desk
from tests.serving import serve_desk

ID = 4484636
TICKET = f"/tickets/{ID}"

CHANGES = [
    ("PATCH", f"{TICKET}/status", {"status": "completed"}),
    ("PATCH", f"{TICKET}/assignee", {"assigneeId": None, "previousAssigneeId": None}),
    ("PATCH", f"{TICKET}/category", {"id": None}),
    ("PUT", f"{TICKET}/category/1", None),
    ("PUT", f"{TICKET}/tags", ["urgent"]),
]

MALFORMED = ["", "abc", '"abc', 'abc"', '"a" "b"', "*, *", '*, "a"', 'w/"a"', '"a";q=1', '"a b"']


async def get_ticket(call: Call) -> HttpAnswer:
    """The ticket as If-Match sees it."""
    async with call.writing() as tx:
        return call.tagged(await guards.ticket(tx, call.path))


READ_ROUTE = Route(
    "GET", "/tickets/{ticketId}", "Get Ticket", get_ticket, Permission.READ_TICKETS, Ticket
)
OTHERS = tuple(r for r in ROUTES if (r.method, r.path) != ("GET", "/tickets/{ticketId}"))


@pytest.fixture(scope="module")
async def tagging_url(
    address: DatabaseAddress, session_clock: FakeClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("server"), address_rate_limit=None, log_level="error"
    )
    routes = (*OTHERS, READ_ROUTE)
    async with serve_desk(address, session_clock, settings, routes=routes) as url:
        yield url


@pytest.fixture
async def desk(
    database: Database, address: DatabaseAddress, tagging_url: str, clock: FakeClock
) -> AsyncIterator[Desk]:
    async with open_desk(database, address, tagging_url, "acme") as desk:
        await desk.load(example_tickets())
        yield desk


async def current_tag(desk: Desk) -> str:
    answer = await desk.client.get(TICKET)
    assert answer.status_code == 200
    return answer.headers["ETag"]


async def change_status(desk: Desk, status: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await desk.client.patch(f"{TICKET}/status", json={"status": status}, headers=named)


async def test_the_tag_is_strong_and_stays_while_nothing_changes(desk: Desk) -> None:
    tag = await current_tag(desk)
    assert tag.startswith('"')
    assert tag.endswith('"')
    assert await current_tag(desk) == tag


async def test_the_tag_changes_with_the_ticket(desk: Desk) -> None:
    tag = await current_tag(desk)
    await change_status(desk, "completed")
    assert await current_tag(desk) != tag


async def test_the_tag_changes_when_time_does_it(desk: Desk, clock: FakeClock) -> None:
    await change_status(desk, "pending")
    state = await stored_ticket(desk)
    clock.now = state - 1
    early = await current_tag(desk)
    clock.now = state


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*", ' , {} ,"x"'])
async def test_what_the_caller_has_is_not_sent_again(desk: Desk, known: str) -> None:
    tag = await current_tag(desk)
    answer = await desk.client.get(TICKET, headers={"If-None-Match": known.format(tag)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert "content-type" not in answer.headers
    assert "RateLimit-Remaining" in answer.headers


async def test_what_the_caller_does_not_have_is_sent(desk: Desk) -> None:
    answer = await desk.client.get(TICKET, headers={"If-None-Match": '"other"'})
    assert answer.status_code == 200
    assert answer.json()["data"]["id"] == ID


@pytest.mark.parametrize("wanted", ["{}", '"other", {}', "*", ' ,{} , W/"x"'])
async def test_a_match_lets_the_change_through(desk: Desk, wanted: str) -> None:
    tag = await current_tag(desk)
    answer = await change_status(desk, "completed", If_Match=wanted.format(tag))
    assert answer.status_code == 200
    assert await desk.listed_ids(status="completed") == [ID]


@pytest.mark.parametrize("wanted", ['"other"', "W/{}", '"a", "b"', '""'])
async def test_no_match_changes_nothing(desk: Desk, wanted: str) -> None:
    tag = await current_tag(desk)
    answer = await change_status(desk, "completed", If_Match=wanted.format(tag))
    assert (answer.status_code, answer.json()["errorCode"]) == (412, 6)
    assert await current_tag(desk) == tag


@pytest.mark.parametrize("malformed", MALFORMED)
async def test_a_malformed_tag_is_refused_by_name(desk: Desk, malformed: str) -> None:
    tag = await current_tag(desk)
    answer = await change_status(desk, "completed", If_Match=malformed)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, 2)
    assert answer.json()["errorText"].startswith("If-Match: ")
    assert await current_tag(desk) == tag


async def test_a_malformed_if_none_match_is_refused_by_name(desk: Desk) -> None:
    answer = await desk.client.get(TICKET, headers={"If-None-Match": "abc"})
    assert answer.status_code == 400
    assert answer.json()["errorText"].startswith("If-None-Match: ")


async def test_tags_in_several_lines_count_as_one_list(desk: Desk) -> None:
    lines = [("If-Match", '"other"'), ("If-Match", await current_tag(desk))]
    answer = await desk.client.patch(
        f"{TICKET}/status", json={"status": "completed"}, headers=lines
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
async def test_every_change_of_a_ticket_minds_if_match(
    desk: Desk, method: str, path: str, body: object
) -> None:
    headers = {"If-Match": '"long ago"'.replace(" ", "-")}
    answer = await desk.client.request(method, path, json=body, headers=headers)
    assert (answer.status_code, answer.json()["errorCode"]) == (412, 6)


def test_every_change_of_a_ticket_is_in_that_list() -> None:
    guarded = {(route.method, route.path) for route in ROUTES if route.guard is guards.ticket}
    assert len(guarded) >= len(CHANGES)


async def test_a_ticket_that_is_not_there_stays_404(desk: Desk) -> None:
    answer = await desk.client.patch(
        "/tickets/1/status", json={"status": "open"}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 404


async def test_of_a_race_one_wins_and_one_is_told(desk: Desk) -> None:
    for name in range(20):
        tag = await current_tag(desk)
        answers = await asyncio.gather(
            *(
                desk.client.put(
                    f"{TICKET}/tags", json=[f"{side} {name}"], headers={"If-Match": tag}
                )
                for side in ("left", "right")
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]

"""ETag, If-Match and If-None-Match over HTTP (issue item 6)."""

import asyncio

import pytest
from httpx2 import Response

from frontdesk.api import guards
from frontdesk.api.routes import ROUTES
from frontdesk.kit.clock import MINUTE
from tests.api.test_list_tickets import example_tickets
from tests.desk import NOON, Desk, FakeClock

ID = 4484636
TICKET = f"/tickets/{ID}"

CHANGES = [
    ("PATCH", f"{TICKET}/status", {"status": "completed"}),
    ("PATCH", f"{TICKET}/assignee", {"assigneeId": None, "previousAssigneeId": None}),
    ("PATCH", f"{TICKET}/category", {"id": None}),
    ("PUT", f"{TICKET}/category/1", None),
    ("PUT", f"{TICKET}/tags", ["urgent"]),
    ("PATCH", f"{TICKET}/customfields", {"id": 18464, "value": None}),
]

TICKET_GUARDS = (guards.ticket, guards.ticket_and_fields)

MALFORMED = ["", "abc", '"abc', 'abc"', '"a" "b"', "*, *", '*, "a"', 'w/"a"', '"a";q=1', '"a b"']


@pytest.fixture
async def desk(acme: Desk) -> Desk:
    """Acme with the example ticket."""
    await acme.load(example_tickets())
    return acme


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
    await expire(desk, NOON + MINUTE)
    early = await current_tag(desk)
    clock.advance(MINUTE)
    answer = await desk.client.get(TICKET, headers={"If-None-Match": early})
    assert answer.json()["data"]["properties"]["isExpired"] is True
    assert (await change_status(desk, "open", If_Match=early)).status_code == 412
    assert (await change_status(desk, "open", If_Match=answer.headers["ETag"])).status_code == 200


async def expire(desk: Desk, time: int) -> None:
    async with desk.database.writing(desk.community.community_id) as connection:
        await connection.execute("update tickets set expiry_time = %s", [time])


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*", 'W/"a" , {} ,,"x"'])
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


@pytest.mark.parametrize("wanted", ["{}", '"other", {}', "*", '"a" ,{} , ,W/"x"'])
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
    answer = await desk.client.request(method, path, json=body, headers={"If-Match": '"before"'})
    assert (answer.status_code, answer.json()["errorCode"]) == (412, 6)


def test_every_change_of_a_ticket_is_in_that_list() -> None:
    guarded = {(route.method, route.path) for route in ROUTES if route.guard in TICKET_GUARDS}
    sent = {(method, path.replace(str(ID), "{ticketId}")) for method, path, _ in CHANGES}
    assert {(method, template(path)) for method, path in guarded} == sent


def template(path: str) -> str:
    """A route's path with the ids and the case that the calls above have."""
    head, *rest = path.split("{ticketId}")
    return head + "{ticketId}" + "".join(rest).lower().replace("{categoryid}", "1")


async def test_a_ticket_that_is_not_there_stays_404(desk: Desk) -> None:
    answer = await desk.client.patch(
        "/tickets/1/status", json={"status": "open"}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 404


async def test_of_a_race_one_wins_and_one_is_told(desk: Desk) -> None:
    for _ in range(20):
        await change_status(desk, "open")
        tag = await current_tag(desk)
        answers = await asyncio.gather(
            *(change_status(desk, status, If_Match=tag) for status in ("pending", "completed"))
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]


async def add_note(desk: Desk) -> tuple[str, str]:
    """Its path and its tag."""
    answer = await desk.post(f"{TICKET}/notes", {"message": "Call back."})
    assert answer.status_code == 200, answer.text
    return f"{TICKET}/notes/{answer.json()['data']['id']}", answer.headers["ETag"]


async def test_a_note_has_one_tag_wherever_it_is_answered(desk: Desk) -> None:
    path, tag = await add_note(desk)
    assert (await desk.client.get(path)).headers["ETag"] == tag
    changed = await desk.client.patch(path, json={"message": "Done."}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag
    assert (await desk.client.get(path)).headers["ETag"] == changed.headers["ETag"]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_a_note_that_was_changed_meanwhile_stays(desk: Desk, method: str) -> None:
    path, tag = await add_note(desk)
    await desk.client.patch(path, json={"message": "Mine."})
    body = {"message": "Yours."} if method == "PATCH" else None
    answer = await desk.client.request(method, path, json=body, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["errorCode"]) == (412, 6)
    assert (await desk.client.get(path)).json()["data"]["message"] == "Mine."


async def test_a_note_as_it_was_seen_is_deleted(desk: Desk) -> None:
    path, tag = await add_note(desk)
    assert (await desk.client.delete(path, headers={"If-Match": tag})).status_code == 200
    assert (await desk.client.get(path)).status_code == 404


async def add_field(desk: Desk) -> tuple[str, str]:
    """Its path and its tag."""
    answer = await desk.post("/customFields", {"name": "Colour", "type": "text"})
    assert answer.status_code == 200, answer.text
    return f"/customFields/{answer.json()['data']['id']}", answer.headers["ETag"]


async def test_a_field_has_one_tag_wherever_it_is_answered(desk: Desk) -> None:
    path, tag = await add_field(desk)
    assert (await desk.client.get(path)).headers["ETag"] == tag
    body = {"name": "Color", "type": "text"}
    changed = await desk.client.put(path, json=body, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag
    assert (await desk.client.get(path)).headers["ETag"] == changed.headers["ETag"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_a_field_that_was_changed_meanwhile_stays(desk: Desk, method: str) -> None:
    path, tag = await add_field(desk)
    await desk.client.put(path, json={"name": "Mine", "type": "text"})
    body = {"name": "Yours", "type": "text"} if method == "PUT" else None
    answer = await desk.client.request(method, path, json=body, headers={"If-Match": tag})
    assert (answer.status_code, answer.json()["errorCode"]) == (412, 6)
    assert (await desk.client.get(path)).json()["data"]["name"] == "Mine"


async def test_values_and_definitions_of_a_field_never_wait_for_one_another_in_a_circle(
    desk: Desk,
) -> None:
    """Fields are locked before tickets, also where If-Match locks the ticket early."""
    path, _ = await add_field(desk)
    field_id = int(path.rpartition("/")[2])
    for number in range(15):
        value = {"id": field_id, "value": str(number)}
        body = {"name": f"Colour {number}", "type": "text"}
        answers = await asyncio.gather(
            desk.client.patch(f"{TICKET}/customFields", json=value, headers={"If-Match": "*"}),
            desk.client.put(path, json=body),
        )
        assert [answer.status_code for answer in answers] == [200, 200]

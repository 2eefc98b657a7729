"""`Idempotency-Key`: sent twice, done once (contract rule 1.9)."""

import asyncio
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient, HTTPError, Response

from frontdesk.api import idempotency
from frontdesk.api.call import Call, Route
from frontdesk.api.envelope import DONE, failure
from frontdesk.api.routes import ROUTES
from frontdesk.config import Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.errors import StateConflict
from frontdesk.events.journal import record
from frontdesk.events.names import EventName
from frontdesk.kit.clock import DAY, HOUR, MINUTE
from frontdesk.kit.http import HttpAnswer
from frontdesk.people.permissions import Permission
from frontdesk.tokens import first_answers
from frontdesk.wire.nothing import Nothing
from tests.api.test_list_tickets import example_tickets
from tests.desk import NOON, Desk, FakeClock, get_access_token, open_desk
from tests.serving import serve_desk

TICKET = {"title": "Hello", "creator": {"email": "ada@example.com"}}


async def create(desk: Desk, key: str, body: Any = TICKET, **headers: str) -> Response:
    return await desk.post("/tickets", body, headers={"Idempotency-Key": key, **headers})


async def count_tickets(desk: Desk) -> int:
    return len(await desk.list_tickets())


async def stored_keys(desk: Desk) -> list[str]:
    async with desk.database.reading(desk.community.community_id) as connection:
        return await connection.values("select key from idempotency_keys order by key", {})


def replayed(answer: Response) -> bool:
    return answer.headers.get("Idempotency-Replayed") == "true"


async def test_the_second_time_gives_the_first_answer(acme: Desk) -> None:
    first = await create(acme, "a")
    second = await create(acme, "a")
    assert (first.status_code, replayed(first)) == (200, False)
    assert (second.status_code, second.content) == (200, first.content)
    assert second.headers["content-type"] == first.headers["content-type"]
    assert replayed(second)
    assert await count_tickets(acme) == 1


async def test_without_a_key_it_is_done_each_time(acme: Desk) -> None:
    for _ in range(2):
        assert (await acme.post("/tickets", TICKET)).status_code == 200
    assert await count_tickets(acme) == 2
    assert await stored_keys(acme) == []


async def test_two_keys_are_two_requests(acme: Desk) -> None:
    assert (await create(acme, "a")).content != (await create(acme, "A")).content
    assert await count_tickets(acme) == 2


async def test_a_key_of_another_body_is_refused(acme: Desk) -> None:
    await create(acme, "a")
    answer = await create(acme, "a", {**TICKET, "title": "Bye"})
    assert (answer.status_code, answer.json()["errorCode"]) == (409, 6)
    assert await count_tickets(acme) == 1


async def test_a_key_of_another_path_is_refused(acme: Desk) -> None:
    await acme.load(example_tickets())
    ticket_id = (await create(acme, "a")).json()["data"]
    for path in ("/tickets/4484636/notes", f"/tickets/{ticket_id}/notes"):
        answer = await acme.post(path, {"message": "x"}, headers={"Idempotency-Key": "a"})
        assert answer.status_code == 409


async def test_the_same_path_in_another_case_is_the_same_request(acme: Desk) -> None:
    first = await create(acme, "a")
    answer = await acme.post("/Tickets/", TICKET, headers={"Idempotency-Key": "a"})
    assert (answer.content, replayed(answer)) == (first.content, True)


async def test_keys_of_two_communities_have_nothing_in_common(acme: Desk, globex: Desk) -> None:
    await create(acme, "a")
    answer = await create(globex, "a", {**TICKET, "title": "Bye"})
    assert (answer.status_code, replayed(answer)) == (200, False)


async def test_a_refused_request_may_be_corrected_under_its_key(acme: Desk) -> None:
    wrong = {**TICKET, "categoryId": 999_999_999}
    assert (await create(acme, "a", wrong)).status_code == 400
    assert await stored_keys(acme) == []
    assert (await create(acme, "a")).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "tab\there", "caf\xe9"])
async def test_a_malformed_key_is_refused_by_name(acme: Desk, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode("latin-1"))]
    answer = await acme.client.post("/tickets", json=TICKET, headers=headers)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, 2)
    assert answer.json()["errorText"].startswith("Idempotency-Key: ")
    assert await count_tickets(acme) == 0


async def test_two_keys_in_one_request_are_refused(acme: Desk) -> None:
    headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
    answer = await acme.client.post("/tickets", json=TICKET, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["!", "~" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])
async def test_any_visible_characters_make_a_key(acme: Desk, key: str) -> None:
    first = await create(acme, key)
    assert (await create(acme, key)).content == first.content


async def test_a_reading_post_pays_no_heed_to_the_key(acme: Desk) -> None:
    for body in ({}, {"take": 1}):
        answer = await acme.post("/tickets/list", body, headers={"Idempotency-Key": "not valid"})
        assert (answer.status_code, replayed(answer)) == (200, False)
    assert await stored_keys(acme) == []


def test_the_posts_that_only_read_are_known() -> None:
    reading = {r.path for r in ROUTES if r.method == "POST" and not r.runs_once}
    assert reading == {
        "/attachments/{fileId}/link",
        "/tickets/list",
        "/tickets/{ticketId}/log",
        "/tickets/idsByFields",
    }


async def test_after_a_day_the_key_is_free_again(acme: Desk, clock: FakeClock) -> None:
    await create(acme, "a")
    clock.advance(DAY - 1)
    await renew_token(acme)
    assert replayed(await create(acme, "a"))
    clock.advance(1)
    answer = await create(acme, "a", {**TICKET, "title": "Bye"})
    assert (answer.status_code, replayed(answer)) == (200, False)
    assert replayed(await create(acme, "a", {**TICKET, "title": "Bye"}))


async def renew_token(desk: Desk) -> None:
    token = await get_access_token(desk.client, desk.community, desk.refresh_token)
    desk.client.headers["Authorization"] = f"Bearer {token}"


async def test_old_keys_are_removed(acme: Desk, clock: FakeClock) -> None:
    for key in ("old", "older"):
        await create(acme, key)
    clock.advance(DAY + HOUR)
    await renew_token(acme)
    await create(acme, "new")
    assert await stored_keys(acme) == ["new"]


async def test_old_keys_are_removed_in_batches_until_none_is_left(
    acme: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "_SWEEP", 2)
    for number in range(5):
        await create(acme, f"old {number}".replace(" ", "-"))
    clock.advance(DAY + HOUR)
    await renew_token(acme)
    left = []
    for number in range(4):
        await create(acme, f"new-{number}")
        left.append(sum(key.startswith("old") for key in await stored_keys(acme)))
    assert left == [3, 1, 0, 0]


async def test_old_keys_are_looked_for_once_a_minute(acme: Desk, clock: FakeClock) -> None:
    await create(acme, "first")
    await age_keys(acme)
    await create(acme, "second")
    assert await stored_keys(acme) == ["first", "second"]
    clock.advance(MINUTE)
    await create(acme, "third")
    assert await stored_keys(acme) == ["second", "third"]


async def age_keys(desk: Desk) -> None:
    async with desk.database.writing(desk.community.community_id) as connection:
        await connection.execute(
            "update idempotency_keys set creation_time = %s", [NOON - DAY - HOUR]
        )


async def test_two_at_once_are_one(acme: Desk) -> None:
    async with AsyncClient(
        base_url=acme.client.base_url, headers=acme.client.headers, timeout=30
    ) as other:
        desks = (acme, replace(acme, client=other))
        for number in range(50):
            answers = await asyncio.gather(*(create(desk, f"k{number}") for desk in desks))
            assert [answer.status_code for answer in answers] == [200, 200]
            assert answers[0].content == answers[1].content
            assert sorted(map(replayed, answers)) == [False, True]
    async with acme.database.reading(acme.community.community_id) as connection:
        assert await connection.value("select count(*) from tickets", {}) == 50


async def test_two_processes_at_once_are_one(
    acme: Desk, address: DatabaseAddress, tmp_path: Path
) -> None:
    """The lock of one process does not help here: the row has to."""
    async with second_server(acme, address, tmp_path) as other:
        for number in range(20):
            answers = await asyncio.gather(*(create(desk, f"k{number}") for desk in (acme, other)))
            assert [answer.status_code for answer in answers] == [200, 200]
            assert answers[0].content == answers[1].content
            assert sorted(map(replayed, answers)) == [False, True]


@asynccontextmanager
async def second_server(desk: Desk, address: DatabaseAddress, folder: Path) -> AsyncIterator[Desk]:
    settings = Settings(data_dir=folder, log_level="error")
    async with (
        serve_desk(address, lambda: NOON, settings) as url,
        AsyncClient(base_url=url, timeout=30) as client,
    ):
        other = replace(desk, client=client)
        await renew_token(other)
        yield other


async def test_many_at_once_leave_connections_to_others(acme: Desk) -> None:
    repeated = [create(acme, "same") for _ in range(40)]
    others = [acme.list_tickets() for _ in range(10)]
    answers = await asyncio.gather(*repeated, *others)
    assert sum(replayed(answer) for answer in answers[:40]) == 39


# Handlers that misbehave


async def write_and_break(call: Call) -> HttpAnswer:
    """Breaks the first time only."""
    async with call.writing() as tx:
        await record(tx, EventName.TICKET_READ)
        if call.parts.clock() == NOON:
            raise RuntimeError("broken")
    return DONE


async def write_and_refuse(call: Call) -> HttpAnswer:
    """Answers with a failure that it caught: what the block wrote must be gone."""
    try:
        async with call.writing() as tx:
            await record(tx, EventName.TICKET_READ)
            raise StateConflict("not now")
    except StateConflict as error:
        return failure(error)


async def write_slowly(call: Call) -> HttpAnswer:
    async with call.writing() as tx:
        await record(tx, EventName.TICKET_READ)
        await asyncio.sleep(1)
    return DONE


async def write_and_read(call: Call) -> HttpAnswer:
    """Reads what it wrote on what could be another connection."""
    async with call.writing() as tx:
        await record(tx, EventName.TICKET_READ)
    async with call.reading() as connection:
        assert await connection.value("select count(*) from events", {}) > 0
    return DONE


MISBEHAVING = tuple(
    Route("POST", f"/tags/{name}", f"Test {name}", handle, Permission.CHANGE_TICKETS, Nothing)
    for name, handle in (
        ("break", write_and_break),
        ("refuse", write_and_refuse),
        ("slow", write_slowly),
        ("read", write_and_read),
    )
)


@pytest.fixture
async def odd_desk(
    database: Database, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> AsyncIterator[Desk]:
    settings = Settings(data_dir=tmp_path, log_level="error")
    async with (
        serve_desk(address, clock, settings, routes=(*ROUTES, *MISBEHAVING)) as url,
        open_desk(database, address, url, "odd") as desk,
    ):
        yield desk


async def call_odd(desk: Desk, name: str, key: str = "a") -> Response:
    return await desk.post(f"/tags/{name}", headers={"Idempotency-Key": key})


async def count_events(desk: Desk) -> int:
    async with desk.database.reading(desk.community.community_id) as connection:
        counted: int = await connection.value("select count(*) from events", {})
    return counted


async def test_a_handler_that_breaks_leaves_neither_change_nor_key(
    odd_desk: Desk, clock: FakeClock
) -> None:
    assert (await call_odd(odd_desk, "break")).status_code == 500
    assert (await count_events(odd_desk), await stored_keys(odd_desk)) == (0, [])
    clock.advance(1)
    answer = await call_odd(odd_desk, "break")
    assert (answer.status_code, replayed(answer)) == (200, False)
    assert await count_events(odd_desk) == 1


async def test_a_handler_that_answers_a_failure_leaves_neither_change_nor_key(
    odd_desk: Desk,
) -> None:
    for _ in range(2):
        answer = await call_odd(odd_desk, "refuse")
        assert (answer.status_code, replayed(answer)) == (409, False)
    assert (await count_events(odd_desk), await stored_keys(odd_desk)) == (0, [])


async def test_a_handler_reads_what_it_wrote(odd_desk: Desk) -> None:
    answers = await asyncio.gather(*(call_odd(odd_desk, "read", f"k{n}") for n in range(30)))
    assert {answer.status_code for answer in answers} == {200}


async def test_who_waits_too_long_is_told_so(
    odd_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "WAIT_SECONDS", 0.2)
    answers = await asyncio.gather(*(call_odd(odd_desk, "slow") for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert await count_events(odd_desk) == 1


async def test_who_waits_too_long_for_another_process_is_told_so(
    odd_desk: Desk, address: DatabaseAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_answers, "WAIT_SECONDS", 1)
    community_id = odd_desk.community.community_id
    await create(odd_desk, "a")
    async with odd_desk.database.writing(community_id) as connection:
        await connection.execute("update idempotency_keys set status = 201 where key = 'a'")
        answer = await create(odd_desk, "a")
    assert (answer.status_code, answer.json()["errorCode"]) == (409, 6)


# Processes that die


@asynccontextmanager
async def server_process(
    address: DatabaseAddress, folder: Path, moment: str
) -> AsyncIterator[tuple[Process, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.api.crashing"),
        *(str(port), str(folder), address.owner, address.service, moment),
    )
    try:
        await wait_for_port(port)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def wait_for_port(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


@pytest.mark.parametrize("moment", ["before commit", "after commit"])
async def test_a_killed_server_did_all_of_it_or_nothing(
    database: Database, address: DatabaseAddress, tmp_path: Path, moment: str
) -> None:
    async with (
        server_process(address, tmp_path, moment) as (process, url),
        open_desk(database, address, url, "crash") as desk,
    ):
        with pytest.raises(HTTPError):
            await create(desk, "a")
        await process.wait()
        assert await stored_keys(desk) == ([] if moment == "before commit" else ["a"])
    async with next_server(desk, address, tmp_path) as again:
        answer = await create(again, "a")
        assert (answer.status_code, replayed(answer)) == (200, moment == "after commit")
        assert await again.listed_ids() == [answer.json()["data"]]


@asynccontextmanager
async def next_server(desk: Desk, address: DatabaseAddress, folder: Path) -> AsyncIterator[Desk]:
    """The same desk, with its token, on a process that was started after the other died."""
    async with (
        server_process(address, folder, "never") as (_, url),
        AsyncClient(base_url=url, timeout=30, headers=desk.client.headers) as client,
    ):
        yield replace(desk, client=client)


async def test_a_server_killed_anywhere_did_all_of_it_or_nothing(
    database: Database, address: DatabaseAddress, tmp_path: Path
) -> None:
    keys = [f"k{number}" for number in range(40)]
    async with (
        server_process(address, tmp_path, "never") as (process, url),
        open_desk(database, address, url, "crash") as desk,
    ):
        sent = [asyncio.ensure_future(create(desk, key)) for key in keys]
        await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        process.kill()
        first = await asyncio.gather(*sent, return_exceptions=True)
    async with next_server(desk, address, tmp_path) as again:
        second = [await create(again, key) for key in keys]
    assert {answer.status_code for answer in second} == {200}
    async with database.reading(desk.community.community_id) as connection:
        assert await connection.value("select count(*) from tickets", {}) == len(keys)
    for before, after in zip(first, second, strict=True):
        assert not isinstance(before, Response) or before.content == after.content

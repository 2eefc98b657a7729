"""Every row of docs/api/limits.md, over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from msgspec.structs import replace

from frontdesk.config import Rate, Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from frontdesk.kit.clock import SECOND
from frontdesk.kit.patient_http import PatientProtocol
from frontdesk.people.enums import Role
from frontdesk.tokens.refresh import create_token
from tests.api.test_list_tickets import example_tickets
from tests.desk import NOON, Desk, FakeClock, get_access_token, open_desk
from tests.serving import serve_desk

RATE_HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


@asynccontextmanager
async def limited_desk(
    database: Database, address: DatabaseAddress, clock: FakeClock, folder: Path, **limits: Any
) -> AsyncIterator[Desk]:
    settings = Settings(data_dir=folder, log_level="error", **limits)
    async with (
        serve_desk(address, clock, settings) as url,
        open_desk(database, address, url, "limited") as desk,
    ):
        yield desk


@pytest.fixture
async def desk(
    database: Database, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> AsyncIterator[Desk]:
    """Five requests in 10 s a token, four without one an address; opening it took one of these."""
    limits = {"rate_limit": Rate(5, 10), "address_rate_limit": Rate(4, 10)}
    async with limited_desk(database, address, clock, tmp_path, **limits) as desk:
        yield desk


async def call(desk: Desk, **headers: str) -> Response:
    return await desk.client.post("/tickets/list", json={}, headers=headers)


async def guess(desk: Desk, **headers: str) -> int:
    answer = await call(desk, Authorization="Bearer guessed", **headers)
    return answer.status_code


def rates(answer: Response) -> list[str | None]:
    return [answer.headers.get(name) for name in RATE_HEADERS]


# Requests of a token


async def test_answers_say_what_is_left(desk: Desk) -> None:
    assert [rates(await call(desk)) for _ in range(5)] == [
        ["5", str(left), "10"] for left in (4, 3, 2, 1, 0)
    ]


async def test_too_many_are_told_when_to_come_again(desk: Desk, clock: FakeClock) -> None:
    for _ in range(5):
        await call(desk)
    answer = await call(desk)
    assert (answer.status_code, answer.json()["errorCode"]) == (429, 10)
    assert answer.json()["data"] is None
    wait = answer.headers["Retry-After"]
    assert rates(answer) == ["5", "0", wait]
    clock.advance((int(wait) - 1) * SECOND)
    assert (await call(desk)).status_code == 429
    clock.advance(SECOND)
    assert (await call(desk)).status_code == 200


async def test_failures_say_what_is_left_too(desk: Desk) -> None:
    answers = [
        await desk.client.post("/tickets/list", content=b"{"),
        await desk.client.get("/tickets/1"),
        await desk.client.patch("/tickets/1/status", json={"status": "none"}),
    ]
    assert [answer.status_code for answer in answers] == [400, 404, 400]
    assert [rates(answer)[1] for answer in answers] == ["4", "3", "2"]


async def test_each_token_has_its_own_share(desk: Desk) -> None:
    for _ in range(6):
        await call(desk)
    other = await make_token(desk)
    assert (await call(desk, Authorization=f"Bearer {other}")).status_code == 200


async def make_token(desk: Desk) -> str:
    community_id = desk.community.community_id
    async with desk.database.writing(community_id) as connection:
        refresh_token = await create_token(
            connection, community_id, name="other", kind="refresh", role=Role.ADMIN, now=NOON
        )
    return await get_access_token(desk.client, desk.community, refresh_token)


async def test_access_tokens_of_one_refresh_token_share(desk: Desk, clock: FakeClock) -> None:
    for _ in range(5):
        await call(desk)
    clock.advance(SECOND)
    again = await get_access_token(desk.client, desk.community, desk.refresh_token)
    assert again != desk.access_token
    assert (await call(desk, Authorization=f"Bearer {again}")).status_code == 429


async def test_limits_that_are_off_say_nothing(
    database: Database, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> None:
    limits = {"rate_limit": None, "address_rate_limit": None}
    async with limited_desk(database, address, clock, tmp_path, **limits) as desk:
        assert rates(await call(desk)) == [None, None, None]
        assert [await guess(desk) for _ in range(20)] == [401] * 20


async def test_by_default_it_is_6000_a_minute(
    database: Database, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> None:
    async with limited_desk(database, address, clock, tmp_path) as desk:
        assert rates(await call(desk)) == ["6000", "5999", "60"]
        statuses = [await guess(desk) for _ in range(300)]
        assert statuses == [401] * 299 + [429]


# Requests without valid authorization


async def test_guesses_end_soon(desk: Desk, clock: FakeClock) -> None:
    assert [await guess(desk) for _ in range(5)] == [401, 401, 401, 429, 429]
    answer = await call(desk, Authorization="Bearer guessed")
    assert (answer.json()["errorCode"], rates(answer)[:2]) == (10, ["4", "0"])
    clock.advance(int(answer.headers["Retry-After"]) * SECOND)
    assert await guess(desk) == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Basic eDp5"},
        {"Authorization": "Bearer a.b.c"},
        {"Community": "limited", "X-Token": "guessed"},
        {"Community": "limited"},
        {},
    ],
)
async def test_whatever_is_not_authorized_counts(desk: Desk, headers: dict[str, str]) -> None:
    async with AsyncClient(base_url=desk.client.base_url) as client:
        answers = [await client.post("/tickets/list", json={}, headers=headers) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]


async def test_token_requests_count(desk: Desk) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": "y"}
    answers = [await desk.client.post("/token", data=form) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert answers[3].json()["errorCode"] == 10


async def test_a_token_in_use_works_beside_guesses(desk: Desk) -> None:
    await call_until_remembered(desk)
    assert [await guess(desk) for _ in range(4)][-1] == 429
    assert (await call(desk)).status_code == 200


async def call_until_remembered(desk: Desk) -> None:
    """Tokens are remembered as soon as the server hears of revocations."""
    await call(desk)
    await asyncio.sleep(0.5)
    await call(desk)


async def test_guesses_that_are_right_are_not_told_apart(desk: Desk) -> None:
    other = await make_token(desk)
    assert [await guess(desk) for _ in range(3)] == [401, 401, 429]
    assert (await call(desk, Authorization=f"Bearer {other}")).status_code == 429


async def test_forwarded_addresses_of_strangers_are_not_believed(desk: Desk) -> None:
    statuses = [await guess(desk, **{"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(5)]
    assert statuses[-1] == 429


async def test_behind_a_trusted_proxy_each_client_counts(
    database: Database, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> None:
    limits = {"address_rate_limit": Rate(2, 10), "trusted_proxies": (ip_network("127.0.0.1"),)}
    async with limited_desk(database, address, clock, tmp_path, **limits) as desk:
        for client in ("203.0.113.1", "203.0.113.2"):
            named = {"X-Forwarded-For": f"made-up, 192.0.2.{client[-1]}, {client}"}
            assert [await guess(desk, **named) for _ in range(3)] == [401, 401, 429]


# Sizes


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"ticketIds": list(range(1, 1001))}, 200),
        ({"ticketIds": list(range(1, 1002))}, 400),
        ({"customFields": [{"key": n, "value": ""} for n in range(1, 51)]}, 200),
        ({"customFields": [{"key": n, "value": ""} for n in range(1, 52)]}, 400),
        ({"tags": [str(n) for n in range(50)]}, 200),
        ({"tags": [str(n) for n in range(51)]}, 400),
    ],
)
async def test_lists_in_a_body_have_a_length(acme: Desk, body: object, status: int) -> None:
    answer = await acme.post("/tickets/list", body)
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["errorCode"] == 2


@pytest.mark.parametrize(("levels", "code"), [(32, 2), (33, 2), (5000, 1), (100_000, 1)])
async def test_nesting_ends_somewhere(acme: Desk, levels: int, code: int) -> None:
    content = b"[" * levels + b"]" * levels
    answer = await acme.client.post("/tickets/list", content=content)
    assert (answer.status_code, answer.json()["errorCode"]) == (400, code)
    assert ("nested" in answer.json()["errorText"]) == (levels > 32)


async def test_more_than_a_page_is_served_as_a_page(acme: Desk) -> None:
    ticket = example_tickets()[0]
    await acme.load([replace(ticket, id=9_000_000 + number) for number in range(60)])
    assert len(await acme.list_tickets(take=100)) == 50


@pytest.mark.parametrize(("tags", "status"), [(100, 200), (101, 400)])
async def test_a_ticket_has_so_many_tags(acme: Desk, tags: int, status: int) -> None:
    await acme.load(example_tickets())
    answer = await acme.client.put(
        "/tickets/4484636/tags", json=[f"tag {number}" for number in range(tags)]
    )
    assert answer.status_code == status


@pytest.mark.parametrize(("characters", "status"), [(200, 200), (201, 400)])
async def test_a_tag_is_so_long(acme: Desk, characters: int, status: int) -> None:
    await acme.load(example_tickets())
    answer = await acme.client.put("/tickets/4484636/tags", json=["x" * characters])
    assert answer.status_code == status


async def test_a_body_over_the_limit_is_refused_however_it_comes(
    database: Database, address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b" " * 1000

    async with limited_desk(database, address, clock, tmp_path, max_body_bytes=4096) as desk:
        for content in (b" " * 4097, chunks()):
            answer = await desk.client.post("/tickets/list", content=content)
            assert (answer.status_code, answer.json()["errorCode"]) == (413, 7)
        assert (await desk.client.post("/tickets/list", content=b" " * 4096)).status_code == 200


# What comes before a request is one


class ImpatientProtocol(PatientProtocol):
    head_patience = 0.4
    patience = 0.8


@pytest.fixture
async def impatient_url(
    address: DatabaseAddress, clock: FakeClock, tmp_path: Path
) -> AsyncIterator[str]:
    settings = Settings(data_dir=tmp_path, log_level="error")
    async with serve_desk(address, clock, settings, protocol=ImpatientProtocol) as url:
        yield url


@pytest.mark.parametrize(("size", "status"), [(30_000, 401), (33_000, 431), (3_000_000, 431)])
async def test_headers_have_a_size(server_url: str, size: int, status: int) -> None:
    head = f"POST /tickets/list HTTP/1.1\r\nHost: x\r\nX-Much: {'x' * size}\r\n\r\n"
    assert await first_status(server_url, head.encode()) == status


async def test_many_headers_have_a_size_together(server_url: str) -> None:
    lines = "".join(f"X-{number}: x\r\n" for number in range(8000))
    head = f"POST /tickets/list HTTP/1.1\r\nHost: x\r\n{lines}\r\n"
    assert await first_status(server_url, head.encode()) == 431


@pytest.mark.parametrize(("length", "status"), [(30_000, 404), (33_000, 431), (3_000_000, 431)])
async def test_an_address_has_a_length(server_url: str, length: int, status: int) -> None:
    head = f"GET /{'x' * length} HTTP/1.1\r\nHost: x\r\n\r\n"
    assert await first_status(server_url, head.encode()) == status


async def test_a_large_body_is_no_large_head(server_url: str) -> None:
    head = f"POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n{'x' * 200_000}"
    assert await first_status(server_url, head.encode()) == 400


async def test_heads_of_one_connection_are_counted_one_by_one(server_url: str) -> None:
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Much: " + b"x" * 20_000 + b"\r\n\r\n"
    async with connected(server_url) as (reader, writer):
        for _ in range(5):
            writer.write(one)
            assert b" 200 " in await reader.readline()
            await reader.readuntil(b'"}')


async def first_status(url: str, request: bytes) -> int:
    async with connected(url) as (reader, writer), asyncio.timeout(20):
        sending = asyncio.ensure_future(send(writer, request))
        line = await reader.readline()
        sending.cancel()
    return int(line.split()[1])


async def send(writer: asyncio.StreamWriter, data: bytes) -> None:
    with suppress(ConnectionError):
        writer.write(data)
        await writer.drain()


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        yield reader, writer
    finally:
        writer.transport.abort()
        with suppress(ConnectionError):
            await writer.wait_closed()


@pytest.mark.parametrize(
    "begin",
    [
        b"",
        b"POST /token HT",
        b"POST /token HTTP/1.1\r\nHost: x\r\n",
        b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx",
        b"POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nx",
    ],
)
async def test_a_request_that_does_not_come_is_not_waited_for(
    impatient_url: str, begin: bytes
) -> None:
    begun = monotonic()
    assert await said_until_closed(impatient_url, begin, trickle=b"") == b""
    assert monotonic() - begun < 5


async def test_a_request_that_never_ends_is_ended(impatient_url: str) -> None:
    """One byte now and then keeps nothing open."""
    begin = b"POST /token HTTP/1.1\r\nHost: x\r\n"
    for more, trickle in (
        (b"X-Much: ", b"x"),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ):
        begun = monotonic()
        assert await said_until_closed(impatient_url, begin + more, trickle=trickle) == b""
        assert monotonic() - begun < 5


async def test_after_a_refusal_the_rest_of_an_endless_body_is_not_taken_for_ever(
    impatient_url: str,
) -> None:
    begin = b"POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"40000\r\n" + b"x" * 0x40000 + b"\r\n"
    said = await said_until_closed(impatient_url, begin, trickle=chunk)
    assert said.startswith(b"HTTP/1.1 413 ")


async def said_until_closed(url: str, begin: bytes, *, trickle: bytes) -> bytes:
    """What the server says to a slow client until it hangs up."""
    said = b""
    async with connected(url) as (reader, writer), asyncio.timeout(20):
        writer.write(begin)
        with suppress(ConnectionError):
            while not reader.at_eof():
                said += await read_or_send(reader, writer, trickle)
    return said


async def read_or_send(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, trickle: bytes
) -> bytes:
    try:
        return await asyncio.wait_for(reader.read(65536), 0.05)
    except TimeoutError:
        await send(writer, trickle)
        return b""


async def test_a_connection_is_kept_between_requests(impatient_url: str) -> None:
    async with connected(impatient_url) as (reader, writer):
        for _ in range(2):
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b" 200 " in await reader.readline()
            await reader.readuntil(b'"}')
            await asyncio.sleep(1.2)

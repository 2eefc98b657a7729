"""Nothing malformed is served, and nothing malformed is our fault (contract 1.8, section 6)."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from tests.api.refusals import GOOD_CURSOR, JSON, LIMIT, REFUSALS, Refusal
from tests.desk import Desk, open_desk

LIST: Final = b"POST /tickets/list HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module")
async def desk(
    database: Database, address: DatabaseAddress, server_url: str
) -> AsyncIterator[Desk]:
    async with open_desk(database, address, server_url, "acme") as desk:
        yield desk


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
async def test_malformed_request_is_refused_and_says_why(desk: Desk, refusal: Refusal) -> None:
    answer = await desk.client.request(
        refusal.method, refusal.path, content=refusal.content, headers=refusal.headers
    )
    assert (answer.status_code, answer.headers["content-type"]) == (
        refusal.status,
        "application/json",
    ), answer.text
    text = answer.json()["errorText"]
    assert answer.json() == {"data": None, "errorCode": refusal.code, "errorText": text}
    assert [word for word in refusal.said if word not in text] == [], text
    assert 0 < len(text) < 1000


@pytest.mark.parametrize(
    "content",
    [b"", b" \r\n\t", b"{}", b'{"status":null,"ticketIds":null,"customFields":null,"take":null}'],
)
async def test_nothing_asked_is_everything(desk: Desk, content: bytes) -> None:
    answer = await desk.client.post("/tickets/list", content=content, headers=JSON)
    assert (answer.status_code, answer.json()["data"]) == (200, [])


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content-Type": ""}, {"Content-Type": "Application/JSON ; charset=utf-8"}],
    ids=str,
)
async def test_json_needs_no_declaration(desk: Desk, headers: dict[str, str]) -> None:
    answer = await desk.client.post("/tickets/list", content=b'{"take":1}', headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/tickets/list/", "/Tickets/List", "/TICKETS/LIST//"])
async def test_path_matches_in_any_case_with_a_slash_or_without(desk: Desk, path: str) -> None:
    assert (await desk.post(path, {})).status_code == 200


@pytest.mark.parametrize("member", [{}, {"skip": 0}, {"skip": None}])
async def test_cursor_stands_beside_no_skip(desk: Desk, member: dict[str, Any]) -> None:
    assert await desk.list_tickets(cursor=GOOD_CURSOR, **member) == []


async def test_other_method_names_the_possible_ones(desk: Desk) -> None:
    answer = await desk.client.get("/tickets/list")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_head_of_a_post_has_no_body(desk: Desk) -> None:
    answer = await desk.client.head("/tickets/list")
    assert (answer.status_code, answer.content) == (405, b"")


async def test_body_at_the_limit_is_read(desk: Desk) -> None:
    content = b"{}".ljust(LIMIT)
    assert (await desk.client.post("/tickets/list", content=content)).status_code == 200


async def test_chunks_over_the_limit_are_refused(desk: Desk) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LIMIT // 4096 + 1):
            yield b" " * 4096

    answer = await desk.client.post("/tickets/list", content=chunks())
    assert (answer.status_code, answer.json()["errorCode"]) == (413, 7)


async def test_length_over_the_limit_is_refused_before_the_body_comes(desk: Desk) -> None:
    head = request_head(desk, f"Content-Length: {10**12}")
    assert await first_line(desk, head) == "HTTP/1.1 413 Request Entity Too Large"


@pytest.mark.parametrize(
    "head",
    [
        b"POST /tickets/list\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST http://x:99999999/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"TRACE /tickets/list HTTP/1.1\r\nHost: x\r\n\r\n",
        b"FOO /tickets/list HTTP/1.1\r\nHost: x\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET tickets HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /docs HTTP/9.9\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        LIST + b"Content-Length: -1\r\n\r\n",
        LIST + b"Content-Length: 9\r\nContent-Length: 8\r\n\r\n",
        b"POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        LIST + b"Community: a\0b\r\nX-Token: \0\r\n\r\n",
        LIST + b"Community: \xff\xfe\r\nX-Token: \xff\r\n\r\n",
        LIST + b"Authorization: Bearer \xff\xfe.\xff.\xff\r\n\r\n",
        LIST + b"Authorization: Bearer \r\n\r\n",
        LIST + b"Content-Type: \xff\r\n\r\n",
        LIST + b"Expect: 200-ok\r\n\r\n",
        b"GET /docs HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
        b"Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
        b"GET /docs HTTP/1.1\r\nHost: \xff\r\nX-Request-Id: \xff\r\n\r\n",
        b"GET /nowhere HTTP/1.1\r\nHost: [\r\n\r\n",
        b"GET /nowhere HTTP/1.1\r\n\r\n",
    ],
)
async def test_broken_http_is_no_fault_of_ours(desk: Desk, head: bytes) -> None:
    line = await first_line(desk, head)
    assert line == "" or not line.split(" ")[1].startswith("5")


async def test_client_that_hangs_up_leaves_the_server_serving(desk: Desk) -> None:
    _, writer = await connect(desk)
    writer.write(request_head(desk, "Content-Length: 100") + b"{")
    await writer.drain()
    writer.close()
    assert await desk.list_tickets() == []


quietly = settings(
    max_examples=60, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck)
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(("open", "2020-01-01T00:00:00Z", GOOD_CURSOR, 2**63 - 1, 2**63)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("key", "id", "value", "Value", "x")), inner, max_size=3)
    ),
    max_leaves=8,
)
member_names = st.sampled_from(
    (
        *("assigneeId", "authorId", "categoryId", "cursor", "customFields", "from", "to"),
        *("includeSubcategories", "orderBy", "sentiment", "skip", "source", "status", "tags"),
        *("take", "TicketIds", "ticketids", "query"),
    )
)


@quietly
@given(content=st.binary(max_size=200))
async def test_random_bytes_are_never_our_fault(desk: Desk, content: bytes) -> None:
    answer = await desk.client.post("/tickets/list", content=content)
    assert answer.status_code in (200, 400)


@quietly
@given(body=st.dictionaries(member_names | st.text(max_size=5), json_values, max_size=4))
async def test_random_json_is_never_our_fault(desk: Desk, body: dict[str, Any]) -> None:
    answer = await desk.client.post("/tickets/list", content=json.dumps(body))
    assert answer.status_code in (200, 400)


@quietly
@given(path=st.binary(max_size=30), query=st.binary(max_size=30))
async def test_random_addresses_are_never_our_fault(desk: Desk, path: bytes, query: bytes) -> None:
    address = b"/" + percent_encoded(path) + b"?" + percent_encoded(query)
    line = await first_line(desk, b"POST " + address + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert line.split(" ")[1] in ("401", "404", "405")


def percent_encoded(text: bytes) -> bytes:
    return b"".join(b"%%%02x" % byte for byte in text)


def request_head(desk: Desk, *headers: str) -> bytes:
    lines = ["POST /tickets/list HTTP/1.1", "Host: x"]
    lines += [f"Authorization: Bearer {desk.access_token}", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


async def connect(desk: Desk) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    address = urlsplit(str(desk.client.base_url))
    return await asyncio.open_connection(address.hostname, address.port)


async def first_line(desk: Desk, request: bytes) -> str:
    """The status line that the server answers to these bytes; empty if it hangs up instead."""
    reader, writer = await connect(desk)
    try:
        writer.write(request)
        await writer.drain()
        async with asyncio.timeout(10):
            return (await reader.readline()).decode().strip()
    except ConnectionError:
        return ""
    finally:
        writer.close()

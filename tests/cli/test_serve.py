"""`frontdesk serve`: commands beside it, its end, and what is left after a kill."""

import json
import socket
import threading
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2

from tests.cli.frontdesk import Frontdesk, Server

REFERENCE: Final = Path(__file__).parents[1] / "contract" / "list-tickets.response.json"
IDS: Final = [4484636, 4484618, 4478963]


def listed(client: httpx2.Client) -> Any:
    return client.post("/tickets/list", json={"ticketIds": IDS}).json()


def test_data_survives_a_kill_and_commands_work_with_a_server_and_without(
    own_frontdesk: Frontdesk, port: int
) -> None:
    own_frontdesk.community("acme")  # no server yet
    expected = json.loads(REFERENCE.read_bytes())
    with own_frontdesk.serving(port=port) as server:
        own_frontdesk.community("globex")
        load = ("import", "--community", "acme", str(REFERENCE))
        assert own_frontdesk.run(*load).json["created"] == 3
        client = server.client(own_frontdesk, "acme", "shop")
        assert listed(client) == expected
        server.process.kill()
        server.process.wait()
    assert len(own_frontdesk.exported("acme")) == 3
    with own_frontdesk.serving(port=port) as server:
        assert listed(client) == expected  # the token lives on, too
        assert server.stop() == 0
    assert own_frontdesk.exported("globex") == []


def test_token_that_a_command_revokes_ends_within_a_second(
    frontdesk: Frontdesk, acme: str, port: int
) -> None:
    with frontdesk.serving(port=port) as server:
        client = server.client(frontdesk, acme, "shop")
        assert client.post("/tickets/list").status_code == 200
        frontdesk.run("token", "revoke", "--community", acme, "--name", "shop")
        time.sleep(1)
        assert client.post("/tickets/list").status_code == 401


def test_several_workers_serve_revoke_and_stop(frontdesk: Frontdesk, acme: str, port: int) -> None:
    with frontdesk.serving("--workers", "2", port=port) as server:
        client = server.client(frontdesk, acme, "shop")
        assert statuses(server, client) == {200}
        frontdesk.run("token", "revoke", "--community", acme, "--name", "shop")
        time.sleep(1)
        assert statuses(server, client) == {401}
        assert server.stop() == 0


def statuses(server: Server, client: httpx2.Client) -> set[int]:
    """Of many connections, so that every worker has answered some."""
    headers = dict(client.headers)
    return {
        httpx2.post(f"{server.url}/tickets/list", headers=headers, json={}).status_code
        for _ in range(20)
    }


def test_request_under_way_is_finished_when_the_server_is_told_to_end(
    frontdesk: Frontdesk, acme: str, port: int
) -> None:
    with frontdesk.serving(port=port) as server:
        token = server.client(frontdesk, acme, "shop").headers["authorization"]
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, port), timeout=20) as connection:
            connection.sendall(
                f"POST /tickets/list HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
                "Content-Length: 2\r\n\r\n{".encode()
            )
            time.sleep(0.3)
            begin = time.monotonic()
            ending = threading.Timer(1, connection.sendall, [b"}"])
            ending.start()
            assert server.stop() == 0
            assert time.monotonic() - begin < 10
            answer = connection.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b'{"data":[],"errorCode":-1,"errorText":null}')


def test_idle_connections_do_not_hold_up_the_end(frontdesk: Frontdesk, port: int) -> None:
    with frontdesk.serving(port=port) as server, httpx2.Client() as client:
        client.get(f"{server.url}/healthz")
        with socket.create_connection(("127.0.0.1", port)) as stalled:
            stalled.sendall(b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
            begin = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - begin < 10


def test_port_in_use_is_one_line(frontdesk: Frontdesk, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = frontdesk.run("serve", "--port", str(port))
    assert (done.code, done.out) == (1, "")
    [line] = done.err.splitlines()
    assert str(port) in line

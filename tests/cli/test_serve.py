"""`frontdesk serve`: commands beside it, its end, and what is left after a kill."""

import json
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx2

from tests.cli.installation import Frontdesk, Server

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
        with server.client(own_frontdesk, "acme", "shop") as client:
            headers = dict(client.headers)
            assert listed(client) == expected
        server.process.kill()
        server.process.wait()
    assert len(own_frontdesk.exported("acme")) == 3
    with own_frontdesk.serving(port=port) as server:
        with httpx2.Client(base_url=server.url, headers=headers) as client:
            assert listed(client) == expected  # the token lives on, too
        assert server.stop() == 0
    assert own_frontdesk.exported("globex") == []


def test_several_workers_serve_revoke_and_stop(frontdesk: Frontdesk, acme: str, port: int) -> None:
    with frontdesk.serving("--workers", "2", port=port) as server:
        with server.client(frontdesk, acme, "shop") as client:
            headers = dict(client.headers)
        assert statuses(server, headers) == {200}
        frontdesk.run("token", "revoke", "--community", acme, "--name", "shop")
        time.sleep(1)
        assert statuses(server, headers) == {401}
        assert server.stop() == 0


def statuses(server: Server, headers: Mapping[str, str]) -> set[int]:
    """Of many connections, so that every worker has answered some."""
    once = {**headers, "connection": "close"}
    with httpx2.Client(base_url=server.url, headers=once, timeout=20) as client:
        return {client.post("/tickets/list", json={}).status_code for _ in range(30)}


def test_told_to_end_it_finishes_what_is_under_way_and_waits_for_nothing_else(
    frontdesk: Frontdesk, acme: str, port: int
) -> None:
    begun = "POST /tickets/list HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    with (
        frontdesk.serving(port=port) as server,
        server.client(frontdesk, acme, "shop") as client,
        connected(port) as stalled,
        connected(port) as working,
    ):
        token = client.headers["authorization"]
        client.get("/healthz")  # leaves an idle connection
        stalled.sendall(begun.encode())
        working.sendall(f"{begun}Authorization: {token}\r\n\r\n{{".encode())
        time.sleep(0.5)
        threading.Timer(1, working.sendall, [b"}"]).start()
        begin = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begin < 10
        answer = working.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b'{"data":[],"errorCode":-1,"errorText":null}')


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def test_port_in_use_is_one_line(frontdesk: Frontdesk, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = frontdesk.run("serve", "--port", str(port))
    assert (done.code != 0, done.out) == (True, "")
    [line] = done.err.splitlines()
    assert str(port) in line


def test_serve_offers_the_first_administrator_until_somebody_has_a_password(
    own_frontdesk: Frontdesk, port: int
) -> None:
    own_frontdesk.community("acme")
    ola = ("--email", "ola@example.com", "--name", "Ola", "--role", "admin")
    own_frontdesk.run("teammate", "create", "--community", "acme", *ola)
    with own_frontdesk.serving(port=port) as server:
        said = stopped(server)
    assert f"http://127.0.0.1:{port}/inbox/acme/welcome/" in said
    eva = ("--email", "eva@example.com", "--name", "Eva", "--role", "agent", "--password-stdin")
    password = b"bridge over the fjord"
    own_frontdesk.run("teammate", "create", "--community", "acme", *eva, stdin=password)
    with own_frontdesk.serving(port=port) as server:
        assert "welcome" not in stopped(server)


def stopped(server: Server) -> str:
    """What a server said on stderr until it was told to stop."""
    assert server.stop() == 0
    assert server.process.stderr is not None
    said: bytes = server.process.stderr.read()
    return said.decode()

"""`frontdesk webhook …` against the receiver that it starts itself."""

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx2
import pytest

from frontdesk.kit.clock import system_clock
from frontdesk.webhooks.signing import new_secret, sign_headers
from tests.cli.installation import COMMAND, Frontdesk
from tests.cli.test_commands import refusal

ALLOWED: Final = {
    "webhooks_allow_http": "true",
    "webhooks_allow_private": "true",
}


@contextmanager
def listening(*options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address of a `frontdesk webhook listen`, and its process."""
    command = [COMMAND, "webhook", "listen", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        yield found[0], process
        process.send_signal(signal.SIGINT)


def create(frontdesk: Frontdesk, acme: str, url: str) -> Any:
    return frontdesk.run(
        *("webhook", "create", "--community", acme, "--url", url, "--verify-token", "t"),
        *("--event", "ticket_create", "--event", "ticket_tags_change"),
        settings=ALLOWED,
    )


def test_webhook_is_created_changed_and_deleted(frontdesk: Frontdesk, acme: str) -> None:
    own = ("--community", acme)
    with listening("--verify-token", "t") as (url, _):
        created = create(frontdesk, acme, url).json
        hook = str(created["id"])
        assert created["secret"].startswith("whsec_")
        assert created["events"] == ["ticket_create", "ticket_tags_change"]
        rotated = frontdesk.run("webhook", "rotate", hook, *own).json
        assert rotated["secret"] != created["secret"]
        off = frontdesk.run("webhook", "disable", hook, *own).json
        assert (off["isEnabled"], off["disabledReason"]) == (False, "turned off")
        on = frontdesk.run("webhook", "enable", hook, *own, settings=ALLOWED).json
        assert frontdesk.run("webhook", "list", *own).json == [on]
        verified = frontdesk.run("webhook", "verify", hook, *own, settings=ALLOWED)
        assert verified.json == {"verified": created["id"]}
    assert frontdesk.run("webhook", "delete", hook, *own).json == {"deleted": created["id"]}
    assert (
        refusal(frontdesk.run("webhook", "delete", hook, *own)) == f"no webhook has the id {hook}"
    )


def test_endpoint_that_wants_another_token_is_refused(frontdesk: Frontdesk, acme: str) -> None:
    with listening("--verify-token", "other") as (url, _):
        assert refusal(create(frontdesk, acme, url)) == (
            "url: the endpoint answered 403 to the challenge, not 200"
        )


def test_addresses_of_this_machine_are_refused_unless_allowed(
    frontdesk: Frontdesk, acme: str
) -> None:
    line = refusal(
        frontdesk.run(
            *("webhook", "create", "--community", acme, "--url", "https://127.0.0.1/"),
            *("--verify-token", "t", "--event", "ticket_create"),
        )
    )
    assert line == "url: 127.0.0.1 is not a public address"


def test_events_are_replayed_and_listed(frontdesk: Frontdesk, acme: str) -> None:
    own = ("--community", acme)
    frontdesk.run("generate", *own, "--tickets", "3", "--seed", "1")
    with listening() as (url, _):
        hook = str(create(frontdesk, acme, url).json["id"])
    replayed = frontdesk.run("webhook", "replay", hook, *own, "--from", "2000-01-01T00:00:00Z").json
    listed = frontdesk.run("webhook", "deliveries", hook, *own, "--take", "1000").json
    assert replayed == {"deliveries": len(listed)}
    again = frontdesk.run("webhook", "resend", hook, *own, "--failed").json
    assert again == {"deliveries": 0}
    assert refusal(frontdesk.run("webhook", "resend", hook, *own)) == (
        "give either the id of a delivery or --failed"
    )


@pytest.mark.parametrize(
    ("options", "signed", "status"),
    [((), False, 200), ((), True, 200), (("--status", "503"), True, 503)],
)
def test_receiver_checks_signatures_and_shows_deliveries(
    options: tuple[str, ...], signed: bool, status: int
) -> None:
    secret = new_secret()
    body = json.dumps({"EventType": "ticket_create", "TicketId": 7}).encode()
    headers = sign_headers("msg_1_2", body, [secret], now=system_clock()) if signed else {}
    given = ("--secret", secret) if signed else ()
    with listening("--count", "1", *given, *options) as (url, process):
        answer = httpx2.post(url, content=body, headers=headers)
        assert process.stdout
        shown = process.stdout.read()
    assert answer.status_code == status
    assert ("signature: valid" in shown) == signed
    assert '"EventType": "ticket_create"' in shown


def test_receiver_refuses_a_wrong_signature() -> None:
    headers = sign_headers("msg_1_2", b"{}", [new_secret()], now=system_clock())
    with listening("--count", "1", "--secret", new_secret()) as (url, process):
        answer = httpx2.post(url, content=b"{}", headers=headers)
        assert process.stdout
        shown = process.stdout.read()
    assert answer.status_code == 401
    assert "signature: No matching signature found: 401" in shown


def test_secret_that_is_none_is_named(frontdesk: Frontdesk) -> None:
    assert refusal(frontdesk.run("webhook", "listen", "--secret", "whsec_")) == (
        "--secret: expected whsec_ and base64, as it was shown once"
    )

"""What webhooks cost: how fast tickets are opened with and without one, and how fast a worker
delivers to an endpoint of this machine."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from typing import LiteralString

import msgspec
import psycopg

from bench.deck import Job
from bench.installation import COMMUNITY, FRONTDESK, Installation, command, installation
from bench.load import HOST
from bench.processes import free_port, running, serving
from bench.stretches import Bench, run_job
from bench.system import cpu_seconds, cpu_seconds_of_all
from bench.targets import Target, frontdesk_target
from bench.write_requests import new_ticket

TICKETS = 1000
CLIENTS = 100
DELIVERIES = 3000
PATIENCE_SECONDS = 60.0


class WriteFigures(msgspec.Struct, frozen=True):
    """Medians over the rounds; CPU is µs a request of the server, the worker in it included, and of
    PostgreSQL."""

    requests_per_second: float
    p50_ms: float
    server_cpu_us: float
    postgres_cpu_us: float


class WebhookFigures(msgspec.Struct, frozen=True):
    """`ratio` is the throughput of writes with a webhook over that without, by medians;
    `cpu_ratio` the same by the CPU time of the server."""

    without: WriteFigures
    with_one: WriteFigures
    ratio: float
    cpu_ratio: float
    delivered: int
    deliveries_per_second: float


def measure_webhooks(bench: Bench) -> WebhookFigures:
    bench.tell("webhooks: setting up")
    with installation(TICKETS, seed=bench.plan.seed, kept=bench.kept) as bare, _endpoint() as url:
        allowed = {"FRONTDESK_WEBHOOKS_ALLOW_HTTP": "true", "FRONTDESK_WEBHOOKS_ALLOW_PRIVATE": "1"}
        place = replace(bare, environment={**bare.environment, **allowed})
        options = ("--community", COMMUNITY, "--url", url, "--verify-token", "bench")
        command(place.environment, "webhook", "create", *options, "--event", "ticket_create")
        rounds = _measure_writes(bench, place)
        delivered, rate = _measure_deliveries(bench, place)
    without, with_one = (_condense([pair[side] for pair in rounds]) for side in (0, 1))
    return WebhookFigures(
        without=without,
        with_one=with_one,
        ratio=with_one.requests_per_second / without.requests_per_second,
        cpu_ratio=without.server_cpu_us / with_one.server_cpu_us,
        delivered=delivered,
        deliveries_per_second=rate,
    )


@contextmanager
def _endpoint() -> Iterator[str]:
    port = free_port()
    receiver = [sys.executable, "-m", "bench.receiver", str(port)]
    with serving(receiver, port, environment={}, core=None):
        yield f"http://{HOST}:{port}/"


def _measure_writes(bench: Bench, place: Installation) -> list[tuple[WriteFigures, WriteFigures]]:
    """By rounds, without and with the webhook in turns; the server runs the worker."""
    rounds = []
    with frontdesk_target(place) as target:
        _open_tickets(bench, place, target)
        _wait_until_delivered(place)  # what is pending when it is turned off stays so
        for number in range(1, bench.plan.rounds + 1):
            bench.tell(f"webhooks: round {number} of {bench.plan.rounds}")
            pair = []
            for enabled in (False, True):
                _enable(place, enabled)
                pair.append(_open_tickets(bench, place, target))
                _wait_until_delivered(place)
            rounds.append((pair[0], pair[1]))
    return rounds


def _measure_deliveries(bench: Bench, place: Installation) -> tuple[int, float]:
    """How many a worker delivers that finds them all waiting, and how many a second."""
    bench.tell("webhooks: deliveries")
    newest = _one(place, "select max(delivery_id) from webhook_deliveries")
    _multiply(place)
    with running([FRONTDESK, "worker"], environment=place.environment, core=None):
        _wait_until_delivered(place)
    count, ticks = _row(
        place,
        """
        select count(*), max(finished_time) - min(time)
        from webhook_deliveries
        join webhook_attempts using (community_id, delivery_id)
        where delivery_id > %s
        """,
        newest,
    )
    return count, count / (ticks / 1e7)


def _multiply(place: Installation) -> None:
    """What was delivered is pending again, often enough for DELIVERIES, of as many tickets."""
    with psycopg.connect(place.address.owner) as connection:
        _enter(connection, place)
        connection.execute(
            """
            insert into webhook_deliveries
                   (community_id, webhook_id, message_id, event_id, event_type, ticket_id,
                    event_time, body, next_attempt_time, creation_time, is_replay)
            select community_id, webhook_id, message_id, event_id, event_type, 1000000 + row,
                   event_time, body, event_time, event_time, true
            from (
                select d.*, row_number() over () as row
                from webhook_deliveries d
                cross join generate_series(1, %(most)s)
                limit %(most)s
            ) as many
            """,
            {"most": DELIVERIES},
        )


def _open_tickets(bench: Bench, place: Installation, target: Target) -> WriteFigures:
    postgres = place.postgres_pids()
    begin = cpu_seconds(target.pid) or 0.0, cpu_seconds_of_all(postgres) or 0.0
    requests = [
        target.whole_request(msgspec.json.encode(new_ticket(number)), path="/tickets")
        for number in range(CLIENTS)
    ]
    outcome = run_job(bench, Job(target.port, requests, bench.plan.clients, bench.plan.seconds))
    end = cpu_seconds(target.pid) or 0.0, cpu_seconds_of_all(postgres) or 0.0
    return WriteFigures(
        requests_per_second=outcome.requests / outcome.seconds,
        p50_ms=outcome.p50_ms,
        server_cpu_us=(end[0] - begin[0]) / outcome.requests * 1e6,
        postgres_cpu_us=(end[1] - begin[1]) / outcome.requests * 1e6,
    )


def _condense(rounds: list[WriteFigures]) -> WriteFigures:
    return WriteFigures(
        *(
            median(getattr(figures, name) for figures in rounds)
            for name in WriteFigures.__struct_fields__
        )
    )


def _wait_until_delivered(place: Installation) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _one(place, _DONE):
        if time.monotonic() > deadline:
            sys.exit("bench: deliveries do not end")
        time.sleep(0.2)


_DONE: LiteralString = """
select not exists (select from communities_with_new_events('webhooks'))
   and not exists (select from webhook_deliveries where status = 'pending')
"""


def _enable(place: Installation, enabled: bool) -> None:
    with psycopg.connect(place.address.owner) as connection:
        _enter(connection, place)
        connection.execute("update webhooks set is_enabled = %s", [enabled])


def _one(place: Installation, query: LiteralString) -> int:
    return int(_row(place, query)[0])


def _row(place: Installation, query: LiteralString, *parameters: int) -> tuple[int, ...]:
    with psycopg.connect(place.address.owner) as connection:
        _enter(connection, place)
        row = connection.execute(query, parameters).fetchone()
    assert row is not None, "an aggregate has one row"
    return row


def _enter(connection: psycopg.Connection, place: Installation) -> None:
    connection.execute(
        "select set_config('frontdesk.community', %s, false)", [str(place.community_id)]
    )

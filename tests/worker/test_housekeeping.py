"""What is cleared away by the clock."""

from pathlib import Path
from typing import LiteralString

import pytest

from frontdesk.accounts.sessions import REMEMBERED_IDLE, Visit, begin_session
from frontdesk.accounts.setup_links import KEPT_AFTERWARDS, LIFETIME, make_setup_link
from frontdesk.database.address import DatabaseAddress
from frontdesk.tokens import first_answers
from frontdesk.webhooks import retention
from frontdesk.worker import housekeeping
from frontdesk.worker.alone import open_worker_parts
from tests.desk import Desk, FakeClock
from tests.team import acting, add_teammate, looking, open_ticket
from tests.worker.receiver import Answer, Receiver
from tests.worker.workers import add_webhook, run_turns, settings_of


async def left(desk: Desk) -> tuple[int, int]:
    """Sessions and set-up links."""
    async with looking(desk) as (connection, community_id):
        id_ = {"id": community_id}
        return (
            await connection.value(
                "select count(*) from sessions where community_id = %(id)s", id_
            ),
            await connection.value(
                "select count(*) from setup_links where community_id = %(id)s", id_
            ),
        )


async def test_expired_sessions_and_old_links_go_everywhere_in_small_transactions(
    address: DatabaseAddress,
    clock: FakeClock,
    tmp_path: Path,
    acme: Desk,
    globex: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(housekeeping, "_AT_ONCE", 2)
    for desk in (acme, globex):
        mate = await add_teammate(desk, "Ann Smith")
        async with acting(desk, mate) as tx:
            await make_setup_link(tx, mate)
            for _ in range(5):
                visit = Visit(address="127.0.0.1", user_agent="")
                await begin_session(tx, mate, visit, is_remembered=True)
    async with open_worker_parts(settings_of(tmp_path), address, clock) as parts:
        clock.advance(REMEMBERED_IDLE - 1)
        await housekeeping.clear_old_sign_ins(parts)
        assert (await left(acme), await left(globex)) == ((5, 1), (5, 1))
        clock.advance(1)
        await housekeeping.clear_old_sign_ins(parts)
        assert (await left(acme), await left(globex)) == ((0, 1), (0, 1))
        clock.advance(LIFETIME + KEPT_AFTERWARDS)
        await housekeeping.clear_old_sign_ins(parts)
        assert (await left(acme), await left(globex)) == ((0, 0), (0, 0))


async def test_changes_of_counts_are_folded_into_the_totals(
    acme: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    await open_ticket(acme)
    async with open_worker_parts(settings_of(tmp_path), acme.address, clock) as parts:
        await housekeeping.fold_ticket_counts(parts)
    async with acme.database.reading(acme.community.community_id) as connection:
        waiting = await connection.value("select count(*) from ticket_count_changes", {})
        totals = await connection.value("select sum(total)::int from ticket_counts", {})
    assert (waiting, totals) == (0, 2)  # "all" and "unassigned"


async def counted(desk: Desk, *tables: LiteralString) -> tuple[int, ...]:
    async with looking(desk) as (connection, community_id):
        return tuple(
            [
                await connection.value(
                    f"select count(*) from {table} where community_id = %(id)s",  # noqa: S608 # named here
                    {"id": community_id},
                )
                for table in tables
            ]
        )


async def test_deliveries_go_a_month_after_their_end_with_their_attempts_and_pending_ones_stay(
    address: DatabaseAddress,
    clock: FakeClock,
    tmp_path: Path,
    acme: Desk,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(housekeeping, "_AT_ONCE", 2)
    receiver.answer = lambda request: Answer(500 if request.path == "/broken" else 200)
    await add_webhook(acme, f"{receiver.url}/broken")
    await add_webhook(acme, f"{receiver.url}/sound")
    for _ in range(3):
        await open_ticket(acme)
    rows: tuple[LiteralString, ...] = ("webhook_deliveries", "webhook_attempts")
    async with (
        run_turns(address, clock, tmp_path) as turns,
        open_worker_parts(settings_of(tmp_path), address, clock) as parts,
    ):
        await turns()
        assert await counted(acme, *rows) == (6, 6)
        clock.advance(retention.KEPT)
        await housekeeping.clear_old_deliveries(parts)
        assert await counted(acme, *rows) == (6, 6)
        clock.advance(1)
        await housekeeping.clear_old_deliveries(parts)
    assert await counted(acme, *rows) == (3, 3)


async def test_first_answers_go_after_a_day_everywhere(
    address: DatabaseAddress,
    clock: FakeClock,
    tmp_path: Path,
    acme: Desk,
    globex: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(housekeeping, "_AT_ONCE", 2)
    for desk in (acme, globex):
        for number in range(5):
            body = {"title": "Help", "creator": {"email": "bill@example.com"}}
            await desk.post("/tickets", body, headers={"Idempotency-Key": str(number)})
    async with open_worker_parts(settings_of(tmp_path), address, clock) as parts:
        clock.advance(first_answers.KEPT - 1)
        await housekeeping.clear_old_answers(parts)
        kept = [await counted(desk, "idempotency_keys") for desk in (acme, globex)]
        assert kept == [(5,), (5,)]
        clock.advance(1)
        await housekeeping.clear_old_answers(parts)
    assert [await counted(desk, "idempotency_keys") for desk in (acme, globex)] == [(0,), (0,)]

"""The parts of a run against real servers, with data that is made once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bench.generator import load_generator
from bench.in_database import measure_small
from bench.installation import Installation, installation
from bench.list_scenarios import chosen_lists
from bench.lists import ListFigures, measure_lists
from bench.mixed import measure_mixed
from bench.pages import measure_pages
from bench.peers import running_peers
from bench.plan import Plan, Statistics
from bench.processes import Cores
from bench.scenarios import choose_scenarios, community_connection
from bench.several import measure_several
from bench.statistics import set_statistics
from bench.stretches import Bench
from bench.targets import Target, frontdesk_target
from bench.write_requests import write_requests
from frontdesk.tickets.enums import TicketListOrderBy

TICKETS, BESIDE = 300, 100
PLAN = Plan([TICKETS], seconds=0.1, rounds=1, clients=2, repeats=1, adapters=("bench.naive:Naive",))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def place(kept: Path) -> Iterator[Installation]:
    """For what changes nothing."""
    with installation(TICKETS, kept=kept, beside=BESIDE) as place:
        yield place


@pytest.fixture
def changing_place(place: Installation, kept: Path) -> Iterator[Installation]:
    """A copy of what was made for `place`."""
    with installation(TICKETS, kept=kept, beside=BESIDE) as copied:
        yield copied


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with load_generator(core=None) as generator:
        yield Bench(PLAN, Cores(None, None), generator, lambda about: None)


def test_each_community_is_seen_by_itself(place: Installation) -> None:
    assert place.beside_id is not None
    for community_id, tickets in ((place.community_id, TICKETS), (place.beside_id, BESIDE)):
        with community_connection(place.address.owner, community_id) as connection:
            found = connection.execute("select count(*) from tickets").fetchone()
        assert found == (tickets,)


def test_made_data_is_kept_for_later_runs(
    place: Installation, changing_place: Installation, kept: Path
) -> None:
    (made,) = kept.glob(f"*-seed-1-tickets-{TICKETS}-beside-{BESIDE}")
    assert Path(made, "made.json").exists()
    assert changing_place.token == place.token


def test_another_system_answers_the_same_tickets(place: Installation, bench: Bench) -> None:
    scenarios = choose_scenarios(place.address.owner, place.community_id)
    with frontdesk_target(place) as frontdesk, running_peers(bench, place) as peers:
        for scenario in scenarios:
            peers.require_same_tickets(scenario, frontdesk.ask(scenario.request))
            peers.measure(scenario)
    for scenario in scenarios:
        figures = peers.figures(scenario)["naive"]
        assert figures is not None
        assert figures.requests_per_second > 0


def test_lists_of_the_small_community_are_measured(place: Installation, bench: Bench) -> None:
    figures = measure_small(bench, place)
    assert {each.order for each in figures} == {TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC}
    assert f"skip of {BESIDE // 2:,}" in {each.name for each in figures}


def test_two_server_processes_are_measured_beside_one(place: Installation, bench: Bench) -> None:
    scenarios = choose_scenarios(place.address.owner, place.community_id)
    figures = measure_several(bench, place, scenarios)
    assert figures.one.requests_per_second > 0
    assert figures.two.requests_per_second > 0
    assert 1 <= figures.possible <= 2


def test_tickets_change_while_lists_are_measured(
    changing_place: Installation, bench: Bench
) -> None:
    place = changing_place
    scenarios = choose_scenarios(place.address.owner, place.community_id)
    before = _changes(place)
    with frontdesk_target(place, "--no-worker") as target:
        figures = measure_mixed(bench, place, target, scenarios)
    assert figures.share == PLAN.writes
    assert figures.read_only.requests_per_second > 0
    assert figures.writes_per_second >= 0
    assert _changes(place) > before


def test_changes_can_be_sent_over_and_over(place: Installation) -> None:
    requests = write_requests(place, Target(0, 0, "Bearer none"))
    assignments = [
        msgspec.json.decode(request.partition(b"\r\n\r\n")[2])
        for request in requests
        if request.startswith(b"PATCH")
    ]
    half = len(assignments) // 2
    assert half == len(requests) / 8 > 0
    assert [
        {"assigneeId": each["previousAssigneeId"], "previousAssigneeId": each["assigneeId"]}
        for each in assignments[:half]
    ] == assignments[half:]


def test_the_inbox_is_visited(changing_place: Installation, bench: Bench) -> None:
    figures = measure_pages(bench, changing_place)
    assert figures is not None
    assert figures.answer_bytes > 10_000
    assert figures.server.fastest <= figures.server.median
    assert 0 < figures.complete.fastest <= figures.complete.median
    assert figures.first_ms > 0


def _changes(place: Installation) -> int:
    with community_connection(place.address.owner, place.community_id) as connection:
        found = connection.execute("select count(*) from events").fetchone()
    assert found is not None
    return int(found[0])


def test_lists_are_the_same_whatever_the_statistics(changing_place: Installation) -> None:
    place = changing_place
    fresh = _lists(place)
    for state in (Statistics.STALE, Statistics.NONE, Statistics.CHURNED):
        set_statistics(place.address, place.community_id, state)
        with community_connection(place.address.owner, place.community_id) as connection:
            found = connection.execute(
                "select reltuples::int from pg_class where relname = 'tickets'"
            ).fetchone()
        assert found is not None
        known = {Statistics.STALE: (BESIDE,), Statistics.NONE: (-1,)}
        assert found == known.get(state, found)
        lists = _lists(place)
        assert [(each.name, each.rows) for each in lists] == [
            (each.name, each.rows) for each in fresh
        ]


def _lists(place: Installation) -> list[ListFigures]:
    return asyncio.run(
        measure_lists(
            place.address,
            place.community_id,
            chosen_lists(place.address, place.community_id, with_words=False),
            repeats=1,
            tell=lambda about: None,
            orders=[TicketListOrderBy.CREATION_TIME_DESC],
        )
    )

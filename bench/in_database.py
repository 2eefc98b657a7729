"""The parts of a run that need no server: lists and changes on a connection of their own."""

import asyncio

from bench.installation import Installation
from bench.list_scenarios import ListScenario, chosen_lists
from bench.lists import ListFigures, measure_lists
from bench.plan import Part, Statistics
from bench.statistics import set_statistics
from bench.stretches import Bench
from bench.writes import WriteFigures, measure_writes
from frontdesk.database.address import DatabaseAddress
from frontdesk.tickets.enums import TicketListOrderBy

LEAST_REPEATS = 10


def measure_lists_of(bench: Bench, place: Installation) -> list[ListFigures]:
    if Part.LISTS not in bench.plan.parts:
        return []
    return asyncio.run(
        measure_lists(
            place.address,
            place.community_id,
            _scenarios(bench, place.address, place.community_id),
            repeats=bench.plan.repeats,
            tell=bench.tell,
        )
    )


def measure_small(bench: Bench, place: Installation) -> list[ListFigures]:
    """Of the small community beside, in the order that is asked for most."""
    if Part.SMALL not in bench.plan.parts or place.beside_id is None:
        return []
    return asyncio.run(
        measure_lists(
            place.address,
            place.beside_id,
            _scenarios(bench, place.address, place.beside_id),
            repeats=bench.plan.repeats,
            tell=lambda about: bench.tell(f"a small community beside: {about}"),
            orders=[TicketListOrderBy.LAST_THREAD_ACTIVITY_DESC],
        )
    )


def measure_states(bench: Bench, place: Installation) -> dict[Statistics, list[ListFigures]]:
    """Lists by what the database knows of its tables, which afterwards stays wrong. With fresh
    statistics they are measured once more: tickets have changed since."""
    asked = {Statistics.FRESH, *bench.plan.statistics}
    if asked == {Statistics.FRESH}:
        return {}
    return {state: _measure_state(bench, place, state) for state in Statistics if state in asked}


def _measure_state(bench: Bench, place: Installation, state: Statistics) -> list[ListFigures]:
    bench.tell(f"statistics {state}")
    set_statistics(place.address, place.community_id, state)
    return asyncio.run(
        measure_lists(
            place.address,
            place.community_id,
            _scenarios(bench, place.address, place.community_id),
            repeats=max(LEAST_REPEATS, bench.plan.repeats // 2),
            tell=lambda about: bench.tell(f"statistics {state}: {about}"),
        )
    )


def _scenarios(bench: Bench, address: DatabaseAddress, community_id: int) -> list[ListScenario]:
    return chosen_lists(address, community_id, with_words=Part.WORDS in bench.plan.parts)


def measure_writes_of(bench: Bench, place: Installation) -> list[WriteFigures]:
    if Part.CHANGES not in bench.plan.parts:
        return []
    bench.tell("changes of tickets")
    repeats = bench.plan.repeats
    return asyncio.run(measure_writes(place.address, place.community_id, repeats=repeats))

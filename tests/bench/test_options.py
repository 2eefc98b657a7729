"""What `python -m bench` is told."""

import pytest
import typer

from bench.__main__ import read_names, read_size
from bench.adapters import load_adapter
from bench.naive import Naive
from bench.plan import Part, Plan, Statistics


@pytest.mark.parametrize(("text", "expected"), [("10k", 10_000), (" 1M ", 1_000_000), ("7", 7)])
def test_sizes_are_read_with_their_units(text: str, expected: int) -> None:
    assert read_size(text) == expected


@pytest.mark.parametrize("text", ["", "0", "k", "10g", "11m", "1.5k"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        read_size(text)


def test_parts_and_statistics_are_named() -> None:
    assert read_names("http, mixed", Part) == [Part.HTTP, Part.MIXED]
    assert read_names("", Part) == []
    with pytest.raises(typer.BadParameter, match="expected some of fresh,stale,none,churned"):
        read_names("old", Statistics)


def test_a_run_has_all_parts_and_fresh_statistics_unless_told_otherwise() -> None:
    plan = Plan([1000], seconds=1, rounds=1, clients=1, repeats=1)
    assert (plan.parts, plan.statistics) == (tuple(Part), (Statistics.FRESH,))


def test_an_adapter_is_named_by_its_module() -> None:
    assert isinstance(load_adapter("bench.naive:Naive"), Naive)


@pytest.mark.parametrize("place", ["bench.naive", "bench.naive:Other", "bench.nowhere:Naive", ""])
def test_an_adapter_that_is_not_there_ends_the_run(place: str) -> None:
    with pytest.raises(SystemExit, match="bench: there is no adapter"):
        load_adapter(place)

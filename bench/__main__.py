"""`python -m bench`: measure, print tables, write JSON."""

import re
import signal
import sys
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Annotated, TypeVar

import msgspec
import typer
from rich.console import Console

from bench.adapters import load_adapter
from bench.generator import load_generator
from bench.plan import Part, Plan, Statistics
from bench.processes import choose_cores
from bench.report import markdown as to_markdown
from bench.report import print_report
from bench.run import Report, run
from bench.stretches import Bench
from bench.system import describe_machine

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}

Name = TypeVar("Name", bound=StrEnum)


def _listed(kind: type[StrEnum]) -> str:
    return ",".join(kind)


def main(
    sizes: Annotated[str, typer.Option(help="Numbers of tickets, like 10k,100k.")] = "10k,100k",
    seconds: Annotated[float, typer.Option(min=0.1, help="Time under load, each.")] = 3,
    rounds: Annotated[int, typer.Option(min=1, help="How often everything is measured.")] = 3,
    clients: Annotated[int, typer.Option(min=1, max=1000, help="Connections.")] = 16,
    repeats: Annotated[
        int, typer.Option(min=1, help="How often each list and change is timed by itself.")
    ] = 30,
    seed: Annotated[int, typer.Option(help="The same seed gives the same tickets.")] = 1,
    writes: Annotated[
        int, typer.Option(min=1, max=99, help="Changes in the mixed load, in percent.")
    ] = 10,
    parts: Annotated[str, typer.Option(help=f"Some of {_listed(Part)}.")] = _listed(Part),
    without: Annotated[str, typer.Option(help="Parts that are left out.")] = "",
    statistics: Annotated[
        str, typer.Option(help=f"Lists also with other statistics: {_listed(Statistics)}.")
    ] = "fresh",
    adapter: Annotated[
        list[str] | None, typer.Option(help="Another system, as module:name; more than once.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder where made data is kept for later runs.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="File for all figures.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="File for the tables.")] = None,
) -> None:
    """Measure List Tickets over HTTP against a floor, then lists and changes in the database; only
    on 127.0.0.1, in folders of its own.

    The exit code tells whether every answer was right, not whether the budget holds.
    """
    signal.signal(signal.SIGTERM, _leave)
    left_out = read_names(without, Part)
    plan = Plan(
        sizes=[read_size(text) for text in sizes.split(",")],
        seconds=seconds,
        rounds=rounds,
        clients=clients,
        repeats=repeats,
        seed=seed,
        writes=writes / 100,
        parts=tuple(part for part in read_names(parts, Part) if part not in left_out),
        statistics=tuple(read_names(statistics, Statistics)),
        adapters=tuple(adapter or ()),
    )
    for name in plan.adapters:
        load_adapter(name)  # a wrong name is said at once
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
    report = measure(plan, data)
    print_report(report, _console())
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    if markdown is not None:
        markdown.write_text(to_markdown(report))


def measure(plan: Plan, kept: Path | None) -> Report:
    machine, cores, progress = describe_machine(), choose_cores(), Console(stderr=True)
    with load_generator(core=cores.load) as generator, progress.status("starting") as status:
        return run(Bench(plan, cores, generator, status.update, kept), machine)


def read_names(text: str, kind: type[Name]) -> list[Name]:
    try:
        return [kind(name.strip()) for name in text.split(",") if name.strip()]
    except ValueError as error:
        raise typer.BadParameter(f"{error}: expected some of {_listed(kind)}") from None


def read_size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([km]?)", text.strip().lower())
    if match is None or not 0 < (tickets := int(match[1]) * _UNITS[match[2]]) <= 10_000_000:
        raise typer.BadParameter(f"{text!r} is no number of tickets like 10k")
    return tickets


def _console() -> Console:
    """A file has room for whole tables."""
    return Console() if sys.stdout.isatty() else Console(width=160)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)  # by way of all `finally` blocks, which end the processes


if __name__ == "__main__":
    typer.run(main)

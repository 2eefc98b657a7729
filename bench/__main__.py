"""`python -m bench`: measure, print tables, write JSON."""

import re
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from bench.generator import load_generator
from bench.processes import choose_cores
from bench.report import print_report
from bench.run import run
from bench.stretches import Bench, Plan
from bench.system import describe_machine

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


def main(
    sizes: Annotated[str, typer.Option(help="Numbers of tickets, like 10k,100k.")] = "10k,100k",
    seconds: Annotated[float, typer.Option(min=0.1, help="Time under load, each.")] = 5,
    rounds: Annotated[int, typer.Option(min=1, help="How often everything is measured.")] = 3,
    clients: Annotated[int, typer.Option(min=1, max=1000, help="Connections.")] = 16,
    repeats: Annotated[
        int, typer.Option(min=0, help="How often each list and change is timed by itself.")
    ] = 30,
    json: Annotated[Path | None, typer.Option(help="File for all figures.")] = None,
) -> None:
    """Measure List Tickets over HTTP against a floor, then lists and changes in the database; only
    on 127.0.0.1, in folders of its own.

    The exit code tells whether every answer was right, not whether the budget holds.
    """
    signal.signal(signal.SIGTERM, _leave)
    plan = Plan([read_size(text) for text in sizes.split(",")], seconds, rounds, clients, repeats)
    machine, cores, progress = describe_machine(), choose_cores(), Console(stderr=True)
    with load_generator(core=cores.load) as generator, progress.status("starting") as status:
        report = run(Bench(plan, cores, generator, status.update), machine)
    print_report(report, Console())
    if json is not None:
        json.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")


def read_size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([km]?)", text.strip().lower())
    if match is None or not 0 < (tickets := int(match[1]) * _UNITS[match[2]]) <= 10_000_000:
        raise typer.BadParameter(f"{text!r} is no number of tickets like 10k")
    return tickets


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)  # by way of all `finally` blocks, which end the processes


if __name__ == "__main__":
    typer.run(main)

"""Runs `frontdesk` commands in forked children of one process that has loaded the program:
an interpreter and its imports for each would take most of the tests' time."""

import json
import os
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

from frontdesk.cli import main
from frontdesk.cli.commands import COMMANDS


def serve_orders() -> None:
    """One order a line on stdin; its command's exit code and most memory on stdout."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        _, status, usage = os.wait4(child, 0)
        print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, flush=True)


def run(order: Mapping[str, Any]) -> NoReturn:
    """Become the command; `streams` are the files for its stdin, stdout and stderr."""
    for number, path in enumerate(order["streams"]):
        os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    sys.argv = ["frontdesk", *order["arguments"]]
    os.environ.clear()
    os.environ.update(order["environment"])
    code: Any = 0
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    for place in COMMANDS.values():
        import_module(f"frontdesk.cli.{place.split('.')[0]}")
    serve_orders()

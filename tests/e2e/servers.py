"""Server processes, as an operator starts them, on a database that tests reach, too."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from frontdesk.database.address import DatabaseAddress

COMMAND: Final = (sys.executable, "-c", "from frontdesk.cli import main; main()")
ANNOUNCED: Final = re.compile(r"frontdesk serves (http://127\.0\.0\.1:\d+)")
SECRET: Final = "the secret key of servers that browsers test"


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[str]
    url: str


@contextmanager
def run_server(address: DatabaseAddress, data_dir: Path, *, port: int = 0) -> Iterator[Server]:
    """`frontdesk serve` on a free port, unless one is given, ready; ended when the context is left.

    Servers with one data folder are processes of one installation. They have no worker, which
    would do the work of the communities of all tests.
    """
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), "--no-worker"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _settings(address, data_dir),
        text=True,
    ) as process:
        try:
            yield Server(process, _announced(process))
        finally:
            process.terminate()
            process.wait(timeout=20)


def _settings(address: DatabaseAddress, data_dir: Path) -> dict[str, str]:
    return {
        "FRONTDESK_DATABASE_URL": address.owner,
        "FRONTDESK_DATA_DIR": str(data_dir),
        "FRONTDESK_SECRET_KEY": SECRET,
        "FRONTDESK_ADDRESS_RATE_LIMIT": "off",
        "FRONTDESK_LOG_LEVEL": "error",
    }


def _announced(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    found = ANNOUNCED.match(line)
    assert found, f"the server does not start: {line!r}, exit code {process.poll()}"
    return found[1]
